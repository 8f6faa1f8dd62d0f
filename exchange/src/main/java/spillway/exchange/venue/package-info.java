/// One simulated venue: books, accounts, mark price and funding, liquidation engine, insurance fund
/// and auto-deleveraging, by the dated rules of `margin`.
///
/// [spillway.exchange.venue.Venue] is the state machine: commands go in through
/// [spillway.exchange.venue.VenueInput], what happens comes out of
/// [spillway.exchange.venue.VenueSink]. Single-threaded; the same commands give the same state and
/// the same calls.
///
/// Knows no wall clock, no randomness, no agent and no other venue.
@NullMarked
package spillway.exchange.venue;

import org.jspecify.annotations.NullMarked;

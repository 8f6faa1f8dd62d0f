/// What everything in Spillway speaks of: venues, coins, instruments, events, exact numbers, time
/// and coverage, and the [spillway.market.EventSink] at which all modules meet.
///
/// Knows no file, no socket, no clock and no other module.
@NullMarked
package spillway.market;

import org.jspecify.annotations.NullMarked;

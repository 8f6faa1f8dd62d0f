/// The positions of one instrument, kept in the order in which the market would liquidate them.
///
/// [spillway.exchange.positions.LiquidationIndex] answers what a price move liquidates from sums by
/// price, hands out exactly the positions that it hits, and revalues all of them at one price.
///
/// Knows no margin rule: who puts a position in says at which price it is liquidated.
@NullMarked
package spillway.exchange.positions;

import org.jspecify.annotations.NullMarked;

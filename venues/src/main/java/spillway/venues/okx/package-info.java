/// OKX v5: perpetual swaps and futures, and spot, on one connection.
///
/// Sources: www.okx.com/docs-v5/en, public data and order book channels, as of 2026-07.
///
/// Knows no socket and no clock.
@NullMarked
package spillway.venues.okx;

import org.jspecify.annotations.NullMarked;

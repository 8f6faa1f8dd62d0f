/// Bybit v5: linear, inverse and spot.
///
/// Sources: bybit-exchange.github.io/docs/v5, pages on public topics and market requests, as of
/// 2026-07.
///
/// Knows no socket and no clock.
@NullMarked
package spillway.venues.bybit;

import org.jspecify.annotations.NullMarked;

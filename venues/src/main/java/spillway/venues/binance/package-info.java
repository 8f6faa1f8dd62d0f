/// Binance: USD-M futures, COIN-M futures and spot, one protocol with three dialects.
///
/// Sources: developers.binance.com, pages on market streams, local order books and liquidation
/// streams, as of 2026-11; the official Java connectors 12.0.1 (USD-M) and 8.0.1 (COIN-M).
///
/// Knows no socket and no clock.
@NullMarked
package spillway.venues.binance;

import org.jspecify.annotations.NullMarked;

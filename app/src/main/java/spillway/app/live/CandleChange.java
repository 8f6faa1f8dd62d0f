package spillway.app.live;

import spillway.market.Coin;

/// A candle that is new or has changed.
///
/// @param source whose price it is now: `binance-usdm BTCUSDT, trades`
public record CandleChange(Coin coin, String source, CandleInterval interval, Candle candle) {}

package spillway.app.live;

import spillway.market.Coin;

/// A candle that is new or has changed.
public record CandleChange(Coin coin, CandleInterval interval, Candle candle) {}

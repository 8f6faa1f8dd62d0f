package spillway.app.live;

/// First, highest, lowest and last price of an interval. Prices are for pictures: binary numbers,
/// per coin.
///
/// @param timeSeconds start of the interval, seconds since the Unix epoch
public record Candle(long timeSeconds, double open, double high, double low, double close) {}

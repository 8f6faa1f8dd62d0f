package spillway.app.report;

import spillway.market.TimeWindow;

/// What a price did in one interval, to draw it.
///
/// @param interval when
/// @param open USD per coin
/// @param high USD per coin
/// @param low USD per coin
/// @param close USD per coin
public record PriceBar(TimeWindow interval, double open, double high, double low, double close) {}

package spillway.app.report;

import spillway.market.TimeWindow;

/// What was liquidated in one interval.
///
/// @param interval when
/// @param longMicroUsd longs
/// @param shortMicroUsd shorts
public record LiquidationBar(TimeWindow interval, long longMicroUsd, long shortMicroUsd) {}

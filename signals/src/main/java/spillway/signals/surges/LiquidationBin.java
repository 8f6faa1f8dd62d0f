package spillway.signals.surges;

import spillway.market.TimeWindow;

/// What was liquidated in one interval.
///
/// @param interval when
/// @param longMicroUsd longs
/// @param shortMicroUsd shorts
public record LiquidationBin(TimeWindow interval, long longMicroUsd, long shortMicroUsd) {
    long totalMicroUsd() {
        return Math.addExact(longMicroUsd, shortMicroUsd);
    }
}

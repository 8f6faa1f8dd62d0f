package spillway.signals.summary;

import spillway.market.Decimal;
import spillway.market.MarketEvent;
import spillway.market.TimeWindow;

/// What one quantity did in one interval.
///
/// @param interval whose bar it is
/// @param open first value
/// @param high largest
/// @param low smallest
/// @param close last value
/// @param highNs when it was largest, first; [MarketEvent#NONE] where only the interval is known
/// @param lowNs when it was smallest, first; [MarketEvent#NONE] where only the interval is known
public record Bar(
        TimeWindow interval,
        Decimal open,
        Decimal high,
        Decimal low,
        Decimal close,
        long highNs,
        long lowNs) {
    TimeWindow highWhen() {
        return when(highNs);
    }

    TimeWindow lowWhen() {
        return when(lowNs);
    }

    private TimeWindow when(long momentNs) {
        return momentNs == MarketEvent.NONE ? interval : new TimeWindow(momentNs, momentNs);
    }
}

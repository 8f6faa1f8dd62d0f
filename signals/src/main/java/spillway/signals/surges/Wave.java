package spillway.signals.surges;

import spillway.market.TimeWindow;

/// One wave of an event.
///
/// @param window from its first interval to its last
/// @param longMicroUsd longs
/// @param shortMicroUsd shorts
/// @param peakNs start of its largest interval
/// @param share of what the event's intervals hold together
public record Wave(
        TimeWindow window, long longMicroUsd, long shortMicroUsd, long peakNs, double share) {
    public long totalMicroUsd() {
        return Math.addExact(longMicroUsd, shortMicroUsd);
    }
}

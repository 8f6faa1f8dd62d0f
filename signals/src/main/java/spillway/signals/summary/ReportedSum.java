package spillway.signals.summary;

import java.util.List;
import java.util.OptionalDouble;
import spillway.market.TimeWindow;

/// What a party reports as liquidated in a window: money only, since orders are not given.
///
/// @param source who reports it, and of what where it is not the coin as a whole
/// @param window whole intervals
/// @param longMicroUsd longs
/// @param shortMicroUsd shorts
/// @param missing stretches without a value, which count as nothing in the sums
/// @param incomplete stretches in which some of the contracts that are summed have no value
public record ReportedSum(
        String source,
        TimeWindow window,
        long longMicroUsd,
        long shortMicroUsd,
        List<TimeWindow> missing,
        List<TimeWindow> incomplete) {
    public ReportedSum {
        missing = List.copyOf(missing);
        incomplete = List.copyOf(incomplete);
    }

    public long totalMicroUsd() {
        return Math.addExact(longMicroUsd, shortMicroUsd);
    }

    /// `long / (long + short)`; empty where nothing is reported.
    public OptionalDouble longShare() {
        long total = totalMicroUsd();
        return total == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(longMicroUsd / (double) total);
    }
}

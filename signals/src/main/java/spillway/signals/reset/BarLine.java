package spillway.signals.reset;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import spillway.market.TimeWindow;
import spillway.signals.summary.Bar;
import spillway.signals.summary.Bars;

/// Bars of one series, found by time.
final class BarLine {
    private static final long HOUR_NS = Duration.ofHours(1).toNanos();
    static final long DAY_NS = Duration.ofDays(1).toNanos();

    /// Of a day's length, how much must be there for a sum over it.
    private static final double LEAST_SHARE = 0.9;

    private final Bars bars;
    private final NavigableMap<Long, Bar> byStart = new TreeMap<>();

    BarLine(Bars bars) {
        this.bars = bars;
        bars.bars().forEach(bar -> byStart.put(bar.interval().fromNs(), bar));
    }

    boolean isEmpty() {
        return byStart.isEmpty();
    }

    Check.Evidence evidence() {
        return new Check.Evidence(bars.source(), bars.kind());
    }

    /// Length of the bars.
    long barNs() {
        return byStart.isEmpty() ? HOUR_NS : byStart.firstEntry().getValue().interval().lengthNs();
    }

    /// The bar that stands for `momentNs`, `hours` after an event.
    ///
    /// Bars of an hour or less: the one that holds the moment, or the last before it if it is no
    /// more than an hour old. Longer ones, which must not be longer than `hours`: the one that
    /// closes nearest, up to half a bar away.
    Optional<Bar> at(long momentNs, int hours) {
        if (barNs() <= HOUR_NS) {
            Map.Entry<Long, Bar> last = byStart.floorEntry(momentNs);
            return Optional.ofNullable(last)
                    .map(Map.Entry::getValue)
                    .filter(b -> b.interval().toNs() >= momentNs - HOUR_NS);
        }
        if (barNs() > hours * HOUR_NS) {
            return Optional.empty();
        }
        Map.Entry<Long, Bar> last = byStart.floorEntry(momentNs - barNs() / 2);
        return Optional.ofNullable(last)
                .map(Map.Entry::getValue)
                .filter(b -> Math.abs(b.interval().toNs() - momentNs) <= barNs() / 2);
    }

    /// The bars that lie wholly in `[fromNs, toNs)`, ascending.
    List<Bar> within(long fromNs, long toNs) {
        var inside = new ArrayList<Bar>();
        for (var bar : byStart.subMap(Math.min(fromNs, toNs), toNs).values()) {
            if (bar.interval().toNs() <= toNs) {
                inside.add(bar);
            }
        }
        return inside;
    }

    /// The last bar that closes at or before `timeNs`.
    Optional<Bar> lastClosedBy(long timeNs) {
        return Optional.ofNullable(byStart.floorEntry(timeNs - barNs())).map(Map.Entry::getValue);
    }

    /// Sum of the day that ends at `toNs`; empty where more than a tenth of it is missing.
    OptionalDouble day(long toNs) {
        List<Bar> inside = within(toNs - DAY_NS, toNs);
        double sum = 0;
        long lengthNs = 0;
        for (var bar : inside) {
            sum += bar.close().toDouble();
            lengthNs += bar.interval().lengthNs();
        }
        return lengthNs >= LEAST_SHARE * DAY_NS ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    /// How much time the bars of a stretch cover, in days.
    double days(long fromNs, long toNs) {
        long lengthNs = 0;
        for (var bar : within(fromNs, toNs)) {
            lengthNs += bar.interval().lengthNs();
        }
        return lengthNs / (double) DAY_NS;
    }

    /// From the first bar to the last.
    Optional<TimeWindow> span() {
        return byStart.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new TimeWindow(
                                byStart.firstKey(),
                                byStart.lastEntry().getValue().interval().toNs()));
    }

    /// The quantile by nearest rank; `values` not empty.
    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(1, rank) - 1];
    }

    /// The median; `values` not empty.
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

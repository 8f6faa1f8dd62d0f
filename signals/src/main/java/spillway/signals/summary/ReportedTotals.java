package spillway.signals.summary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import spillway.market.MicroUsd;
import spillway.market.TimeSpans;
import spillway.market.TimeWindow;
import spillway.signals.totals.OneSidedness;

/// Liquidations as one party reports them, by interval; windows are whole intervals of its grid.
///
/// Where the party reports contract by contract, its contracts are parts, which are summed: they
/// are one party's view of one coin. An interval of a part counts only where both longs and shorts
/// are reported; every sum says in which intervals no part has a value, and in which some have
/// none. The grid is that of the values: all start at the same phase of the interval.
public final class ReportedTotals {
    private record Interval(long longMicroUsd, long shortMicroUsd, int parts) {
        Interval plus(Interval other) {
            return new Interval(
                    Math.addExact(longMicroUsd, other.longMicroUsd),
                    Math.addExact(shortMicroUsd, other.shortMicroUsd),
                    parts + other.parts);
        }
    }

    private final String source;
    private final long intervalNs;
    private final int parts;
    private final NavigableMap<Long, Interval> byStart;
    private final long phaseNs;

    private ReportedTotals(
            String source, long intervalNs, int parts, NavigableMap<Long, Interval> byStart) {
        this.source = source;
        this.intervalNs = intervalNs;
        this.parts = parts;
        this.byStart = byStart;
        if (intervalNs <= 0) {
            throw new IllegalArgumentException(
                    source
                            + ": expected totals over intervals, found an interval of "
                            + intervalNs
                            + " ns");
        }
        phaseNs = byStart.isEmpty() ? 0 : Math.floorMod(byStart.firstKey(), intervalNs);
        for (long startNs : byStart.keySet()) {
            if (Math.floorMod(startNs, intervalNs) != phaseNs) {
                throw new IllegalStateException(
                        source
                                + ": expected intervals on one grid, found "
                                + TimeWindow.iso(startNs)
                                + " beside "
                                + TimeWindow.iso(byStart.firstKey())
                                + "; import the recording again with one interval length");
            }
        }
    }

    static ReportedTotals of(
            ReportedSubject subject,
            SortedMap<Long, ReportedValue> longs,
            SortedMap<Long, ReportedValue> shorts) {
        var byStart = new TreeMap<Long, Interval>();
        for (Map.Entry<Long, ReportedValue> entry : longs.entrySet()) {
            ReportedValue others = shorts.get(entry.getKey());
            if (others != null) {
                long longMicroUsd = MicroUsd.of(entry.getValue().value());
                long shortMicroUsd = MicroUsd.of(others.value());
                byStart.put(entry.getKey(), new Interval(longMicroUsd, shortMicroUsd, 1));
            }
        }
        return new ReportedTotals(subject.toString(), subject.intervalNs(), 1, byStart);
    }

    /// The sum of one party's contracts.
    ///
    /// @param all at least one, with intervals of one length
    static ReportedTotals combined(String source, List<ReportedTotals> all) {
        if (all.size() == 1) {
            return all.getFirst();
        }
        var byStart = new TreeMap<Long, Interval>();
        for (var one : all) {
            one.byStart.forEach(
                    (start, interval) -> byStart.merge(start, interval, Interval::plus));
        }
        String label = source + ", " + all.size() + " contracts";
        return new ReportedTotals(label, all.getFirst().intervalNs, all.size(), byStart);
    }

    /// Length of an interval, in nanoseconds.
    public long intervalNs() {
        return intervalNs;
    }

    /// From the first interval that is reported to the last; empty where none is.
    public Optional<TimeWindow> span() {
        return byStart.isEmpty()
                ? Optional.empty()
                : Optional.of(new TimeWindow(byStart.firstKey(), byStart.lastKey() + intervalNs));
    }

    /// Whether nothing at all is reported.
    boolean isEmpty() {
        return byStart.isEmpty();
    }

    /// Sum over the intervals that lie wholly in `window`, which is cut to whole intervals.
    public ReportedSum sum(TimeWindow window) {
        long fromNs = onGridFrom(window.fromNs());
        long toNs = Math.max(fromNs, onGridFrom(window.toNs() - intervalNs + 1));
        long longs = 0;
        long shorts = 0;
        var present = new ArrayList<TimeWindow>();
        var incomplete = new ArrayList<TimeWindow>();
        for (var entry : byStart.subMap(fromNs, toNs).entrySet()) {
            longs = Math.addExact(longs, entry.getValue().longMicroUsd());
            shorts = Math.addExact(shorts, entry.getValue().shortMicroUsd());
            var interval = new TimeWindow(entry.getKey(), entry.getKey() + intervalNs);
            present.add(interval);
            if (entry.getValue().parts() < parts) {
                incomplete.add(interval);
            }
        }
        var cut = new TimeWindow(fromNs, toNs);
        List<TimeWindow> missing = TimeSpans.of(present).gapsWithin(cut).windows();
        return new ReportedSum(
                source, cut, longs, shorts, missing, TimeSpans.of(incomplete).windows());
    }

    /// First point of the grid at or after `timeNs`.
    private long onGridFrom(long timeNs) {
        return timeNs + Math.floorMod(phaseNs - timeNs, intervalNs);
    }

    /// The window of `length` that ends with the last interval ending at or before `atNs`.
    public ReportedSum rolling(Duration length, long atNs) {
        long lengthNs = checked(length);
        long toNs = onGridFrom(atNs - intervalNs + 1);
        return sum(new TimeWindow(toNs - lengthNs, toNs));
    }

    private long checked(Duration length) {
        long lengthNs = length.toNanos();
        if (lengthNs <= 0 || lengthNs % intervalNs != 0) {
            throw new IllegalArgumentException(
                    "length must be a whole number of intervals of "
                            + Duration.ofNanos(intervalNs)
                            + ", was "
                            + length);
        }
        return lengthNs;
    }

    /// The window of `length`, on the grid and wholly inside `bounds`, in which most was
    /// liquidated; of equals the earliest. Empty where no such window fits or nothing is reported
    /// in `bounds`.
    public Optional<ReportedSum> largest(Duration length, TimeWindow bounds) {
        long lengthNs = checked(length);
        long firstNs = onGridFrom(bounds.fromNs());
        long largestStartNs = firstNs;
        long largest = -1;
        long sum = 0;
        boolean any = false;
        for (long endNs = firstNs + intervalNs; endNs <= bounds.toNs(); endNs += intervalNs) {
            sum = Math.addExact(sum, totalMicroUsd(endNs - intervalNs));
            any |= byStart.containsKey(endNs - intervalNs);
            long startNs = endNs - lengthNs;
            if (startNs < firstNs) {
                continue;
            }
            if (sum > largest) {
                largest = sum;
                largestStartNs = startNs;
            }
            sum -= totalMicroUsd(startNs);
        }
        return largest < 0 || !any
                ? Optional.empty()
                : Optional.of(sum(new TimeWindow(largestStartNs, largestStartNs + lengthNs)));
    }

    private long totalMicroUsd(long startNs) {
        Interval interval = byStart.get(startNs);
        return interval == null
                ? 0
                : Math.addExact(interval.longMicroUsd(), interval.shortMicroUsd());
    }

    /// One-sidedness of a window, each interval one block.
    public OneSidedness oneSidedness(TimeWindow window) {
        TimeWindow cut = sum(window).window();
        var inside = byStart.subMap(cut.fromNs(), cut.toNs()).values();
        return OneSidedness.ofBlocks(
                inside.stream().mapToLong(Interval::longMicroUsd).toArray(),
                inside.stream().mapToLong(Interval::shortMicroUsd).toArray(),
                cut);
    }
}

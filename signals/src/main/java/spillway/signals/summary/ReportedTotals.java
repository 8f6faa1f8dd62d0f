package spillway.signals.summary;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import spillway.market.MicroUsd;
import spillway.market.TimeSpans;
import spillway.market.TimeWindow;
import spillway.signals.totals.OneSidedness;

/// Liquidations as one party reports them, by interval; windows are whole intervals of its grid.
///
/// An interval counts only where both longs and shorts are reported; one without counts as missing,
/// and every sum says which are. The grid is that of the values: all start at the same phase of the
/// interval.
public final class ReportedTotals {
    private record Interval(long longMicroUsd, long shortMicroUsd) {}

    private final ReportedSubject subject;
    private final TreeMap<Long, Interval> byStart = new TreeMap<>();
    private final long phaseNs;

    ReportedTotals(
            ReportedSubject subject,
            SortedMap<Long, ReportedValue> longs,
            SortedMap<Long, ReportedValue> shorts) {
        this.subject = subject;
        if (subject.intervalNs() <= 0) {
            throw new IllegalArgumentException(
                    subject.source()
                            + " "
                            + subject.symbol()
                            + ": expected totals over intervals, found an interval of "
                            + subject.intervalNs()
                            + " ns");
        }
        for (Map.Entry<Long, ReportedValue> entry : longs.entrySet()) {
            ReportedValue others = shorts.get(entry.getKey());
            if (others != null) {
                long longMicroUsd = MicroUsd.of(entry.getValue().value());
                byStart.put(
                        entry.getKey(), new Interval(longMicroUsd, MicroUsd.of(others.value())));
            }
        }
        phaseNs = byStart.isEmpty() ? 0 : Math.floorMod(byStart.firstKey(), subject.intervalNs());
        for (long startNs : byStart.keySet()) {
            if (Math.floorMod(startNs, subject.intervalNs()) != phaseNs) {
                throw new IllegalStateException(
                        subject.source()
                                + " "
                                + subject.symbol()
                                + ": expected intervals on one grid, found "
                                + TimeWindow.iso(startNs)
                                + " beside "
                                + TimeWindow.iso(byStart.firstKey())
                                + "; import the recording again with one interval length");
            }
        }
    }

    /// Length of an interval, in nanoseconds.
    public long intervalNs() {
        return subject.intervalNs();
    }

    /// Sum over the intervals that lie wholly in `window`, which is cut to whole intervals.
    public ReportedSum sum(TimeWindow window) {
        long intervalNs = subject.intervalNs();
        long fromNs = onGridFrom(window.fromNs());
        long toNs = Math.max(fromNs, onGridFrom(window.toNs() - intervalNs + 1));
        long longs = 0;
        long shorts = 0;
        var present = new ArrayList<TimeWindow>();
        for (var entry : byStart.subMap(fromNs, toNs).entrySet()) {
            longs = Math.addExact(longs, entry.getValue().longMicroUsd());
            shorts = Math.addExact(shorts, entry.getValue().shortMicroUsd());
            present.add(new TimeWindow(entry.getKey(), entry.getKey() + intervalNs));
        }
        var cut = new TimeWindow(fromNs, toNs);
        List<TimeWindow> missing = TimeSpans.of(present).gapsWithin(cut).windows();
        return new ReportedSum(subject.source(), cut, longs, shorts, missing);
    }

    /// First point of the grid at or after `timeNs`.
    private long onGridFrom(long timeNs) {
        return timeNs + Math.floorMod(phaseNs - timeNs, subject.intervalNs());
    }

    /// The window of `length` that ends with the last interval ending at or before `atNs`.
    public ReportedSum rolling(Duration length, long atNs) {
        long lengthNs = checked(length);
        long toNs = onGridFrom(atNs - subject.intervalNs() + 1);
        return sum(new TimeWindow(toNs - lengthNs, toNs));
    }

    private long checked(Duration length) {
        long lengthNs = length.toNanos();
        if (lengthNs <= 0 || lengthNs % subject.intervalNs() != 0) {
            throw new IllegalArgumentException(
                    "length must be a whole number of intervals of "
                            + Duration.ofNanos(subject.intervalNs())
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
        long intervalNs = subject.intervalNs();
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

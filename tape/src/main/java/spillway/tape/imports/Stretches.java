package spillway.tape.imports;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import spillway.market.TimeSpans;
import spillway.market.TimeWindow;

/// Windows added in any order, joined where they touch or lie within a tolerance of each other.
/// What it holds is bounded by the number of holes, not of rows; rows in order cost no search.
final class Stretches {
    private final long toleranceNs;
    private final TreeMap<Long, Long> toByFrom = new TreeMap<>();
    private long lastFrom;
    private long lastTo = Long.MIN_VALUE;

    Stretches(long toleranceNs) {
        this.toleranceNs = toleranceNs;
    }

    /// Adds `[fromNs, toNs)`, which must not be empty.
    void add(long fromNs, long toNs) {
        if (lastTo != Long.MIN_VALUE && fromNs >= lastFrom && toNs <= lastTo) {
            return;
        }
        long from = fromNs;
        long to = toNs;
        Map.Entry<Long, Long> before = toByFrom.floorEntry(from);
        if (before != null && from - before.getValue() <= toleranceNs) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        Map.Entry<Long, Long> after = toByFrom.higherEntry(from);
        while (after != null && after.getKey() - to <= toleranceNs) {
            to = Math.max(to, after.getValue());
            toByFrom.remove(after.getKey());
            after = toByFrom.higherEntry(from);
        }
        toByFrom.put(from, to);
        lastFrom = from;
        lastTo = to;
    }

    TimeSpans spans() {
        var windows = new ArrayList<TimeWindow>();
        toByFrom.forEach((from, to) -> windows.add(new TimeWindow(from, to)));
        return TimeSpans.of(windows);
    }
}

package spillway.signals.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;

/// The hours of one quantity of one instrument. Mutable, single-threaded, never leaves this
/// package; allocates once an hour.
final class HourSeries {
    private final TreeMap<Long, HourBar> byStart = new TreeMap<>();

    /// The hour of the last value: nearly always that of the next.
    private @Nullable HourBar current;

    void add(long timeNs, long mantissa, int scale) {
        HourBar bar = current;
        if (bar == null || timeNs < bar.startNs || timeNs >= bar.startNs + HourBar.HOUR_NS) {
            long startNs = HourBar.startOfHour(timeNs);
            bar = byStart.computeIfAbsent(startNs, HourBar::new);
            current = bar;
        }
        bar.add(timeNs, mantissa, scale);
    }

    /// Forgets the hours that start at or before `limitNs`.
    void dropUpTo(long limitNs) {
        byStart.headMap(limitNs, true).clear();
        HourBar bar = current;
        current = bar == null || bar.startNs <= limitNs ? null : bar;
    }

    boolean isEmpty() {
        return byStart.isEmpty();
    }

    List<Bar> bars() {
        var bars = new ArrayList<Bar>(byStart.size());
        for (var bar : byStart.values()) {
            bars.add(bar.bar());
        }
        return bars;
    }

    void saveTo(StateWriter out) {
        out.writeInt(byStart.size());
        for (var bar : byStart.values()) {
            bar.saveTo(out);
        }
    }

    void restoreFrom(StateReader in) {
        for (int more = in.readCount(); more > 0; more--) {
            var bar = HourBar.restoredFrom(in);
            byStart.put(bar.startNs, bar);
        }
    }
}

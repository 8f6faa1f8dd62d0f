package spillway.market;

import java.util.ArrayList;
import java.util.List;

/// A set of instants, as disjoint windows in order; neighbours that touch are one.
///
/// @param windows disjoint, ascending, none empty
public record TimeSpans(List<TimeWindow> windows) {
    public static final TimeSpans EMPTY = new TimeSpans(List.of());

    public TimeSpans {
        windows = List.copyOf(windows);
        for (int i = 1; i < windows.size(); i++) {
            if (windows.get(i).fromNs() <= windows.get(i - 1).toNs()) {
                throw new IllegalArgumentException(
                        "windows must be disjoint and ascending, were "
                                + windows.get(i - 1)
                                + " and "
                                + windows.get(i));
            }
        }
    }

    /// The instants of any of `windows`, given in any order.
    public static TimeSpans of(List<TimeWindow> windows) {
        var sorted = new ArrayList<>(windows);
        sorted.removeIf(w -> w.lengthNs() == 0);
        sorted.sort((a, b) -> Long.compare(a.fromNs(), b.fromNs()));
        var merged = new ArrayList<TimeWindow>();
        for (var window : sorted) {
            int last = merged.size() - 1;
            if (last >= 0 && window.fromNs() <= merged.get(last).toNs()) {
                long to = Math.max(merged.get(last).toNs(), window.toNs());
                merged.set(last, new TimeWindow(merged.get(last).fromNs(), to));
            } else {
                merged.add(window);
            }
        }
        return new TimeSpans(merged);
    }

    public TimeSpans plus(TimeSpans other) {
        var all = new ArrayList<>(windows);
        all.addAll(other.windows);
        return of(all);
    }

    public TimeSpans minus(TimeSpans other) {
        var left = new ArrayList<TimeWindow>();
        for (var window : windows) {
            long from = window.fromNs();
            for (var hole : other.windows) {
                if (hole.toNs() <= from || hole.fromNs() >= window.toNs()) {
                    continue;
                }
                if (hole.fromNs() > from) {
                    left.add(new TimeWindow(from, hole.fromNs()));
                }
                from = Math.max(from, hole.toNs());
            }
            if (from < window.toNs()) {
                left.add(new TimeWindow(from, window.toNs()));
            }
        }
        return of(left);
    }

    /// What of this lies in `bounds`.
    public TimeSpans within(TimeWindow bounds) {
        var inside = new ArrayList<TimeWindow>();
        for (var window : windows) {
            long from = Math.max(window.fromNs(), bounds.fromNs());
            long to = Math.min(window.toNs(), bounds.toNs());
            if (from < to) {
                inside.add(new TimeWindow(from, to));
            }
        }
        return new TimeSpans(inside);
    }

    /// What of `bounds` is missing here.
    public TimeSpans gapsWithin(TimeWindow bounds) {
        return of(List.of(bounds)).minus(this);
    }

    /// Total length, in nanoseconds.
    public long lengthNs() {
        long sum = 0;
        for (var window : windows) {
            sum = Math.addExact(sum, window.lengthNs());
        }
        return sum;
    }

    public boolean isEmpty() {
        return windows.isEmpty();
    }
}

package spillway.signals.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import spillway.market.TimeWindow;

/// Bars of one quantity, ascending, with where they come from. Intervals may be missing.
///
/// @param source who says so
/// @param kind how the values came about
/// @param bars ascending by interval, disjoint
public record Bars(String source, FigureKind kind, List<Bar> bars) {
    /// No bar at all.
    public static final Bars NONE = new Bars("", FigureKind.OBSERVED, List.of());

    public Bars {
        bars = List.copyOf(bars);
        for (int i = 1; i < bars.size(); i++) {
            if (bars.get(i).interval().fromNs() < bars.get(i - 1).interval().toNs()) {
                throw new IllegalArgumentException(
                        source
                                + ": expected bars ascending, found "
                                + bars.get(i).interval()
                                + " after "
                                + bars.get(i - 1).interval());
            }
        }
    }

    /// Those whose whole interval lies in `window`.
    public Bars within(TimeWindow window) {
        var inside = new ArrayList<Bar>();
        for (var bar : bars) {
            boolean in = bar.interval().fromNs() >= window.fromNs();
            if (in && bar.interval().toNs() <= window.toNs()) {
                inside.add(bar);
            }
        }
        return new Bars(source, kind, inside);
    }

    /// The bar of the interval that starts at `startNs`.
    public Optional<Bar> startingAt(long startNs) {
        for (var bar : bars) {
            if (bar.interval().fromNs() == startNs) {
                return Optional.of(bar);
            }
        }
        return Optional.empty();
    }

    public boolean isEmpty() {
        return bars.isEmpty();
    }

    Figure close(Bar bar) {
        return new Figure(bar.close(), bar.interval(), source, kind);
    }
}

package spillway.app.report;

import java.util.List;
import spillway.market.TimeWindow;
import spillway.signals.summary.FigureKind;
import spillway.signals.surges.Wave;

/// The waves of an event.
///
/// @param event the stretch that is divided: the largest 24 hours
/// @param binNs length of the intervals
/// @param waves by time
/// @param source who tells of the intervals
/// @param kind how their sums came about
/// @param notObserved why there can be none; empty text where there can
public record EventWaves(
        TimeWindow event,
        long binNs,
        List<Wave> waves,
        String source,
        FigureKind kind,
        String notObserved) {
    public EventWaves {
        waves = List.copyOf(waves);
    }
}

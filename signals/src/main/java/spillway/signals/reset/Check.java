package spillway.signals.reset;

import java.util.List;
import spillway.market.TimeWindow;
import spillway.signals.summary.FigureKind;

/// One component at one checkpoint. An estimate.
///
/// @param hours after the end of the event
/// @param value what was found, in `unit`
/// @param unit of `value` and `threshold`
/// @param threshold what `value` is held against
/// @param score −1 (demand collapse) to 1 (leverage exhaustion)
/// @param finding in words
/// @param when the interval whose value it is
/// @param evidence what it is taken from
public record Check(
        int hours,
        double value,
        String unit,
        double threshold,
        double score,
        String finding,
        TimeWindow when,
        List<Evidence> evidence) {
    /// A series that a check was taken from.
    ///
    /// @param source who says so
    /// @param kind how it came about
    public record Evidence(String source, FigureKind kind) {}

    public Check {
        evidence = List.copyOf(evidence);
        if (!(score >= -1 && score <= 1)) {
            throw new IllegalArgumentException("score must be -1 to 1, was " + score);
        }
    }
}

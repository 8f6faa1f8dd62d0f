package spillway.app.report;

import java.util.List;
import spillway.market.TimeWindow;
import spillway.signals.summary.FigureKind;
import spillway.signals.totals.LongShort;
import spillway.signals.totals.OneSidedness;

/// The 24 hours of a window in which most was liquidated.
///
/// @param window the 24 hours; whole hours where the source is hourly
/// @param sums long and short; counts are 0 where the source gives none
/// @param source who says so
/// @param kind observed order by order, or reported in sum
/// @param oneSidedness of these 24 hours
/// @param missing stretches of them without a value, which count as nothing in `sums`
public record LargestDay(
        TimeWindow window,
        LongShort sums,
        String source,
        FigureKind kind,
        OneSidedness oneSidedness,
        List<TimeWindow> missing) {
    public LargestDay {
        missing = List.copyOf(missing);
    }

    /// What the pieces of evidence behind its one-sidedness are.
    String blocks() {
        return switch (kind) {
            case OBSERVED -> "bursts";
            case REPORTED, ESTIMATED -> "intervals";
        };
    }
}

package spillway.app.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import spillway.app.reading.SurgeReading;
import spillway.app.text.Table.Align;
import spillway.signals.surges.Surge;
import spillway.signals.surges.SurgeUnit;

/// Surges for people.
public final class SurgesText {
    private static final double MICRO = 1e6;

    private SurgesText() {}

    /// The answer's lines.
    public static List<String> lines(SurgeReading reading) {
        var lines = new ArrayList<String>();
        lines.add(
                "Surges raised from "
                        + Times.show(reading.window().fromNs())
                        + " to "
                        + Times.show(reading.window().toNs())
                        + " UTC");
        if (!reading.notObserved().isEmpty()) {
            lines.add("  not observed: " + reading.notObserved());
            return lines;
        }
        if (reading.surges().isEmpty()) {
            lines.add("  none");
            return lines;
        }
        var table =
                new Table(
                        Align.LEFT,
                        Align.LEFT,
                        Align.LEFT,
                        Align.RIGHT,
                        Align.RIGHT,
                        Align.LEFT,
                        Align.LEFT);
        table.row("coin", "raised", "cleared", "peak minute", "times", "baseline", "source");
        for (var surge : reading.surges()) {
            table.row(
                    surge.subject().isMarket() ? "market" : surge.subject().coin().symbol(),
                    Times.show(surge.raisedNs()),
                    surge.clearedNs().isPresent()
                            ? Times.show(surge.clearedNs().getAsLong())
                            : "running",
                    peak(surge),
                    String.format(Locale.ROOT, "%.1f", surge.multiple()),
                    baseline(surge),
                    surge.subject().source());
        }
        lines.addAll(table.lines("  "));
        return lines;
    }

    private static String baseline(Surge surge) {
        return surge.baseline().kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String peak(Surge surge) {
        return surge.subject().unit() == SurgeUnit.ORDERS
                ? Numbers.count(surge.peak()) + " orders"
                : Numbers.compactUsd(surge.peak() / MICRO) + " USD";
    }
}

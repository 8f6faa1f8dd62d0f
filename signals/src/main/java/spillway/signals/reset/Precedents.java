package spillway.signals.reset;

import java.util.List;
import java.util.OptionalDouble;

/// How the price went on after earlier events of a like score.
///
/// @param alike those whose score was within [#TOLERANCE], by time
/// @param judged earlier events that got a score at all
/// @param medianPct median of their price changes; empty where there are none
/// @param higher how many stood higher
public record Precedents(List<Event> alike, int judged, OptionalDouble medianPct, int higher) {
    /// Scores so far apart are alike: an eighth of the whole scale.
    public static final double TOLERANCE = 0.25;

    /// How long after the event the price is looked at.
    public static final int DAYS = 30;

    /// One earlier event.
    ///
    /// @param t0Ns end of its largest 24 hours
    /// @param score of its verdict
    /// @param verdict its verdict
    /// @param changePct price, [#DAYS] days after the end against the end
    public record Event(long t0Ns, double score, Verdict verdict, double changePct) {}

    public Precedents {
        alike = List.copyOf(alike);
    }

    /// Those of `earlier` that are like `score`.
    public static Precedents of(double score, List<Event> earlier) {
        List<Event> alike =
                earlier.stream().filter(e -> Math.abs(e.score() - score) <= TOLERANCE).toList();
        double[] changes = alike.stream().mapToDouble(Event::changePct).toArray();
        int higher = 0;
        for (double change : changes) {
            higher += change > 0 ? 1 : 0;
        }
        return new Precedents(
                alike,
                earlier.size(),
                changes.length == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(BarLine.median(changes)),
                higher);
    }
}

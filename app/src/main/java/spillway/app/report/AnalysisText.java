package spillway.app.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import spillway.app.text.Numbers;
import spillway.app.text.Table;
import spillway.app.text.Table.Align;
import spillway.app.text.Times;
import spillway.market.MicroUsd;
import spillway.signals.levels.LevelKind;
import spillway.signals.levels.PriceContext;
import spillway.signals.levels.PriceLevel;
import spillway.signals.reset.Check;
import spillway.signals.reset.ComponentResult;
import spillway.signals.reset.ResetVerdict;

/// An event's analysis in words, for the terminal and for pages.
final class AnalysisText {
    private AnalysisText() {}

    /// Heading and lines of each part that has anything to say.
    static List<String> lines(EventAnalysis analysis) {
        var lines = new ArrayList<String>();
        analysis.waves().ifPresent(waves -> add(lines, wavesHeading(waves), waves(waves)));
        if (!analysis.prices().isEmpty()) {
            var context = analysis.prices().getFirst();
            add(lines, "Levels below the price (" + context.source() + ")", levels(context));
            add(lines, "Fall and volatility (" + context.source() + ")", moves(context));
        }
        analysis.verdict()
                .ifPresent(v -> add(lines, "Reset verdict: " + headline(v), verdict(v, analysis)));
        analysis.rank().ifPresent(rank -> add(lines, "Among others", rank(rank)));
        return lines;
    }

    private static void add(List<String> lines, String heading, List<String> part) {
        lines.add("");
        lines.add(heading);
        part.forEach(line -> lines.add("  " + line));
    }

    private static String wavesHeading(EventWaves waves) {
        return "Waves of the largest 24 hours ("
                + ReportText.kind(waves.kind())
                + ", "
                + waves.source()
                + (waves.binNs() > 0 ? ", by " + Times.show(Duration.ofNanos(waves.binNs())) : "")
                + ")";
    }

    static List<String> waves(EventWaves waves) {
        if (!waves.notObserved().isEmpty()) {
            return List.of("not observed: " + waves.notObserved());
        }
        if (waves.waves().isEmpty()) {
            return List.of("none that holds a twentieth of the 24 hours");
        }
        var table = new Table(Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT);
        for (var wave : waves.waves()) {
            table.row(
                    Times.show(wave.window().fromNs()),
                    "to " + Times.show(wave.window().toNs()),
                    Numbers.compactUsd(wave.totalMicroUsd() / (double) MicroUsd.PER_USD) + " USD",
                    Numbers.share(wave.share()));
        }
        return table.lines("");
    }

    static List<String> levels(PriceContext context) {
        var table = new Table(Align.RIGHT, Align.LEFT, Align.LEFT);
        for (var level : context.levels()) {
            table.row(Numbers.exact(level.price()), why(level.kind()), fate(level));
        }
        return table.lines("");
    }

    private static String why(LevelKind kind) {
        return switch (kind) {
            case ROUND -> "round";
            case SWING_LOW -> "swing low";
            case RANGE_LOW -> "low of the week before";
        };
    }

    static String fate(PriceLevel level) {
        if (level.lostNs().isPresent()) {
            return "lost "
                    + Times.show(level.lostNs().getAsLong())
                    + (level.regainedNs().isPresent()
                            ? ", regained " + Times.show(level.regainedNs().getAsLong())
                            : "");
        }
        if (level.brokenNs().isPresent()) {
            return "broken "
                    + Times.show(level.brokenNs().getAsLong())
                    + ", no hourly close below it";
        }
        return level.touchedNs().isPresent()
                ? "touched " + Times.show(level.touchedNs().getAsLong()) + ", not broken"
                : "not touched";
    }

    static List<String> moves(PriceContext context) {
        var fall = context.fall();
        var lines = new ArrayList<String>();
        lines.add(
                "fell "
                        + Numbers.change(fall.changePct())
                        + " in "
                        + plain(fall.hours(), 0)
                        + " h, from "
                        + Times.show(fall.from().when().fromNs())
                        + " to "
                        + Times.show(fall.to().when().fromNs()));
        var volatility = context.volatility();
        if (volatility.peak().isPresent()) {
            lines.add(
                    "realised volatility of the wildest 24 hours "
                            + plain(100 * volatility.peak().getAsDouble(), 0)
                            + " % a year (estimated)"
                            + (volatility.multiple().isPresent()
                                    ? ", "
                                            + plain(volatility.multiple().getAsDouble(), 1)
                                            + " times normal"
                                    : ""));
        }
        context.notObserved().forEach(reason -> lines.add("not observed: " + reason));
        return lines;
    }

    private static String plain(double number, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", number);
    }

    static String headline(ResetVerdict verdict) {
        return verdict.verdict()
                + ", computed "
                + verdict.computed()
                + " of "
                + verdict.components().size()
                + (verdict.score().isPresent()
                        ? ", score " + plain(verdict.score().getAsDouble(), 2)
                        : "")
                + (verdict.state() == ResetVerdict.State.PROVISIONAL ? ", provisional" : "");
    }

    private static List<String> verdict(ResetVerdict verdict, EventAnalysis analysis) {
        var lines = new ArrayList<String>();
        for (var component : verdict.components()) {
            lines.addAll(component(component));
        }
        verdict.reach()
                .ifPresent(reach ->
                        lines.add(
                                "open interest in coin was last so low "
                                        + (reach.lastSeenNs().isPresent()
                                                ? Times.show(reach.lastSeenNs().getAsLong())
                                                : "before the tape begins, "
                                                        + Times.show(reach.sinceNs()))));
        verdict.forced()
                .ifPresent(forced ->
                        lines.add(
                                "liquidated over gross closing "
                                        + plain(forced.share(), 2)
                                        + " (estimated)"));
        lines.add(precedents(analysis));
        return lines;
    }

    private static List<String> component(ComponentResult component) {
        var lines = new ArrayList<String>();
        for (var check : component.checks()) {
            lines.add(component.component().key() + " +" + check.hours() + " h: " + show(check));
        }
        if (component.checks().isEmpty()) {
            String first = component.notComputed().firstEntry().getValue();
            lines.add(component.component().key() + ": not computed: " + first);
            return lines;
        }
        component
                .notComputed()
                .forEach((hours, reason) ->
                        lines.add(
                                component.component().key()
                                        + " +"
                                        + hours
                                        + " h: not computed: "
                                        + reason));
        return lines;
    }

    private static String show(Check check) {
        return plain(check.value(), 4)
                + " "
                + check.unit()
                + ", against "
                + plain(check.threshold(), 4)
                + ": "
                + check.finding()
                + " ("
                + plain(check.score(), 2)
                + ")";
    }

    private static String precedents(EventAnalysis analysis) {
        if (analysis.precedents().isEmpty()) {
            return "earlier events of such a score: not computed: " + analysis.precedentsMissing();
        }
        var precedents = analysis.precedents().get();
        int n = precedents.alike().size();
        return "earlier events of such a score: n = "
                + n
                + (n == 0
                        ? " of " + precedents.judged()
                        : "; 30 days later the price stood "
                                + Numbers.change(precedents.medianPct().orElse(0))
                                + " in the median, higher in "
                                + precedents.higher());
    }

    private static List<String> rank(EventRank rank) {
        var lines = new ArrayList<String>();
        rank.within()
                .ifPresentOrElse(
                        within ->
                                lines.add(
                                        within.entry().date()
                                                + " ranks "
                                                + within.rank()
                                                + " of "
                                                + Numbers.count(within.of())
                                                + " days of "
                                                + within.entry().source()
                                                + ", the largest since "
                                                + since(within.largestSince())),
                        () -> lines.add("not comparable: " + rank.notComparable()));
        rank.beside()
                .ifPresent(beside ->
                        lines.add(
                                "published for the whole market, another scope: "
                                        + Numbers.compactUsd(
                                                beside.entry().totalMicroUsd()
                                                        / (double) MicroUsd.PER_USD)
                                        + " USD, rank "
                                        + beside.rank()
                                        + " of "
                                        + beside.of()
                                        + ", the largest since "
                                        + since(beside.largestSince())));
        return lines;
    }

    private static String since(Optional<java.time.LocalDate> date) {
        return date.map(Object::toString).orElse("ever");
    }
}

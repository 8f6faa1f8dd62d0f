package spillway.app.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import spillway.app.text.Numbers;
import spillway.app.text.Sparkline;
import spillway.app.text.Table;
import spillway.app.text.Table.Align;
import spillway.app.text.Times;
import spillway.app.text.TotalsText;
import spillway.market.TimeWindow;
import spillway.signals.coverage.CoverageGap;
import spillway.signals.summary.Figure;
import spillway.signals.summary.FigureKind;
import spillway.signals.summary.FundingSummary;
import spillway.signals.summary.OpenInterestSummary;
import spillway.signals.summary.PriceSummary;
import spillway.signals.summary.ReportedSum;
import spillway.signals.totals.LiquidationTotals;

/// An event report for people, on a terminal.
public final class ReportText {
    private static final int GAPS_SHOWN = 8;

    private ReportText() {}

    /// The report's lines.
    public static List<String> lines(EventReport report) {
        var lines = new ArrayList<String>();
        if (report.origin() == EventReport.Origin.SYNTHETIC) {
            lines.add("SYNTHETIC SAMPLE: made up to show what Spillway does; none of it happened.");
            lines.add("");
        }
        lines.add(report.coin() + ", " + show(report.window()) + " UTC");
        report.largestDay().ifPresent(day -> lines.addAll(largestDay(day, report)));
        report.observed().ifPresent(totals -> lines.addAll(observed(totals)));
        report.reported().forEach(sum -> lines.addAll(reported(sum)));
        report.price().ifPresent(price -> lines.addAll(price(price)));
        report.openInterest().ifPresent(interest -> lines.addAll(openInterest(interest)));
        report.funding().ifPresent(funding -> lines.addAll(funding(funding)));
        lines.addAll(AnalysisText.lines(report.analysis()));
        lines.addAll(gaps(report.gaps()));
        if (!report.notObserved().isEmpty()) {
            lines.add("");
            lines.add("Not observed");
            report.notObserved().forEach((key, reason) -> lines.add("  " + key + ": " + reason));
        }
        return lines;
    }

    static String show(TimeWindow window) {
        return Times.show(window.fromNs()) + " to " + Times.show(window.toNs());
    }

    static String kind(FigureKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> largestDay(LargestDay day, EventReport report) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(
                "Largest 24 hours: "
                        + show(day.window())
                        + " ("
                        + kind(day.kind())
                        + ", "
                        + day.source()
                        + ")");
        lines.addAll(
                switch (day.kind()) {
                    case OBSERVED -> TotalsText.sums(day.sums());
                    case REPORTED, ESTIMATED -> TotalsText.sumsWithoutCounts(day.sums());
                });
        lines.add("  one-sidedness " + TotalsText.oneSidedness(day.oneSidedness(), day.blocks()));
        for (var missing : day.missing()) {
            lines.add("  not collected in it: " + show(missing));
        }
        if (!report.liquidations().isEmpty()) {
            lines.add("");
            lines.add(
                    "Liquidations from " + show(report.window()) + " (blank where not collected)");
            lines.add("  " + Sparkline.of(series(report)));
        }
        return lines;
    }

    /// Liquidations bar by bar, NaN where there is none.
    private static double[] series(EventReport report) {
        long fromNs = report.liquidations().getFirst().interval().fromNs();
        long stepNs = report.liquidations().getFirst().interval().lengthNs();
        long lastNs = report.liquidations().getLast().interval().fromNs();
        var series = new double[(int) ((lastNs - fromNs) / stepNs) + 1];
        Arrays.fill(series, Double.NaN);
        for (var bar : report.liquidations()) {
            int at = (int) ((bar.interval().fromNs() - fromNs) / stepNs);
            series[at] = (double) bar.longMicroUsd() + bar.shortMicroUsd();
        }
        return series;
    }

    private static List<String> observed(LiquidationTotals totals) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("Whole window, observed order by order");
        lines.addAll(TotalsText.sums(totals.sums()));
        totals.largest().ifPresent(o -> lines.add("  largest order " + TotalsText.largest(o)));
        lines.addAll(TotalsText.split("  by venue", totals.byVenue()));
        lines.addAll(TotalsText.coverage(totals.coverage()).stream().map(l -> "  " + l).toList());
        return lines;
    }

    private static List<String> reported(ReportedSum sum) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(
                "Whole window, reported by "
                        + sum.source()
                        + ": long "
                        + Numbers.usd(sum.longMicroUsd())
                        + ", short "
                        + Numbers.usd(sum.shortMicroUsd())
                        + ", total "
                        + Numbers.usd(sum.totalMicroUsd())
                        + " USD");
        return lines;
    }

    private static String source(Figure figure) {
        return " (" + kind(figure.kind()) + ", " + figure.source() + ")";
    }

    /// `1h intervals (reported, coinglass)`.
    private static String interval(Figure figure) {
        return Times.show(Duration.ofNanos(figure.when().lengthNs()))
                + " intervals"
                + source(figure);
    }

    private static void row(Table table, String name, Figure figure, int decimals) {
        table.row(
                "  " + name,
                Numbers.exact(figure.value(), decimals),
                Times.show(figure.when().fromNs()));
    }

    private static List<String> price(PriceSummary price) {
        var table = new Table(Align.LEFT, Align.RIGHT, Align.LEFT);
        int decimals = 0;
        for (var figure : List.of(price.open(), price.high(), price.low(), price.close())) {
            decimals = Math.max(decimals, figure.value().scale());
        }
        row(table, "open", price.open(), decimals);
        row(table, "high", price.high(), decimals);
        row(table, "low", price.low(), decimals);
        row(table, "close", price.close(), decimals);
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("Price, USD per coin" + source(price.low()));
        lines.addAll(table.lines(""));
        double change = price.close().value().toDouble() / price.open().value().toDouble() - 1;
        lines.add("  open to close " + Numbers.change(100 * change));
        return lines;
    }

    private static List<String> openInterest(OpenInterestSummary interest) {
        var table = new Table(Align.LEFT, Align.RIGHT, Align.LEFT);
        row(table, "peak", interest.peak(), 0);
        interest.trough().ifPresent(trough -> row(table, "trough", trough, 0));
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("Open interest, USD, one side, closes of " + interval(interest.peak()));
        lines.addAll(table.lines(""));
        interest.changePct()
                .ifPresent(change ->
                        lines.add("  peak to trough " + Numbers.change(change) + " in USD"));
        interest.inCoin()
                .ifPresent(coin ->
                        lines.add(
                                "  peak to trough "
                                        + Numbers.change(coin.changePct())
                                        + " in coin ("
                                        + kind(coin.kind())
                                        + ": "
                                        + coin.method()
                                        + ")"));
        if (!interest.reason().isEmpty()) {
            lines.add("  " + interest.reason());
        }
        return lines;
    }

    private static List<String> funding(FundingSummary funding) {
        var table = new Table(Align.LEFT, Align.RIGHT, Align.LEFT);
        percent(table, "lowest", funding.min());
        percent(table, "highest", funding.max());
        percent(table, "last", funding.last());
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("Funding per interval, closes of " + interval(funding.last()));
        lines.addAll(table.lines(""));
        return lines;
    }

    private static void percent(Table table, String name, Figure figure) {
        table.row("  " + name, Numbers.percent(figure.value()), Times.show(figure.when().fromNs()));
    }

    private static List<String> gaps(List<CoverageGap> gaps) {
        if (gaps.isEmpty()) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("Not collected in the window");
        gaps.stream()
                .limit(GAPS_SHOWN)
                .forEach(gap -> lines.add("  " + gap.feed() + ": " + show(gap.window())));
        if (gaps.size() > GAPS_SHOWN) {
            lines.add("  and " + (gaps.size() - GAPS_SHOWN) + " more");
        }
        return lines;
    }
}

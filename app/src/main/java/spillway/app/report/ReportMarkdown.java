package spillway.app.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import spillway.app.text.Numbers;
import spillway.app.text.Times;
import spillway.app.text.TotalsText;
import spillway.signals.summary.Figure;
import spillway.signals.summary.FigureKind;
import spillway.signals.totals.LongShort;

/// An event report as a Markdown page.
public final class ReportMarkdown {
    private final EventReport report;
    private final List<String> lines = new ArrayList<>();

    private ReportMarkdown(EventReport report) {
        this.report = report;
    }

    /// The page.
    ///
    /// @param picture path of the report's picture, to be shown on top
    public static List<String> lines(EventReport report, Optional<Path> picture) {
        return new ReportMarkdown(report).write(picture);
    }

    private List<String> write(Optional<Path> picture) {
        lines.add("# " + report.coin() + ", " + ReportText.show(report.window()) + " UTC");
        if (report.origin() == EventReport.Origin.SYNTHETIC) {
            paragraph(
                    "**Synthetic sample**: made up to show what Spillway does; none of it happened.");
        }
        picture.ifPresent(path -> paragraph("![Price and liquidations](" + path + ")"));
        writeLiquidations();
        writeMarket();
        writeAnalysis();
        writeMissing();
        return lines;
    }

    private void paragraph(String text) {
        lines.add("");
        lines.add(text);
    }

    private void heading(String text) {
        paragraph("## " + text);
        lines.add("");
    }

    private void row(String... cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
    }

    private void header(String... cells) {
        row(cells);
        lines.add("|" + " --- |".repeat(cells.length));
    }

    private void writeLiquidations() {
        heading("Liquidations");
        header("what", "when", "long USD", "short USD", "total USD", "longs", "kind", "source");
        report.largestDay()
                .ifPresent(day ->
                        sums(
                                "largest 24 hours",
                                ReportText.show(day.window()),
                                day.sums(),
                                day.kind(),
                                day.source()));
        report.observed()
                .ifPresent(totals ->
                        sums(
                                "window, order by order",
                                ReportText.show(totals.window()),
                                totals.sums(),
                                FigureKind.OBSERVED,
                                String.join(", ", totals.byVenue().keySet())));
        for (var sum : report.reported()) {
            row(
                    "window, as reported",
                    ReportText.show(sum.window()),
                    Numbers.usd(sum.longMicroUsd()),
                    Numbers.usd(sum.shortMicroUsd()),
                    Numbers.usd(sum.totalMicroUsd()),
                    sum.longShare().isPresent() ? Numbers.share(sum.longShare().getAsDouble()) : "",
                    "reported",
                    sum.source());
        }
        report.largestDay()
                .ifPresent(day ->
                        paragraph(
                                "One-sidedness of the largest 24 hours: "
                                        + TotalsText.oneSidedness(day.oneSidedness(), day.blocks())
                                        + "."));
        report.observed()
                .flatMap(totals -> totals.largest())
                .ifPresent(o -> paragraph("Largest order: " + TotalsText.largest(o) + "."));
    }

    private void sums(String what, String when, LongShort sums, FigureKind kind, String source) {
        row(
                what,
                when,
                Numbers.usd(sums.longs().microUsd()),
                Numbers.usd(sums.shorts().microUsd()),
                Numbers.usd(sums.total().microUsd()),
                sums.longShare().isPresent() ? Numbers.share(sums.longShare().getAsDouble()) : "",
                ReportText.kind(kind),
                source);
    }

    private void writeMarket() {
        heading("Price, open interest, funding");
        header("what", "value", "when", "kind", "source");
        report.price()
                .ifPresent(price -> {
                    exact("price, open, USD", price.open());
                    exact("price, high, USD", price.high());
                    exact("price, low, USD", price.low());
                    exact("price, close, USD", price.close());
                });
        report.openInterest()
                .ifPresent(interest -> {
                    exact("open interest, peak, USD", interest.peak());
                    interest.trough().ifPresent(t -> exact("open interest, trough, USD", t));
                });
        report.funding()
                .ifPresent(funding -> {
                    percent("funding, lowest", funding.min());
                    percent("funding, highest", funding.max());
                    percent("funding, last", funding.last());
                });
        report.openInterest()
                .ifPresent(interest -> {
                    interest.changePct()
                            .ifPresent(c ->
                                    paragraph(
                                            "Open interest, peak to trough: "
                                                    + Numbers.change(c)
                                                    + " in USD."));
                    interest.inCoin()
                            .ifPresent(c ->
                                    paragraph(
                                            "In coin: "
                                                    + Numbers.change(c.changePct())
                                                    + " ("
                                                    + ReportText.kind(c.kind())
                                                    + ": "
                                                    + c.method()
                                                    + ")."));
                });
    }

    private void exact(String what, Figure figure) {
        figure(what, Numbers.exact(figure.value()), figure);
    }

    private void percent(String what, Figure figure) {
        figure(what, Numbers.percent(figure.value()), figure);
    }

    private void figure(String what, String value, Figure figure) {
        row(
                what,
                value,
                Times.show(figure.when().fromNs()),
                ReportText.kind(figure.kind()),
                figure.source());
    }

    /// The parts that the terminal shows, each as a list.
    private void writeAnalysis() {
        for (String line : AnalysisText.lines(report.analysis())) {
            if (line.startsWith("  ")) {
                lines.add("- " + line.strip());
            } else if (!line.isEmpty()) {
                heading(line);
            }
        }
    }

    private void writeMissing() {
        heading("What is missing");
        for (var gap : report.gaps()) {
            lines.add("- " + gap.feed() + ": " + ReportText.show(gap.window()));
        }
        report.notObserved().forEach((key, reason) -> lines.add("- " + key + ": " + reason));
        if (report.gaps().isEmpty() && report.notObserved().isEmpty()) {
            lines.add("Nothing: every feed on the tape was listened to all the time.");
        }
    }
}

package spillway.app.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import spillway.app.text.Table.Align;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.signals.coverage.WindowCoverage;
import spillway.signals.summary.ReportedSum;
import spillway.signals.totals.LargestOrder;
import spillway.signals.totals.LiquidationTotals;
import spillway.signals.totals.LongShort;
import spillway.signals.totals.OneSidedness;

/// Liquidation totals for people.
public final class TotalsText {
    private static final int ROWS_SHOWN = 10;
    private static final int GAPS_SHOWN = 5;
    private static final int BAR_CELLS = 40;

    private TotalsText() {}

    /// The lines of an answer.
    public static List<String> lines(LiquidationTotals totals, List<ReportedSum> reported) {
        var lines = new ArrayList<String>();
        lines.add(
                "Liquidations, "
                        + Times.show(Duration.ofNanos(totals.window().lengthNs()))
                        + " to "
                        + Times.show(totals.window().toNs() - 1)
                        + " UTC, "
                        + scope(totals.coverage()));
        lines.add("");
        if (!totals.hasData()) {
            lines.add("  No data: no feed of liquidations was listened to. That is not zero.");
        } else {
            lines.addAll(sums(totals.sums()));
            lines.add("");
            lines.addAll(details(totals));
        }
        lines.addAll(coverage(totals.coverage()));
        lines.addAll(gaps(totals.coverage()));
        lines.add("Range: " + range(totals));
        for (var sum : reported) {
            lines.addAll(reported(sum));
        }
        return lines;
    }

    private static String scope(WindowCoverage coverage) {
        var scope = coverage.question().scope();
        String coins =
                scope.coins().isEmpty()
                        ? "all coins"
                        : scope.coins().stream()
                                .map(c -> c.symbol())
                                .sorted()
                                .collect(Collectors.joining(", "));
        String venues =
                scope.venues().isEmpty()
                        ? ""
                        : " at "
                                + scope.venues().stream()
                                        .map(v -> v.code())
                                        .sorted()
                                        .collect(Collectors.joining(", "));
        return coins + venues;
    }

    /// Long, short and both, with a bar.
    public static List<String> sums(LongShort sums) {
        var table = new Table(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
        table.row("", "orders", "USD", "share");
        double longShare = sums.longShare().orElse(0);
        boolean any = sums.longShare().isPresent();
        table.row(
                "long",
                Numbers.count(sums.longs().count()),
                Numbers.usd(sums.longs().microUsd()),
                any ? Numbers.share(longShare) : "");
        table.row(
                "short",
                Numbers.count(sums.shorts().count()),
                Numbers.usd(sums.shorts().microUsd()),
                any ? Numbers.share(1 - longShare) : "");
        table.row(
                "total",
                Numbers.count(sums.total().count()),
                Numbers.usd(sums.total().microUsd()),
                "");
        var lines = new ArrayList<>(table.lines("  "));
        if (any) {
            lines.add("  " + bar(longShare));
        }
        return lines;
    }

    /// The same without counts, of sums that others report.
    public static List<String> sumsWithoutCounts(LongShort sums) {
        var table = new Table(Align.LEFT, Align.RIGHT, Align.RIGHT);
        double longShare = sums.longShare().orElse(0);
        boolean any = sums.longShare().isPresent();
        table.row("", "USD", "share");
        table.row(
                "long", Numbers.usd(sums.longs().microUsd()), any ? Numbers.share(longShare) : "");
        table.row(
                "short",
                Numbers.usd(sums.shorts().microUsd()),
                any ? Numbers.share(1 - longShare) : "");
        table.row("total", Numbers.usd(sums.total().microUsd()), "");
        var lines = new ArrayList<>(table.lines("  "));
        if (any) {
            lines.add("  " + bar(longShare));
        }
        return lines;
    }

    /// `long ████████░░░░ short`.
    public static String bar(double longShare) {
        int filled = (int) Math.round(longShare * BAR_CELLS);
        return "long " + "█".repeat(filled) + "░".repeat(BAR_CELLS - filled) + " short";
    }

    private static List<String> details(LiquidationTotals totals) {
        var lines = new ArrayList<String>();
        lines.add("One-sidedness: " + oneSidedness(totals.oneSidedness(), "bursts"));
        totals.largest().ifPresent(order -> lines.add("Largest order: " + largest(order)));
        if (!totals.deleveraged().equals(LongShort.NONE)) {
            lines.add(
                    "Deleveraged besides: "
                            + Numbers.usd(totals.deleveraged().total().microUsd())
                            + " USD");
        }
        lines.addAll(split("By coin", totals.byCoin()));
        lines.addAll(split("By venue", totals.byVenue()));
        if (totals.byPriceKind().size() > 1) {
            var byKind = new java.util.TreeMap<String, LongShort>();
            totals.byPriceKind()
                    .forEach((k, sums) -> byKind.put(k.name().toLowerCase(Locale.ROOT), sums));
            lines.addAll(split("By kind of price", byKind));
        }
        return lines;
    }

    /// `-0.47, between -0.60 and -0.31 with 95 % confidence (estimated from 12 bursts)`.
    ///
    /// @param blocks what the pieces of evidence are: `bursts`, `intervals`
    public static String oneSidedness(OneSidedness one, String blocks) {
        if (one.value().isEmpty()) {
            return "none, " + one.reason();
        }
        String value = String.format(Locale.ROOT, "%+.2f", one.value().getAsDouble());
        if (one.interval().isEmpty()) {
            return value + "; " + one.reason();
        }
        return value
                + String.format(
                        Locale.ROOT,
                        ", between %+.2f and %+.2f with 95 %% confidence (estimated from %d %s)",
                        one.interval().get().low(),
                        one.interval().get().high(),
                        one.bursts(),
                        blocks);
    }

    /// `1000PEPEUSDT short, 126,380.25 USD at 2025-12-28 03:04:05 (binance-usdm, fill)`.
    public static String largest(LargestOrder order) {
        return order.instrument().symbol()
                + " "
                + order.closedSide().name().toLowerCase(Locale.ROOT)
                + ", "
                + Numbers.usd(order.notionalMicroUsd())
                + " USD at "
                + Times.show(order.venueTimeNs())
                + " UTC ("
                + order.instrument().venue()
                + ", by "
                + order.priceKind().name().toLowerCase(Locale.ROOT)
                + " price)";
    }

    /// The largest rows of a split, and how many others there are.
    public static List<String> split(String title, SortedMap<String, LongShort> sums) {
        var table = new Table(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
        table.row(title, "orders", "long USD", "short USD", "total USD");
        sums.entrySet().stream()
                .sorted(
                        Map.Entry.<String, LongShort>comparingByValue((a, b) ->
                                        Long.compare(b.total().microUsd(), a.total().microUsd()))
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(ROWS_SHOWN)
                .forEach(e ->
                        table.row(
                                "  " + e.getKey(),
                                Numbers.count(e.getValue().total().count()),
                                Numbers.usd(e.getValue().longs().microUsd()),
                                Numbers.usd(e.getValue().shorts().microUsd()),
                                Numbers.usd(e.getValue().total().microUsd())));
        var lines = new ArrayList<>(table.lines(""));
        if (sums.size() > ROWS_SHOWN) {
            lines.add("  and " + (sums.size() - ROWS_SHOWN) + " more");
        }
        return lines;
    }

    /// How much was listened to, venue by venue.
    public static List<String> coverage(WindowCoverage coverage) {
        var lines = new ArrayList<String>();
        var universe = coverage.question().universe();
        lines.add(
                "Coverage: "
                        + Numbers.share(coverage.timeShare())
                        + " of the "
                        + coverage.venues().size()
                        + " venues and the time (universe "
                        + universe.name()
                        + ")");
        var silent = new ArrayList<String>();
        for (var venue : coverage.venues()) {
            if (venue.timeShare() == 0) {
                silent.add(venue.rule().venue().code());
            } else {
                lines.add(
                        "  "
                                + venue.rule().venue()
                                + " "
                                + Numbers.share(venue.timeShare())
                                + " of the time, "
                                + venue.rule().completeness().name().toLowerCase(Locale.ROOT)
                                + ": "
                                + venue.rule().rule());
            }
        }
        if (!silent.isEmpty()) {
            lines.add("  never listened to: " + String.join(", ", silent));
        }
        return lines;
    }

    /// What was missed at the venues that were listened to at all.
    private static List<String> gaps(WindowCoverage coverage) {
        var heard = new HashSet<Venue>();
        for (var venue : coverage.venues()) {
            if (venue.timeShare() > 0) {
                heard.add(venue.rule().venue());
            }
        }
        var lines = new ArrayList<String>();
        for (var gap : coverage.gaps()) {
            if (heard.contains(gap.feed().venue())) {
                lines.add("  missed: " + gap.feed() + ", " + show(gap.window()));
            }
        }
        if (lines.size() <= GAPS_SHOWN) {
            return lines;
        }
        var shown = new ArrayList<>(lines.subList(0, GAPS_SHOWN));
        shown.add("  and " + (lines.size() - GAPS_SHOWN) + " more gaps");
        return shown;
    }

    private static String show(TimeWindow window) {
        return Times.show(window.fromNs()) + " to " + Times.show(window.toNs());
    }

    private static String range(LiquidationTotals totals) {
        String upper =
                totals.range().upperMicroUsd().isPresent()
                        ? Numbers.usd(totals.range().upperMicroUsd().getAsLong())
                        : "not known";
        return Numbers.usd(totals.range().observedMicroUsd())
                + " to "
                + upper
                + " USD; "
                + headline(totals.range().reason());
    }

    /// The reason without its details, which `--json` has.
    private static String headline(String reason) {
        int details = reason.indexOf(" (");
        return details < 0 ? reason : reason.substring(0, details);
    }

    private static List<String> reported(ReportedSum sum) {
        var lines = new ArrayList<String>();
        lines.add(
                "Reported by "
                        + sum.source()
                        + ", "
                        + show(sum.window())
                        + " (not added to the above): long "
                        + Numbers.usd(sum.longMicroUsd())
                        + ", short "
                        + Numbers.usd(sum.shortMicroUsd())
                        + ", total "
                        + Numbers.usd(sum.totalMicroUsd())
                        + " USD");
        sum.missing().stream()
                .limit(GAPS_SHOWN)
                .forEach(gap -> lines.add("  not collected: " + show(gap)));
        return lines;
    }
}

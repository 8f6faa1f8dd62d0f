package spillway.app.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import spillway.app.text.Table.Align;
import spillway.margin.golden.GoldenReport;
import spillway.margin.rules.RuleSet;
import spillway.margin.statement.MarginStatement;
import spillway.margin.tiers.TierChanges;
import spillway.margin.tiers.TierImport;

/// What the margin module answers, for people.
public final class MarginText {
    private static final int CHANGES_SHOWN = 20;

    private MarginText() {}

    /// One position.
    public static List<String> statement(MarginStatement s) {
        var request = s.request();
        var lines = new ArrayList<String>();
        lines.add(
                request.venue()
                        + " "
                        + request.symbol()
                        + " "
                        + request.side().name().toLowerCase(Locale.ROOT)
                        + " "
                        + request.size()
                        + " at "
                        + request.entry()
                        + ", "
                        + request.mode().name().toLowerCase(Locale.ROOT)
                        + ", rules "
                        + s.ruleSet().id()
                        + " on "
                        + request.date());
        var table = new Table(Align.LEFT, Align.RIGHT, Align.LEFT);
        price(table, "liquidation price", s.liquidationPriceOnTick(), s.liquidationPrice());
        price(table, "bankruptcy price", s.bankruptcyPriceOnTick(), s.bankruptcyPrice());
        table.row("first mark that liquidates", shown(s.firstLiquidatedPrice()), "");
        if (s.oppositeLiquidationPrice().isPresent()) {
            table.row("on the other side", shown(s.oppositeLiquidationPrice()), "");
        }
        table.row("value at entry", shown(s.entryValue()), "");
        table.row("initial margin", shown(s.initialMargin()), "");
        table.row("collateral", shown(s.collateral()), "");
        table.row("maintenance margin", shown(s.maintenanceMargin()), "at the mark price");
        table.row("equity", shown(s.equity()), s.state().name().toLowerCase(Locale.ROOT));
        lines.addAll(table.lines("  "));
        lines.add("Tiers: " + s.table().map(Object::toString).orElse("none known, rate assumed"));
        s.tier().ifPresent(tier -> lines.add("  at entry: tier " + tier.number() + ", " + tier));
        s.tierAtLiquidation()
                .ifPresent(
                        tier -> lines.add("  at liquidation: tier " + tier.number() + ", " + tier));
        lines.add("Exact");
        s.exact().forEach(p -> lines.add("  " + p.about() + ": " + p.text()));
        lines.add("Assumed");
        s.assumed()
                .forEach(a -> lines.add("  " + a.name() + " = " + a.value() + ": " + a.reason()));
        if (s.assumed().isEmpty()) {
            lines.add("  nothing");
        }
        return lines;
    }

    private static void price(
            Table table, String name, Optional<BigDecimal> onTick, Optional<BigDecimal> unrounded) {
        table.row(name, shown(onTick), unrounded.map(p -> "unrounded " + shown(p)).orElse(""));
    }

    private static String shown(Optional<BigDecimal> number) {
        return number.map(MarginText::shown).orElse("none");
    }

    private static String shown(BigDecimal number) {
        var stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }

    /// The rule sets with their unknowns.
    public static List<String> rules(List<RuleSet> sets) {
        var lines = new ArrayList<String>();
        for (var set : sets) {
            lines.add(
                    set.id()
                            + "  "
                            + set.title()
                            + " (from "
                            + set.from()
                            + set.until().map(day -> ", until " + day).orElse("")
                            + ")");
            for (var parameter : set.parameters()) {
                lines.add(
                        "    unknown: "
                                + parameter.name()
                                + " = "
                                + parameter.defaultValue()
                                + " "
                                + parameter.unit()
                                + "; "
                                + parameter.reason());
            }
        }
        return lines;
    }

    /// A file of golden cases: what failed, and the count.
    public static List<String> golden(GoldenReport report) {
        var lines = new ArrayList<String>();
        for (var result : report.results()) {
            if (!result.passed()) {
                lines.add(
                        "FAILED "
                                + result.id()
                                + " "
                                + result.formula()
                                + result.problem().map(p -> ": " + p).orElse(""));
                for (var figure : result.figures()) {
                    if (!figure.holds()) {
                        lines.add(
                                "  "
                                        + figure.name()
                                        + ": expected "
                                        + figure.expected()
                                        + ", found "
                                        + figure.found());
                    }
                }
            }
        }
        lines.add(report.summary());
        return lines;
    }

    /// A file of tiers.
    public static List<String> tiers(TierImport read) {
        var lines = new ArrayList<String>();
        lines.add(
                read.source()
                        + ": "
                        + Numbers.count(read.tables().size())
                        + " symbols, "
                        + Numbers.count(read.brackets())
                        + " brackets, "
                        + read.recursionViolations()
                        + " recursion violations, "
                        + read.problems().size()
                        + " tables refused");
        read.notes().forEach(note -> lines.add("  " + note));
        return lines;
    }

    /// How two files of tiers differ.
    public static List<String> changes(TierChanges changes) {
        var lines = new ArrayList<String>();
        lines.add(
                Numbers.count(changes.common())
                        + " symbols in both, "
                        + Numbers.count(changes.changed().size())
                        + " of them changed, "
                        + Numbers.count(changes.onlyBefore().size())
                        + " gone, "
                        + Numbers.count(changes.onlyAfter().size())
                        + " new");
        changes.changed().stream()
                .limit(CHANGES_SHOWN)
                .forEach(
                        c -> lines.add("  " + c.symbol() + ": " + c.before() + " -> " + c.after()));
        if (changes.changed().size() > CHANGES_SHOWN) {
            lines.add(
                    "  and "
                            + (changes.changed().size() - CHANGES_SHOWN)
                            + " more (--json has all)");
        }
        return lines;
    }
}

package spillway.app.json;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import spillway.margin.golden.GoldenReport;
import spillway.margin.rules.RuleSet;
import spillway.margin.statement.MarginStatement;
import spillway.margin.tiers.TierChanges;
import spillway.margin.tiers.TierImport;
import spillway.margin.tiers.TierRow;
import tools.jackson.databind.node.ObjectNode;

/// What the margin module answers, as JSON.
public final class MarginJson {
    private MarginJson() {}

    /// One position.
    public static ObjectNode statement(MarginStatement s) {
        var request = s.request();
        var node =
                Json.object()
                        .put("venue", request.venue().code())
                        .put("instrument", request.symbol())
                        .put("date", request.date().toString())
                        .put("side", lowerCase(request.side()))
                        .put("mode", lowerCase(request.mode()))
                        .put("entry", request.entry().toString())
                        .put("size", request.size().toString());
        node.put("ruleSet", s.ruleSet().id());
        node.put("table", s.table().map(Object::toString).orElse(null));
        put(node, "entryValue", s.entryValue());
        put(node, "initialMargin", s.initialMargin());
        put(node, "collateral", s.collateral());
        put(node, "closingFee", s.closingFee());
        put(node, "maintenanceMargin", s.maintenanceMargin());
        put(node, "equity", s.equity());
        node.put("state", lowerCase(s.state()));
        node.set("tier", tier(s.tier()));
        node.set("tierAtLiquidation", tier(s.tierAtLiquidation()));
        put(node, "liquidationPrice", s.liquidationPrice());
        put(node, "liquidationPriceOnTick", s.liquidationPriceOnTick());
        put(node, "firstLiquidatedPrice", s.firstLiquidatedPrice());
        put(node, "oppositeLiquidationPrice", s.oppositeLiquidationPrice());
        put(node, "bankruptcyPrice", s.bankruptcyPrice());
        put(node, "bankruptcyPriceOnTick", s.bankruptcyPriceOnTick());
        var exact = node.putArray("exact");
        for (var provision : s.exact()) {
            exact.addObject()
                    .put("about", provision.about())
                    .put("text", provision.text())
                    .put("evidence", lowerCase(provision.evidence()))
                    .put("source", provision.source());
        }
        var assumed = node.putArray("assumed");
        for (var assumption : s.assumed()) {
            assumed.addObject()
                    .put("name", assumption.name())
                    .put("value", assumption.value())
                    .put("reason", assumption.reason());
        }
        return node;
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void put(ObjectNode node, String key, BigDecimal number) {
        node.put(key, number.toPlainString());
    }

    private static void put(ObjectNode node, String key, Optional<BigDecimal> number) {
        node.put(key, number.map(BigDecimal::toPlainString).orElse(null));
    }

    private static tools.jackson.databind.JsonNode tier(Optional<TierRow> tier) {
        if (tier.isEmpty()) {
            return Json.object().nullNode();
        }
        TierRow row = tier.get();
        return Json.object()
                .put("number", row.number())
                .put("floor", row.floor().toString())
                .put("cap", row.cap().map(Object::toString).orElse(null))
                .put("maxLeverage", row.maxLeverage().toString())
                .put("maintenanceRate", row.maintenanceRate().toString())
                .put("deduction", row.deduction().toString());
    }

    /// The rule sets.
    public static ObjectNode rules(List<RuleSet> sets) {
        var node = Json.object();
        var list = node.putArray("ruleSets");
        for (var set : sets) {
            var one =
                    list.addObject()
                            .put("id", set.id())
                            .put("venue", set.venue().code())
                            .put("title", set.title())
                            .put("from", set.from().toString())
                            .put("until", set.until().map(Object::toString).orElse(null));
            var provisions = one.putArray("provisions");
            for (var provision : set.provisions()) {
                provisions
                        .addObject()
                        .put("about", provision.about())
                        .put("text", provision.text())
                        .put("evidence", lowerCase(provision.evidence()))
                        .put("source", provision.source());
            }
            var unknowns = one.putArray("unknowns");
            for (var parameter : set.parameters()) {
                unknowns.addObject()
                        .put("name", parameter.name())
                        .put("unit", parameter.unit())
                        .put("value", parameter.defaultValue())
                        .put("reason", parameter.reason())
                        .put("effect", lowerCase(parameter.effect()));
            }
        }
        return node;
    }

    /// A file of golden cases.
    public static ObjectNode golden(GoldenReport report) {
        var node = Json.object().put("passed", report.passed()).put("failed", report.failed());
        var cases = node.putArray("cases");
        for (var result : report.results()) {
            var one =
                    cases.addObject()
                            .put("id", result.id())
                            .put("venue", result.venue())
                            .put("formula", result.formula())
                            .put("passed", result.passed())
                            .put("problem", result.problem().orElse(null));
            var figures = one.putArray("figures");
            for (var figure : result.figures()) {
                figures.addObject()
                        .put("name", figure.name())
                        .put("expected", figure.expected())
                        .put("found", figure.found())
                        .put("holds", figure.holds());
            }
        }
        return node;
    }

    /// A file of tiers.
    public static ObjectNode tiers(TierImport read) {
        var node =
                Json.object()
                        .put("file", read.source())
                        .put("symbols", read.tables().size())
                        .put("brackets", read.brackets())
                        .put("recursionViolations", read.recursionViolations());
        node.set("problems", Json.texts(read.problems().stream().map(Object::toString).toList()));
        node.set("notes", Json.texts(read.notes()));
        return node;
    }

    /// How two files of tiers differ.
    public static ObjectNode changes(TierChanges changes) {
        var node = Json.object().put("common", changes.common());
        var changed = node.putArray("changed");
        for (var change : changes.changed()) {
            changed.addObject()
                    .put("symbol", change.symbol())
                    .put("before", change.before())
                    .put("after", change.after());
        }
        node.set("onlyBefore", Json.texts(changes.onlyBefore()));
        node.set("onlyAfter", Json.texts(changes.onlyAfter()));
        return node;
    }
}

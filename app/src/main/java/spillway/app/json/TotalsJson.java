package spillway.app.json;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import spillway.market.TimeWindow;
import spillway.signals.summary.ReportedSum;
import spillway.signals.totals.LiquidationTotals;
import tools.jackson.databind.node.ObjectNode;

/// Liquidation totals as JSON.
public final class TotalsJson {
    /// What every sum in dollars assumes.
    public static final String PEG = "USDT, USDC and USD count one to one";

    private TotalsJson() {}

    /// Totals of one window, and beside them what others report of it.
    public static ObjectNode of(LiquidationTotals totals, List<ReportedSum> reported) {
        var scope = totals.coverage().question().scope();
        var node = Json.object().put("at", TimeWindow.iso(totals.window().toNs() - 1));
        node.set(
                "window",
                Json.object()
                        .put("after", TimeWindow.iso(totals.window().fromNs() - 1))
                        .put("through", TimeWindow.iso(totals.window().toNs() - 1))
                        .put("length", Duration.ofNanos(totals.window().lengthNs()).toString()));
        var scopes = node.putObject("scope");
        scopes.set(
                "coins", Json.texts(scope.coins().stream().map(c -> c.symbol()).sorted().toList()));
        scopes.set(
                "venues", Json.texts(scope.venues().stream().map(v -> v.code()).sorted().toList()));
        node.put("kind", "observed");
        putSums(node, totals);
        node.set("withoutData", Json.texts(totals.withoutData()));
        node.set("coverage", Json.coverage(totals.coverage()));
        node.set("range", Json.range(totals.range()));
        var sums = node.putArray("reported");
        reported.forEach(sum -> sums.add(reported(sum)));
        node.set("assumptions", Json.texts(List.of(PEG)));
        return node;
    }

    private static void putSums(ObjectNode node, LiquidationTotals totals) {
        if (!totals.hasData()) {
            node.putNull("long").putNull("short").putNull("total");
            node.put("notObserved", totals.range().reason());
            return;
        }
        Json.longShort(node, totals.sums());
        node.put("longShare", Json.share(totals.sums().longShare()));
        node.set("oneSidedness", Json.oneSidedness(totals.oneSidedness()));
        if (totals.largest().isPresent()) {
            node.set("largest", Json.largest(totals.largest().get()));
        } else {
            node.putNull("largest");
        }
        node.set("byCoin", Json.byKey(totals.byCoin(), coin -> coin));
        node.set("byVenue", Json.byKey(totals.byVenue(), venue -> venue));
        node.set("byPriceKind", Json.byKey(totals.byPriceKind(), TotalsJson::lowerCase));
        node.set("byCompleteness", Json.byKey(totals.byCompleteness(), TotalsJson::lowerCase));
        node.set("floor", Json.longShort(totals.floor()));
        node.set("deleveraged", Json.longShort(totals.deleveraged()));
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// What one party reports.
    public static ObjectNode reported(ReportedSum sum) {
        var node = Json.object().put("source", sum.source()).put("kind", "reported");
        node.set("window", Json.window(sum.window()));
        Json.reportedLongShort(node, sum.longMicroUsd(), sum.shortMicroUsd());
        node.put("longShare", Json.share(sum.longShare()));
        var missing = node.putArray("missing");
        sum.missing().forEach(window -> missing.add(Json.window(window)));
        var incomplete = node.putArray("incomplete");
        sum.incomplete().forEach(window -> incomplete.add(Json.window(window)));
        return node;
    }
}

package spillway.app.report;

import java.util.List;
import java.util.Locale;
import spillway.app.json.Json;
import spillway.app.json.TotalsJson;
import spillway.app.text.Numbers;
import spillway.market.TimeWindow;
import spillway.signals.summary.Figure;
import spillway.signals.summary.FigureKind;
import spillway.signals.summary.FundingSummary;
import spillway.signals.summary.OpenInterestSummary;
import spillway.signals.summary.PriceSummary;
import tools.jackson.databind.node.ObjectNode;

/// An event report as JSON.
///
/// Values stand plainly under their keys; `evidence` says for each of them, under the same key with
/// its path, who says so, how it came about, and when it held.
public final class ReportJson {
    private static final String UNIT_PRICE = "USD per coin";
    private static final String UNIT_FUNDING = "percent per funding interval";

    private final EventReport report;
    private final ObjectNode root = Json.object();
    private final ObjectNode evidence = Json.object();

    private ReportJson(EventReport report) {
        this.report = report;
    }

    /// The report's JSON.
    public static ObjectNode of(EventReport report) {
        return new ReportJson(report).write();
    }

    private ObjectNode write() {
        root.put("coin", report.coin().symbol());
        root.set("window", Json.window(report.window()));
        root.put("synthetic", report.origin() == EventReport.Origin.SYNTHETIC);
        writeLargestDay();
        writeLiquidations();
        report.price().ifPresentOrElse(this::writePrice, () -> root.putNull("price"));
        report.openInterest()
                .ifPresentOrElse(this::writeOpenInterest, () -> root.putNull("openInterest"));
        report.funding().ifPresentOrElse(this::writeFunding, () -> root.putNull("funding"));
        AnalysisJson.put(report.analysis(), root);
        var gaps = root.putObject("coverage").putArray("gaps");
        report.gaps().forEach(gap -> gaps.add(Json.gap(gap)));
        root.set("evidence", evidence);
        var notObserved = root.putObject("notObserved");
        report.notObserved().forEach(notObserved::put);
        root.set("assumptions", Json.texts(List.of(TotalsJson.PEG)));
        return root;
    }

    private void writeLargestDay() {
        if (report.largestDay().isEmpty()) {
            root.putNull("largest24h");
            return;
        }
        LargestDay day = report.largestDay().get();
        var node =
                root.putObject("largest24h")
                        .put("start", TimeWindow.iso(day.window().fromNs()))
                        .put("end", TimeWindow.iso(day.window().toNs()));
        switch (day.kind()) {
            case OBSERVED -> Json.longShort(node, day.sums());
            case REPORTED, ESTIMATED ->
                    Json.reportedLongShort(
                            node, day.sums().longs().microUsd(), day.sums().shorts().microUsd());
        }
        node.put("longShare", Json.share(day.sums().longShare()));
        node.set("oneSidedness", Json.oneSidedness(day.oneSidedness()));
        var missing = node.putArray("missing");
        day.missing().forEach(window -> missing.add(Json.window(window)));
        sourced(node, day.source(), day.kind());
        for (String key : List.of("long", "short", "total")) {
            note("largest24h." + key, day.source(), day.kind(), day.window());
        }
    }

    private void writeLiquidations() {
        var node = root.putObject("liquidations");
        report.observed()
                .ifPresentOrElse(
                        totals -> node.set("observed", TotalsJson.of(totals, List.of())),
                        () -> node.putNull("observed"));
        var reported = node.putArray("reported");
        report.reported().forEach(sum -> reported.add(TotalsJson.reported(sum)));
    }

    private static String kind(FigureKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static void sourced(ObjectNode node, String source, FigureKind kind) {
        node.put("source", source).put("kind", kind(kind));
    }

    private void note(String key, String source, FigureKind kind, TimeWindow when) {
        var node = evidence.putObject(key);
        sourced(node, source, kind);
        node.put("from", TimeWindow.iso(when.fromNs())).put("to", TimeWindow.iso(when.toNs()));
    }

    private void note(String key, Figure figure) {
        note(key, figure.source(), figure.kind(), figure.when());
    }

    /// Puts an exact number, when it held, and its evidence.
    private void put(ObjectNode node, String group, String key, Figure figure) {
        node.put(key, Numbers.shortest(figure.value()));
        node.put(key + "At", TimeWindow.iso(figure.when().fromNs()));
        note(group + "." + key, figure);
    }

    private void writePrice(PriceSummary price) {
        var node = root.putObject("price");
        put(node, "price", "open", price.open());
        put(node, "price", "high", price.high());
        put(node, "price", "low", price.low());
        put(node, "price", "close", price.close());
        double change = price.close().value().toDouble() / price.open().value().toDouble() - 1;
        node.put("changePct", Json.rounded(100 * change, 2));
        node.put("unit", UNIT_PRICE);
        sourced(node, price.low().source(), price.low().kind());
        note("price.changePct", price.close().source(), price.close().kind(), report.window());
    }

    private void writeOpenInterest(OpenInterestSummary interest) {
        var node = root.putObject("openInterest");
        put(node, "openInterest", "peak", interest.peak());
        if (interest.trough().isPresent()) {
            put(node, "openInterest", "trough", interest.trough().get());
        } else {
            node.putNull("trough").putNull("troughAt");
        }
        if (interest.changePct().isPresent()) {
            node.put("changePct", Json.rounded(interest.changePct().getAsDouble(), 2));
            note(
                    "openInterest.changePct",
                    interest.peak().source(),
                    interest.peak().kind(),
                    report.window());
        } else {
            node.putNull("changePct");
        }
        if (interest.inCoin().isPresent()) {
            var coin = interest.inCoin().get();
            node.put("peakCoins", Json.rounded(coin.peakCoins(), 4));
            node.put("troughCoins", Json.rounded(coin.troughCoins(), 4));
            node.put("changePctCoin", Json.rounded(coin.changePct(), 2));
            node.put("coinMethod", coin.method());
            for (String key : List.of("peakCoins", "troughCoins", "changePctCoin")) {
                note("openInterest." + key, coin.source(), coin.kind(), report.window());
            }
        } else {
            node.putNull("changePctCoin");
        }
        if (!interest.reason().isEmpty()) {
            node.put("reason", interest.reason());
        }
        node.put("unit", "USD, one side, at the close of each interval");
        sourced(node, interest.peak().source(), interest.peak().kind());
    }

    private void writeFunding(FundingSummary funding) {
        var node = root.putObject("funding");
        putPercent(node, "min", funding.min());
        putPercent(node, "max", funding.max());
        putPercent(node, "last", funding.last());
        node.put("unit", UNIT_FUNDING);
        sourced(node, funding.last().source(), funding.last().kind());
    }

    private void putPercent(ObjectNode node, String key, Figure figure) {
        node.put(key, Numbers.percentOf(figure.value()));
        node.put(key + "At", TimeWindow.iso(figure.when().fromNs()));
        note("funding." + key, figure);
    }
}

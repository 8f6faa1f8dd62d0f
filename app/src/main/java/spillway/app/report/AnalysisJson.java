package spillway.app.report;

import java.util.Locale;
import java.util.OptionalLong;
import spillway.app.json.EventsJson;
import spillway.app.json.Json;
import spillway.app.json.SurgesJson;
import spillway.app.text.Numbers;
import spillway.market.MicroUsd;
import spillway.market.TimeWindow;
import spillway.signals.catalogue.Confidence;
import spillway.signals.levels.LevelKind;
import spillway.signals.levels.PriceContext;
import spillway.signals.levels.PriceLevel;
import spillway.signals.levels.Volatility;
import spillway.signals.reset.Check;
import spillway.signals.reset.ComponentResult;
import spillway.signals.reset.ForcedClosing;
import spillway.signals.reset.OpenInterestReach;
import spillway.signals.reset.Precedents;
import spillway.signals.reset.ResetVerdict;
import spillway.signals.summary.Figure;
import spillway.signals.summary.FigureKind;
import tools.jackson.databind.node.ObjectNode;

/// An event's analysis as JSON: keys beside those of the report's sums.
final class AnalysisJson {
    private static final int PERCENT_DECIMALS = 4;
    private static final int PLAIN_DECIMALS = 2;

    private AnalysisJson() {}

    /// Puts everything into the report's object.
    static void put(EventAnalysis analysis, ObjectNode root) {
        putWaves(analysis, root);
        var surges = root.putArray("surges");
        analysis.surges().forEach(surge -> surges.add(SurgesJson.of(surge)));
        var levels = root.putArray("levels");
        var contexts = root.putArray("priceContexts");
        for (var context : analysis.prices()) {
            context.levels().forEach(level -> levels.add(level(level, context)));
            contexts.add(context(context));
        }
        if (analysis.verdict().isPresent()) {
            root.set("verdict", verdict(analysis.verdict().get(), analysis));
        } else {
            root.putNull("verdict");
        }
        if (analysis.rank().isPresent()) {
            root.set("rank", rank(analysis.rank().get()));
        } else {
            root.putNull("rank");
        }
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void sourced(ObjectNode node, String source, FigureKind kind) {
        node.put("source", source).put("kind", lowerCase(kind));
    }

    private static void putWaves(EventAnalysis analysis, ObjectNode root) {
        var array = root.putArray("waves");
        if (analysis.waves().isEmpty()) {
            return;
        }
        var waves = analysis.waves().get();
        for (var wave : waves.waves()) {
            var node =
                    array.addObject()
                            .put("start", TimeWindow.iso(wave.window().fromNs()))
                            .put("end", TimeWindow.iso(wave.window().toNs()))
                            .put("peakAt", TimeWindow.iso(wave.peakNs()))
                            .put("longUsd", MicroUsd.toCents(wave.longMicroUsd()))
                            .put("shortUsd", MicroUsd.toCents(wave.shortMicroUsd()))
                            .put("totalUsd", MicroUsd.toCents(wave.totalMicroUsd()))
                            .put("share", Json.share(wave.share()));
            sourced(node, waves.source(), waves.kind());
        }
        if (!waves.notObserved().isEmpty()) {
            root.put("wavesNotObserved", waves.notObserved());
        }
    }

    private static ObjectNode level(PriceLevel level, PriceContext context) {
        var node =
                Json.object()
                        .put("price", Numbers.shortest(level.price()))
                        .put("level", name(level.kind()))
                        .put("touched", level.isTouched());
        time(node, "touchedAt", level.touchedNs());
        node.put("broken", level.isBroken());
        time(node, "brokenAt", level.brokenNs());
        node.put("lost", level.isLost());
        time(node, "lostAt", level.lostNs());
        time(node, "regainedAt", level.regainedNs());
        sourced(node, context.source(), context.kind());
        return node;
    }

    private static String name(LevelKind kind) {
        return switch (kind) {
            case ROUND -> "round";
            case SWING_LOW -> "swingLow";
            case RANGE_LOW -> "rangeLow";
        };
    }

    private static void time(ObjectNode node, String key, OptionalLong timeNs) {
        if (timeNs.isPresent()) {
            node.put(key, TimeWindow.iso(timeNs.getAsLong()));
        } else {
            node.putNull(key);
        }
    }

    private static ObjectNode context(PriceContext context) {
        var node = Json.object();
        var range = node.putObject("range");
        context.rangeLow().ifPresent(low -> figure(range, "low", low));
        context.rangeHigh().ifPresent(high -> figure(range, "high", high));
        var fall = node.putObject("fall");
        figure(fall, "high", context.fall().from());
        figure(fall, "low", context.fall().to());
        fall.put("changePct", Json.rounded(context.fall().changePct(), PLAIN_DECIMALS))
                .put("hours", Json.rounded(context.fall().hours(), PLAIN_DECIMALS));
        node.set("volatility", volatility(context.volatility()));
        node.put("barSeconds", context.barNs() / 1_000_000_000L);
        node.set("notObserved", Json.texts(context.notObserved()));
        sourced(node, context.source(), context.kind());
        return node;
    }

    private static void figure(ObjectNode node, String key, Figure figure) {
        node.put(key, Numbers.shortest(figure.value()));
        node.put(key + "At", TimeWindow.iso(figure.when().fromNs()));
    }

    private static ObjectNode volatility(Volatility volatility) {
        var node = Json.object().put("peak", Json.share(volatility.peak()));
        if (volatility.peakWindow().isPresent()) {
            node.set("window", Json.window(volatility.peakWindow().get()));
        } else {
            node.putNull("window");
        }
        node.put("normal", Json.share(volatility.normal()))
                .put("daysBefore", Json.rounded(volatility.daysBefore(), PLAIN_DECIMALS))
                .put("multiple", Json.share(volatility.multiple()));
        return node.put("unit", "fraction per year").put("kind", "estimated");
    }

    private static ObjectNode verdict(ResetVerdict verdict, EventAnalysis analysis) {
        var node =
                Json.object()
                        .put("label", verdict.verdict().name())
                        .put("computed", verdict.computed() + " of " + verdict.components().size())
                        .put("score", Json.share(verdict.score()))
                        .put("judgedAtHours", verdict.judgedHours())
                        .put("t0", TimeWindow.iso(verdict.day().toNs()))
                        .put("state", lowerCase(verdict.state()))
                        .put("kind", "estimated");
        var scores = node.putArray("scores");
        verdict.scores()
                .forEach((hours, score) ->
                        scores.addObject().put("hours", hours).put("score", Json.share(score)));
        var components = node.putObject("components");
        verdict.components()
                .forEach(component ->
                        components.set(component.component().key(), component(component)));
        if (verdict.fundingNormalAfterHours().isPresent()) {
            node.put(
                    "fundingNormalAfterHours",
                    Json.rounded(verdict.fundingNormalAfterHours().getAsDouble(), PLAIN_DECIMALS));
        } else {
            node.putNull("fundingNormalAfterHours");
        }
        verdict.reach()
                .ifPresentOrElse(
                        reach -> node.set("openInterestReach", reach(reach)),
                        () -> node.putNull("openInterestReach"));
        verdict.forced()
                .ifPresentOrElse(
                        forced -> node.set("forcedClosing", forced(forced)),
                        () -> node.putNull("forcedClosing"));
        analysis.precedents()
                .ifPresentOrElse(
                        p -> node.set("precedents", precedents(p)),
                        () -> {
                            node.putNull("precedents");
                            node.put("precedentsReason", analysis.precedentsMissing());
                        });
        return node;
    }

    private static ObjectNode component(ComponentResult result) {
        var node = Json.object().put("weight", Json.rounded(result.weight(), PLAIN_DECIMALS));
        var checks = node.putArray("checks");
        result.checks().forEach(check -> checks.add(check(check)));
        var missing = node.putArray("notComputed");
        result.notComputed()
                .forEach((hours, reason) ->
                        missing.addObject()
                                .put("hours", hours)
                                .put("reason", "not computed: " + reason));
        return node;
    }

    private static ObjectNode check(Check check) {
        var node =
                Json.object()
                        .put("hours", check.hours())
                        .put("at", TimeWindow.iso(check.when().fromNs()))
                        .put("value", Json.rounded(check.value(), PERCENT_DECIMALS))
                        .put("threshold", Json.rounded(check.threshold(), PERCENT_DECIMALS))
                        .put("unit", check.unit())
                        .put("score", Json.share(check.score()))
                        .put("finding", check.finding());
        var evidence = node.putArray("evidence");
        for (var one : check.evidence()) {
            var from = evidence.addObject();
            sourced(from, one.source(), one.kind());
            from.put("from", TimeWindow.iso(check.when().fromNs()))
                    .put("to", TimeWindow.iso(check.when().toNs()));
        }
        return node;
    }

    private static ObjectNode reach(OpenInterestReach reach) {
        var node = Json.object();
        figure(node, "peak", reach.peak());
        figure(node, "trough", reach.trough());
        time(node, "lastSeenAt", reach.lastSeenNs());
        node.put("since", TimeWindow.iso(reach.sinceNs())).put("unit", "coins, one side");
        sourced(node, reach.peak().source(), reach.peak().kind());
        return node;
    }

    private static ObjectNode forced(ForcedClosing forced) {
        return Json.object()
                .put("liquidatedUsd", Json.rounded(forced.liquidatedUsd(), PLAIN_DECIMALS))
                .put("closedUsd", Json.rounded(forced.closedUsd(), PLAIN_DECIMALS))
                .put("share", Json.share(forced.share()))
                .put("kind", "estimated");
    }

    private static ObjectNode precedents(Precedents precedents) {
        var node =
                Json.object()
                        .put("n", precedents.alike().size())
                        .put("judged", precedents.judged())
                        .put("tolerance", Json.share(Precedents.TOLERANCE))
                        .put("days", Precedents.DAYS);
        if (precedents.medianPct().isPresent()) {
            node.put(
                    "medianChangePct",
                    Json.rounded(precedents.medianPct().getAsDouble(), PLAIN_DECIMALS));
        } else {
            node.putNull("medianChangePct");
        }
        node.put("higher", precedents.higher());
        var events = node.putArray("events");
        for (var event : precedents.alike()) {
            events.addObject()
                    .put("t0", TimeWindow.iso(event.t0Ns()))
                    .put("score", Json.share(event.score()))
                    .put("label", event.verdict().name())
                    .put("changePct", Json.rounded(event.changePct(), PLAIN_DECIMALS));
        }
        return node;
    }

    private static ObjectNode rank(EventRank rank) {
        var node = Json.object();
        if (rank.within().isPresent()) {
            var within = rank.within().get();
            var scope = rank.scope().orElseThrow();
            var place = EventsJson.of(within, scope.atLeast(Confidence.MEDIUM));
            place.set("scope", EventsJson.scope(scope.scope()));
            node.set("within", place);
            node.putNull("notComparable");
        } else {
            node.putNull("within");
            node.put("notComparable", rank.notComparable());
        }
        if (rank.beside().isPresent()) {
            var beside =
                    EventsJson.of(
                            rank.beside().get(), rank.marketWide().atLeast(Confidence.MEDIUM));
            beside.set("scope", EventsJson.scope(rank.marketWide().scope()));
            node.set("marketWide", beside);
        } else {
            node.putNull("marketWide");
        }
        return node;
    }
}

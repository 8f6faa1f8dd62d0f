package spillway.app.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import spillway.market.MarketEvent;
import spillway.market.MicroUsd;
import spillway.market.TimeWindow;
import spillway.signals.coverage.CoverageGap;
import spillway.signals.coverage.WindowCoverage;
import spillway.signals.totals.LargestOrder;
import spillway.signals.totals.LongShort;
import spillway.signals.totals.ObservedRange;
import spillway.signals.totals.OneSidedness;
import spillway.signals.totals.OrderSum;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Parts of answers as JSON: keys in camel case, money and prices as decimal strings, times in ISO
/// UTC, shares from 0 to 1, what is not known as null with a reason beside it.
public final class Json {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build();
    private static final JsonMapper ONE_LINE =
            JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    /// Decimals of a share: finer than any sample behind one.
    private static final int SHARE_DECIMALS = 6;

    private Json() {}

    public static ObjectNode object() {
        return NODES.objectNode();
    }

    public static ArrayNode array() {
        return NODES.arrayNode();
    }

    /// A list of texts.
    public static ArrayNode texts(Collection<String> texts) {
        var array = array();
        texts.forEach(array::add);
        return array;
    }

    /// Indented text, with a line end.
    public static String show(JsonNode node) {
        return MAPPER.writeValueAsString(node) + "\n";
    }

    /// Text on one line, without a line end.
    public static String oneLine(JsonNode node) {
        return ONE_LINE.writeValueAsString(node);
    }

    /// `{"from": …, "to": …}`.
    public static ObjectNode window(TimeWindow window) {
        return object().put("from", TimeWindow.iso(window.fromNs()))
                .put("to", TimeWindow.iso(window.toNs()));
    }

    /// `{"long": {"count", "usd"}, "short": …, "total": …}`, to the micro-dollar.
    public static ObjectNode longShort(LongShort sums) {
        return longShort(object(), sums);
    }

    /// The same three keys, put into `into`.
    public static ObjectNode longShort(ObjectNode into, LongShort sums) {
        into.set("long", orders(sums.longs()));
        into.set("short", orders(sums.shorts()));
        into.set("total", orders(sums.total()));
        return into;
    }

    private static ObjectNode orders(OrderSum sum) {
        return object().put("count", sum.count()).put("usd", MicroUsd.toString(sum.microUsd()));
    }

    /// The three keys for money that others report: no count, since they give none, and cents,
    /// since the digits behind them come from binary fractions.
    public static ObjectNode reportedLongShort(
            ObjectNode into, long longMicroUsd, long shortMicroUsd) {
        into.set("long", reportedSide(longMicroUsd));
        into.set("short", reportedSide(shortMicroUsd));
        into.set("total", reportedSide(Math.addExact(longMicroUsd, shortMicroUsd)));
        return into;
    }

    private static ObjectNode reportedSide(long microUsd) {
        return object().putNull("count").put("usd", MicroUsd.toCents(microUsd));
    }

    /// An object of [#longShort(LongShort)] by key.
    public static <K> ObjectNode byKey(
            Map<K, LongShort> sums, java.util.function.Function<K, String> name) {
        var node = object();
        sums.forEach((key, sum) -> node.set(name.apply(key), longShort(sum)));
        return node;
    }

    /// A share, to six decimals.
    public static BigDecimal share(double share) {
        return rounded(share, SHARE_DECIMALS);
    }

    /// A number to `decimals` decimals.
    public static BigDecimal rounded(double number, int decimals) {
        return BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_EVEN);
    }

    /// A share, or null.
    public static @Nullable BigDecimal share(OptionalDouble share) {
        return share.isPresent() ? share(share.getAsDouble()) : null;
    }

    /// The largest order.
    public static ObjectNode largest(LargestOrder order) {
        var node =
                object().put("venue", order.instrument().venue().code())
                        .put("symbol", order.instrument().symbol())
                        .put("coin", order.instrument().coin().symbol())
                        .put("closedSide", order.closedSide().name())
                        .put("usd", MicroUsd.toString(order.notionalMicroUsd()))
                        .put("priceKind", order.priceKind().name())
                        .put("time", TimeWindow.iso(order.venueTimeNs()))
                        .put("completeness", order.completeness().name())
                        .put("fills", order.fills());
        if (order.venueId() != MarketEvent.NONE) {
            node.put("venueId", order.venueId());
        }
        return node;
    }

    /// One-sidedness with its interval.
    public static ObjectNode oneSidedness(OneSidedness one) {
        var node = object().put("value", share(one.value()));
        if (one.interval().isPresent()) {
            node.put("low", share(one.interval().get().low()))
                    .put("high", share(one.interval().get().high()));
        } else {
            node.putNull("low").putNull("high").put("reason", one.reason());
        }
        return node.put("confidence", new BigDecimal("0.95"))
                .put("bursts", one.bursts())
                .put("effectiveBursts", rounded(one.effectiveBursts(), 2))
                .put("kind", "estimated");
    }

    /// `{"observed", "upper", "reason"}`.
    public static ObjectNode range(ObservedRange range) {
        var node = object().put("observed", MicroUsd.toString(range.observedMicroUsd()));
        if (range.upperMicroUsd().isPresent()) {
            node.put("upper", MicroUsd.toString(range.upperMicroUsd().getAsLong()));
        } else {
            node.putNull("upper");
        }
        return node.put("reason", range.reason());
    }

    /// `{"timeShare", "completeFeedShare", "universe", "venues", "gaps"}`.
    public static ObjectNode coverage(WindowCoverage coverage) {
        var node =
                object().put("timeShare", share(coverage.timeShare()))
                        .put("completeFeedShare", share(coverage.completeFeedShare()));
        if (coverage.completeFeedShare().isEmpty()) {
            node.put("completeFeedShareReason", coverage.completeFeedShareReason());
        }
        var universe = coverage.question().universe();
        node.putObject("universe")
                .put("name", universe.name())
                .put("date", universe.date().toString())
                .set("venues", texts(universe.venues().stream().map(v -> v.code()).toList()));
        var venues = node.putArray("venues");
        for (var venue : coverage.venues()) {
            venues.addObject()
                    .put("venue", venue.rule().venue().code())
                    .put("timeShare", share(venue.timeShare()))
                    .put("completeness", venue.rule().completeness().name())
                    .put("rule", venue.rule().rule())
                    .put("ruleSource", venue.rule().source());
        }
        var gaps = node.putArray("gaps");
        coverage.gaps().forEach(gap -> gaps.add(gap(gap)));
        return node;
    }

    /// One stretch that a feed was not listened to.
    public static ObjectNode gap(CoverageGap gap) {
        return object().put("venue", gap.feed().venue().code())
                .put("channel", gap.feed().channel().key())
                .put("symbol", gap.feed().symbol())
                .put("from", TimeWindow.iso(gap.window().fromNs()))
                .put("to", TimeWindow.iso(gap.window().toNs()));
    }
}

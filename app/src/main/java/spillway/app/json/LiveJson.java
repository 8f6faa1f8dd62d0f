package spillway.app.json;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import spillway.app.live.Candle;
import spillway.app.live.CandleChange;
import spillway.app.live.CoinCandles;
import spillway.app.live.DemoTruth;
import spillway.app.live.FeedGap;
import spillway.app.live.LiveState;
import spillway.app.live.RecentLiquidation;
import spillway.emulator.LiquidationSums;
import spillway.emulator.Truth;
import spillway.market.Decimal;
import spillway.market.MarketEvent;
import spillway.market.MicroUsd;
import spillway.market.TimeWindow;
import spillway.signals.totals.LongShort;
import spillway.signals.totals.OrderSum;
import spillway.signals.totals.RollingTotals;
import spillway.venues.connect.FeedStatus;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a running Spillway shows, as JSON: the shapes of `docs/reference/json.md`.
public final class LiveJson {
    private static final double NS_PER_MS = 1e6;

    private LiveJson() {}

    /// The whole state. Asks for the totals of all usual windows.
    public static ObjectNode state(LiveState state) {
        var node =
                Json.object()
                        .put("at", TimeWindow.iso(state.atNs()))
                        .put("speed", Json.rounded(state.speed(), 3))
                        .put("events", state.events())
                        .put("eventsPerSecond", Math.round(state.eventsPerSecond()));
        node.set("coins", Json.texts(state.coins().stream().map(c -> c.symbol()).toList()));
        var venues = new TreeSet<String>(state.observed().keySet());
        state.feeds().forEach(feed -> venues.add(feed.venue().code()));
        var totals = Json.object();
        for (Duration length : RollingTotals.USUAL_WINDOWS) {
            var window = state.answers().totals(length);
            venues.addAll(window.byVenue().keySet());
            totals.set(length.toHours() + "h", TotalsJson.of(window, List.of()));
        }
        node.set("venues", Json.texts(venues));
        node.set("totals", totals);
        var feeds = node.putArray("feeds");
        state.feeds().forEach(feed -> feeds.add(feed(feed)));
        node.set("gaps", gaps(state.gaps()));
        if (state.demo().isPresent()) {
            node.set("demo", demo(state.demo().get()));
        } else {
            node.putNull("demo");
        }
        return node;
    }

    /// What the emulated market knows.
    public static ObjectNode demo(DemoTruth demo) {
        var node = Json.object().put("scenario", demo.scenario()).put("seed", demo.seed());
        node.set("faults", Json.texts(demo.faults()));
        node.set("truth", truth(demo.truth()));
        return node;
    }

    /// What was liquidated, by venue: on the wire and in the market.
    public static ObjectNode truth(Truth truth) {
        var node = Json.object();
        node.set("wire", sums(truth.wire()));
        node.set("economic", sums(truth.economic()));
        return node;
    }

    private static ObjectNode sums(SortedMap<String, LiquidationSums> byVenue) {
        var sums = new TreeMap<String, LongShort>();
        byVenue.forEach((venue, sum) -> sums.put(venue, longShort(sum)));
        return Json.byKey(sums, venue -> venue);
    }

    /// The same sums in the one shape.
    public static LongShort longShort(LiquidationSums sum) {
        return new LongShort(
                new OrderSum(sum.longCount(), sum.longMicroUsd()),
                new OrderSum(sum.shortCount(), sum.shortMicroUsd()));
    }

    /// Health of one venue.
    public static ObjectNode feed(FeedStatus feed) {
        var account = feed.account();
        var node =
                Json.object()
                        .put("venue", feed.venue().code())
                        .put("protocol", feed.protocol())
                        .put("phase", lowerCase(feed.phase()))
                        .put("note", feed.note());
        var connections = node.putArray("connections");
        for (var connection : feed.connections()) {
            var of =
                    connections
                            .addObject()
                            .put("name", connection.name())
                            .put("state", lowerCase(connection.state()));
            putTime(of, "since", connection.sinceNs());
            putTime(of, "lastHeard", connection.lastHeardNs());
            of.put("reconnects", connection.reconnects());
            putMs(of, "latencyMs", connection.latencyNs());
            putMs(of, "leastLatencyMs", connection.leastLatencyNs());
            of.put("lastReason", connection.lastReason());
        }
        var channels = node.putArray("channels");
        for (var channel : feed.channels()) {
            var of =
                    channels.addObject()
                            .put("channel", channel.channel().key())
                            .put("state", lowerCase(channel.state()))
                            .put("instruments", channel.instruments())
                            .put("silent", channel.silent());
            putTime(of, "lastHeard", channel.lastHeardNs());
        }
        node.put("messages", account.messages()).put("control", account.control());
        node.put("refused", account.refused());
        account.ignored().forEach(node.putObject("ignored")::put);
        account.malformed().forEach(node.putObject("malformed")::put);
        return node.put("duplicates", account.duplicates())
                .put("late", account.late())
                .put("replayed", account.replayed())
                .put("gaps", account.gaps())
                .put("failedRequests", account.failedRequests())
                .put("rejected", account.rejectedKept() + account.rejectedDropped());
    }

    private static void putTime(ObjectNode node, String key, long timeNs) {
        if (timeNs == MarketEvent.NONE) {
            node.putNull(key);
        } else {
            node.put(key, TimeWindow.iso(timeNs));
        }
    }

    private static void putMs(ObjectNode node, String key, long lengthNs) {
        if (lengthNs == MarketEvent.NONE) {
            node.putNull(key);
        } else {
            node.put(key, Math.round(lengthNs / NS_PER_MS));
        }
    }

    /// What was missed; `to` is null while it lasts.
    public static ArrayNode gaps(List<FeedGap> gaps) {
        var array = Json.array();
        for (var gap : gaps) {
            var of =
                    array.addObject()
                            .put("venue", gap.feed().venue().code())
                            .put("channel", gap.feed().channel().key())
                            .put("symbol", gap.feed().symbol())
                            .put("from", TimeWindow.iso(gap.fromNs()));
            putTime(of, "to", gap.toNs().orElse(MarketEvent.NONE));
            of.put("reason", gap.reason());
        }
        return array;
    }

    /// Single liquidations.
    public static ArrayNode liquidations(List<RecentLiquidation> some) {
        var array = Json.array();
        some.forEach(one -> array.add(liquidation(one)));
        return array;
    }

    private static ObjectNode liquidation(RecentLiquidation one) {
        var of = one.instrument();
        return Json.object()
                .put("id", one.id())
                .put("at", TimeWindow.iso(one.venueTimeNs()))
                .put("venue", of.venue().code())
                .put("symbol", of.symbol())
                .put("coin", of.coin().symbol())
                .put("closedSide", lowerCase(one.closedSide()))
                .put("quantity", new Decimal(one.quantityMantissa(), of.quantityScale()).toString())
                .put("price", new Decimal(one.priceMantissa(), of.priceScale()).toString())
                .put("priceKind", lowerCase(one.priceKind()))
                .put("usd", MicroUsd.toString(one.notionalMicroUsd()))
                .put("completeness", lowerCase(one.completeness()));
    }

    /// Candles of one coin.
    public static ObjectNode candles(CoinCandles candles) {
        var node =
                Json.object()
                        .put("coin", candles.coin().symbol())
                        .put("interval", candles.interval().key())
                        .put("source", candles.source());
        var items = node.putArray("items");
        candles.items().forEach(candle -> put(items.addObject(), candle));
        return node;
    }

    /// Candles that changed.
    public static ArrayNode candles(List<CandleChange> changes) {
        var array = Json.array();
        for (var change : changes) {
            var of =
                    array.addObject()
                            .put("coin", change.coin().symbol())
                            .put("source", change.source())
                            .put("interval", change.interval().key());
            put(of, change.candle());
        }
        return array;
    }

    private static void put(ObjectNode node, Candle candle) {
        node.put("time", candle.timeSeconds())
                .put("open", candle.open())
                .put("high", candle.high())
                .put("low", candle.low())
                .put("close", candle.close());
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

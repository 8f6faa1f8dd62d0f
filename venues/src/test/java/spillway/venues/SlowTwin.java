package spillway.venues;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import spillway.market.Completeness;
import spillway.market.Instrument;
import spillway.market.Level;
import spillway.market.Levels;
import spillway.market.MarketEvent;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.TakerSide;
import spillway.venues.protocol.Listing;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.WireTime;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The slow, obvious reading of the busiest messages of each venue, from Jackson's tree: trades,
/// book messages, liquidations, best prices.
final class SlowTwin {
    /// What a message should come out as.
    sealed interface Reading {
        /// Not to be said by this twin: another kind of message, or a field given twice.
        record Elsewhere() implements Reading {}

        record Malformed() implements Reading {}

        record Ignored() implements Reading {}

        record Events(List<MarketEvent> events) implements Reading {}
    }

    private static final class Bad extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final long NONE = MarketEvent.NONE;
    private static final JsonMapper JACKSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(64)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();
    private static final JsonMapper LENIENT =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(64)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private final Symbols symbols;
    private final long receiveNs;

    SlowTwin(Symbols symbols, long receiveNs) {
        this.symbols = symbols;
        this.receiveNs = receiveNs;
    }

    Reading binance(byte[] message) {
        return read(message, this::binance);
    }

    Reading bybit(byte[] message) {
        return read(message, this::bybit);
    }

    Reading okx(byte[] message) {
        String text = new String(message, StandardCharsets.UTF_8);
        return text.equals("ping") || text.equals("pong")
                ? new Reading.Elsewhere()
                : read(message, this::okx);
    }

    private interface Venue {
        Reading read(JsonNode root);
    }

    private static Reading read(byte[] message, Venue venue) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
        } catch (CharacterCodingException e) {
            return new Reading.Malformed();
        }
        JsonNode root = tree(JACKSON, text);
        if (root == null) {
            return tree(LENIENT, text) == null ? new Reading.Malformed() : new Reading.Elsewhere();
        }
        try {
            return root.isObject()
                    ? venue.read(root)
                    : root.isArray() ? new Reading.Elsewhere() : new Reading.Malformed();
        } catch (Bad e) {
            return new Reading.Malformed();
        }
    }

    private static @Nullable JsonNode tree(JsonMapper mapper, String text) {
        try {
            JsonNode root = mapper.readTree(text);
            return root == null || root.isMissingNode() ? null : root;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static <T> T good(boolean holds, Supplier<T> value) {
        if (!holds) {
            throw new Bad();
        }
        return value.get();
    }

    private static JsonNode field(JsonNode of, String name) {
        return good(of.isObject() && of.has(name), () -> of.get(name));
    }

    private static String text(JsonNode node) {
        return good(node.isString(), node::stringValue);
    }

    private static long number(JsonNode node, int scale, long least) {
        boolean quoted =
                node.isString()
                        && node.stringValue()
                                .matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");
        BigDecimal exact =
                good(
                        quoted || node.isNumber(),
                        () -> quoted ? new BigDecimal(node.stringValue()) : node.decimalValue());
        BigDecimal shifted = exact.scaleByPowerOfTen(scale).stripTrailingZeros();
        boolean fits =
                shifted.scale() <= 0
                        && shifted.precision() - shifted.scale() < 25
                        && shifted.toBigInteger().bitLength() <= 63;
        long mantissa = good(fits, shifted::longValueExact);
        return good(mantissa >= least && mantissa != Long.MIN_VALUE, () -> mantissa);
    }

    private static long time(JsonNode node) {
        return WireTime.nanoseconds(number(node, 0, 0));
    }

    private static boolean bool(JsonNode node) {
        return good(node.isBoolean(), node::booleanValue);
    }

    private Instrument instrument(JsonNode node) {
        return named(text(node));
    }

    private Instrument named(String symbol) {
        Listing listing = symbols.find(symbol);
        if (listing == null) {
            throw new Bad();
        }
        return listing.instrument();
    }

    private static boolean first(JsonNode node, String first, String second) {
        String text = text(node);
        return good(text.equals(first) || text.equals(second), () -> text.equals(first));
    }

    private static Level level(Instrument on, JsonNode node) {
        good(node.isArray() && node.size() >= 2, () -> 0);
        return new Level(
                number(node.get(0), on.priceScale(), 0),
                number(node.get(1), on.quantityScale(), 0));
    }

    private static List<Level> levels(Instrument on, JsonNode node) {
        good(node.isArray(), () -> 0);
        var levels = new ArrayList<Level>();
        node.forEach(l -> levels.add(level(on, l)));
        return levels;
    }

    private static long value(Instrument on, long quantity, long price) {
        try {
            return on.notionalMicroUsd(quantity, price);
        } catch (ArithmeticException e) {
            throw new Bad();
        }
    }

    private Reading one(MarketEvent event) {
        return new Reading.Events(List.of(event));
    }

    private Reading binance(JsonNode root) {
        if (root.has("data") && root.has("stream")) {
            text(root.get("stream"));
        }
        JsonNode m = root.has("data") ? root.get("data") : root;
        if (m.isArray() || !m.has("e")) {
            return new Reading.Elsewhere();
        }
        return switch (text(m.get("e"))) {
            case "aggTrade" -> {
                Instrument on = instrument(field(m, "s"));
                yield one(
                        new MarketEvent.Trade(
                                NONE,
                                on,
                                time(field(m, "T")),
                                receiveNs,
                                number(field(m, "p"), on.priceScale(), 1),
                                number(field(m, "q"), on.quantityScale(), 1),
                                bool(field(m, "m")) ? TakerSide.SELL : TakerSide.BUY,
                                m.has("a") ? number(m.get("a"), 0, Long.MIN_VALUE) : NONE));
            }
            case "depthUpdate" -> {
                Instrument on = instrument(field(m, "s"));
                long madeNs = time(field(m, "E"));
                yield one(
                        new MarketEvent.BookDelta(
                                NONE,
                                on,
                                m.has("T") ? time(m.get("T")) : madeNs,
                                receiveNs,
                                number(field(m, "U"), 0, Long.MIN_VALUE),
                                number(field(m, "u"), 0, Long.MIN_VALUE),
                                number(field(m, "pu"), 0, Long.MIN_VALUE),
                                new Levels(levels(on, field(m, "b")), levels(on, field(m, "a")))));
            }
            case "bookTicker" -> {
                Instrument on = instrument(field(m, "s"));
                yield one(
                        new MarketEvent.Quote(
                                NONE,
                                on,
                                m.has("T") ? time(m.get("T")) : receiveNs,
                                receiveNs,
                                number(field(m, "b"), on.priceScale(), 0),
                                number(field(m, "B"), on.quantityScale(), 0),
                                number(field(m, "a"), on.priceScale(), 0),
                                number(field(m, "A"), on.quantityScale(), 0),
                                number(field(m, "u"), 0, Long.MIN_VALUE)));
            }
            case "forceOrder" -> forceOrder(field(m, "o"));
            default -> new Reading.Elsewhere();
        };
    }

    private Reading forceOrder(JsonNode o) {
        Instrument on = instrument(field(o, "s"));
        long timeNs = time(field(o, "T"));
        boolean sells = first(field(o, "S"), "SELL", "BUY");
        long price = number(field(o, "ap"), on.priceScale(), 0);
        long quantity = number(field(o, "z"), on.quantityScale(), 0);
        String state = text(field(o, "X"));
        if (quantity == 0 || !(state.equals("FILLED") || state.equals("PARTIALLY_FILLED"))) {
            return new Reading.Ignored();
        }
        good(price > 0, () -> 0);
        return one(
                liquidation(
                        on, timeNs, sells, quantity, price, PriceKind.FILL, Completeness.SAMPLED));
    }

    private MarketEvent liquidation(
            Instrument on,
            long timeNs,
            boolean closesLong,
            long quantity,
            long price,
            PriceKind kind,
            Completeness completeness) {
        return new MarketEvent.Liquidation(
                NONE,
                on,
                timeNs,
                receiveNs,
                closesLong ? PositionSide.LONG : PositionSide.SHORT,
                quantity,
                price,
                kind,
                value(on, quantity, price),
                completeness,
                NONE);
    }

    private Reading bybit(JsonNode root) {
        if (!root.has("topic")) {
            return new Reading.Elsewhere();
        }
        String topic = text(root.get("topic"));
        boolean trades = topic.matches("publicTrade\\.[A-Z0-9]+");
        boolean liquidations = topic.matches("allLiquidation\\.[A-Z0-9]+");
        boolean book = topic.matches("orderbook\\.(50|200|1000)\\.[A-Z0-9]+");
        if (!trades && !liquidations && !book) {
            return new Reading.Elsewhere();
        }
        Instrument on = named(topic.substring(topic.lastIndexOf('.') + 1));
        long sentNs = time(field(root, "ts"));
        boolean snapshot = first(field(root, "type"), "snapshot", "delta");
        long timeNs = root.has("cts") ? time(root.get("cts")) : sentNs;
        JsonNode data = field(root, "data");
        if (book) {
            long id = number(field(data, "u"), 0, Long.MIN_VALUE);
            Levels levels = new Levels(levels(on, field(data, "b")), levels(on, field(data, "a")));
            return one(
                    snapshot
                            ? new MarketEvent.BookSnapshot(NONE, on, timeNs, receiveNs, id, levels)
                            : new MarketEvent.BookDelta(
                                    NONE, on, timeNs, receiveNs, id, id, NONE, levels));
        }
        good(data.isArray(), () -> 0);
        var events = new ArrayList<MarketEvent>();
        data.forEach(d -> bybitOrder(d, trades).ifPresent(events::add));
        return new Reading.Events(events);
    }

    private Optional<MarketEvent> bybitOrder(JsonNode d, boolean isTrade) {
        Instrument on = instrument(field(d, "s"));
        long timeNs = time(field(d, "T"));
        boolean buy = first(field(d, "S"), "Buy", "Sell");
        long quantity = number(field(d, "v"), on.quantityScale(), 1);
        long price = number(field(d, "p"), on.priceScale(), 1);
        if (!isTrade) {
            return Optional.of(
                    liquidation(
                            on,
                            timeNs,
                            buy,
                            quantity,
                            price,
                            PriceKind.BANKRUPTCY,
                            Completeness.COMPLETE));
        }
        long id = d.has("i") ? id(text(d.get("i"))) : NONE;
        boolean block = d.has("BT") && bool(d.get("BT"));
        return block
                ? Optional.empty()
                : Optional.of(
                        new MarketEvent.Trade(
                                NONE,
                                on,
                                timeNs,
                                receiveNs,
                                price,
                                quantity,
                                buy ? TakerSide.BUY : TakerSide.SELL,
                                id));
    }

    /// A number below 2^63 is itself; other texts are hashed (Fowler, Noll, Vo; 1a).
    private static long id(String text) {
        if (text.matches("[0-9]{1,19}") && new BigDecimal(text).toBigInteger().bitLength() < 64) {
            return Long.parseLong(text);
        }
        long hash = 0xCBF29CE484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return hash & Long.MAX_VALUE;
    }

    private Reading okx(JsonNode root) {
        if (root.has("event")) {
            return new Reading.Elsewhere();
        }
        JsonNode arg = field(root, "arg");
        String channel = text(field(arg, "channel"));
        if (arg.has("instType")) {
            String type = text(arg.get("instType"));
            if (type.equals("OPTION") || type.equals("MARGIN")) {
                return new Reading.Elsewhere();
            }
        }
        return switch (channel) {
            case "trades" -> {
                var events = new ArrayList<MarketEvent>();
                elements(field(root, "data")).forEach(d -> events.add(okxTrade(d)));
                yield new Reading.Events(events);
            }
            case "books" -> {
                Instrument on = instrument(field(arg, "instId"));
                boolean snapshot = first(field(root, "action"), "snapshot", "update");
                var events = new ArrayList<MarketEvent>();
                for (JsonNode d : elements(field(root, "data"))) {
                    okxBook(on, d, snapshot).ifPresent(events::add);
                }
                yield new Reading.Events(events);
            }
            case "liquidation-orders" -> {
                var events = new LinkedHashSet<MarketEvent>();
                for (JsonNode d : elements(field(root, "data"))) {
                    Instrument on = instrument(field(d, "instId"));
                    elements(field(d, "details")).forEach(o -> events.add(okxOrder(on, o)));
                }
                yield new Reading.Events(List.copyOf(events));
            }
            default -> new Reading.Elsewhere();
        };
    }

    private static Iterable<JsonNode> elements(JsonNode array) {
        return good(array.isArray(), () -> array);
    }

    private MarketEvent okxTrade(JsonNode d) {
        Instrument on = instrument(field(d, "instId"));
        return new MarketEvent.Trade(
                NONE,
                on,
                time(field(d, "ts")),
                receiveNs,
                number(field(d, "px"), on.priceScale(), 1),
                number(field(d, "sz"), on.quantityScale(), 1),
                first(field(d, "side"), "buy", "sell") ? TakerSide.BUY : TakerSide.SELL,
                id(text(field(d, "tradeId"))));
    }

    private Optional<MarketEvent> okxBook(Instrument on, JsonNode d, boolean snapshot) {
        Levels levels = new Levels(levels(on, field(d, "bids")), levels(on, field(d, "asks")));
        long timeNs = time(field(d, "ts"));
        long id = d.has("seqId") ? number(d.get("seqId"), 0, Long.MIN_VALUE) : NONE;
        long previous = d.has("prevSeqId") ? number(d.get("prevSeqId"), 0, Long.MIN_VALUE) : NONE;
        if (snapshot) {
            return Optional.of(
                    new MarketEvent.BookSnapshot(NONE, on, timeNs, receiveNs, id, levels));
        }
        boolean empty = levels.bids().isEmpty() && levels.asks().isEmpty();
        return empty && id == previous
                ? Optional.empty()
                : Optional.of(
                        new MarketEvent.BookDelta(
                                NONE, on, timeNs, receiveNs, id, id, previous, levels));
    }

    private MarketEvent okxOrder(Instrument on, JsonNode o) {
        long price = number(field(o, "bkPx"), on.priceScale(), 1);
        long quantity = number(field(o, "sz"), on.quantityScale(), 1);
        long timeNs = time(field(o, "ts"));
        boolean buys = first(field(o, "side"), "buy", "sell");
        String position = o.has("posSide") ? text(o.get("posSide")) : "net";
        boolean closesLong =
                switch (position) {
                    case "long" -> true;
                    case "short" -> false;
                    case "net", "" -> !buys;
                    default -> throw new Bad();
                };
        return liquidation(
                on,
                timeNs,
                closesLong,
                quantity,
                price,
                PriceKind.BANKRUPTCY,
                Completeness.SAMPLED);
    }
}

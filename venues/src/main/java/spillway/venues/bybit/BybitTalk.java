package spillway.venues.bybit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spillway.venues.serving.ClientDesk;
import spillway.venues.serving.Conversation;
import spillway.venues.serving.MarketState;
import spillway.venues.serving.Opening;
import spillway.venues.serving.Stream;
import spillway.venues.serving.StreamKind;
import spillway.venues.serving.Target;
import spillway.venues.wire.FieldNames;
import spillway.venues.wire.JsonScanner;
import spillway.venues.wire.JsonWriter;

/// What Bybit says to one client. A request with one topic that does not exist is refused whole.
///
/// Source: bybit-exchange.github.io/docs/v5/ws/connect, "How to Subscribe to Topics", "How to Send
/// the Heartbeat Packet"; the words of refusals as clients quote them.
final class BybitTalk implements Conversation {
    private static final FieldNames FRAME = FieldNames.of("req_id", "op", "args");
    private static final int TOPICS_PER_SPOT_FRAME = 10;

    /// How often a book of each depth is told.
    private static final Map<String, Duration> BOOKS =
            Map.of(
                    "50", Duration.ofMillis(20),
                    "200", Duration.ofMillis(100),
                    "1000", Duration.ofMillis(200));

    private final BybitMarket market;
    private final MarketState state;
    private final ClientDesk desk;
    private final JsonScanner json = new JsonScanner();
    private final JsonWriter out = new JsonWriter();
    private String requestId = "";
    private String operation = "";

    BybitTalk(BybitMarket market, MarketState state, String target, ClientDesk desk) {
        this.market = market;
        this.state = state;
        this.desk = desk;
        String path = "/v5/public/" + market.category;
        if (!Target.parse(target).path().equals(path)) {
            throw new IllegalArgumentException("expected the path " + path + ", was " + target);
        }
    }

    @Override
    public void opened() {}

    @Override
    public void message(byte[] bytes, int from, int to) {
        json.reset(bytes, from, to);
        requestId = "";
        operation = "";
        var args = new ArrayList<String>();
        if (json.peek() == '{') {
            read(args);
        }
        if (!json.endDocument()) {
            answer(false, "error:invalid json");
            return;
        }
        switch (operation) {
            case "ping" -> answer(true, "pong");
            case "subscribe" -> subscribe(args);
            case "unsubscribe" -> {
                args.forEach(desk::unsubscribe);
                answer(true, "");
            }
            default -> answer(false, "error:unknown op,op:" + operation);
        }
    }

    private void read(List<String> args) {
        json.beginObject();
        for (int f; (f = json.nextField(FRAME)) != JsonScanner.END; ) {
            switch (f) {
                case 0 -> requestId = text();
                case 1 -> operation = text();
                case 2 -> {
                    json.beginArray();
                    while (json.nextElement()) {
                        args.add(text());
                    }
                }
                default -> json.skipValue();
            }
        }
    }

    /// A text, or whatever else stands there as one.
    private String text() {
        char first = json.peek();
        if (first >= '0' && first <= '9') {
            return Long.toString(json.integer());
        }
        return json.text() ? json.textString() : "";
    }

    private void subscribe(List<String> args) {
        if (args.isEmpty()) {
            answer(false, "error:request args empty");
            return;
        }
        if (market == BybitMarket.SPOT && args.size() > TOPICS_PER_SPOT_FRAME) {
            answer(false, "args size >10");
            return;
        }
        var streams = new ArrayList<Stream>();
        for (String name : args) {
            Optional<Stream> stream = stream(name);
            if (stream.isEmpty()) {
                answer(false, "error:handler not found,topic:" + name);
                return;
            }
            if (desk.subscribed().contains(name)) {
                answer(false, "error:already subscribed,topic:" + name);
                return;
            }
            streams.add(stream.get());
        }
        answer(true, market == BybitMarket.SPOT ? "subscribe" : "");
        streams.forEach(desk::subscribe);
    }

    private void answer(boolean success, String message) {
        out.clear().beginObject().field("success").bool(success).field("ret_msg").text(message);
        out.field("conn_id").text("emulated-" + market.category + "-" + desk.connection());
        if (!requestId.isEmpty() || !operation.equals("ping")) {
            out.field("req_id").text(requestId);
        }
        out.field("op").text(operation).endObject();
        desk.reply(out.toString());
    }

    private Optional<Stream> stream(String name) {
        int first = name.indexOf('.');
        int last = name.lastIndexOf('.');
        if (first < 0) {
            return Optional.empty();
        }
        String symbol = name.substring(last + 1);
        if (state.find(symbol) == null) {
            return Optional.empty();
        }
        String middle = first == last ? "" : name.substring(first + 1, last);
        boolean isContract = market != BybitMarket.SPOT;
        return switch (name.substring(0, first) + (middle.isEmpty() ? "" : ".")) {
            case "publicTrade" -> Optional.of(Stream.live(name, StreamKind.TRADES, symbol));
            case "allLiquidation" ->
                    isContract
                            ? Optional.of(Stream.live(name, StreamKind.LIQUIDATIONS, symbol))
                            : Optional.empty();
            case "tickers" ->
                    Optional.of(
                            Stream.live(name, StreamKind.MARKS, symbol)
                                    .opening(Opening.STATE)
                                    .every(Duration.ofMillis(100)));
            case "orderbook." -> book(name, middle, symbol);
            default -> Optional.empty();
        };
    }

    private static Optional<Stream> book(String name, String depth, String symbol) {
        if (depth.equals("1")) {
            return Optional.of(
                    Stream.live(name, StreamKind.QUOTES, symbol)
                            .opening(Opening.STATE)
                            .every(Duration.ofMillis(10)));
        }
        Duration every = BOOKS.get(depth);
        return every == null
                ? Optional.empty()
                : Optional.of(
                        Stream.live(name, StreamKind.BOOK_CHANGES, symbol)
                                .depth(Integer.parseInt(depth))
                                .every(every)
                                .opening(Opening.STATE));
    }

    @Override
    public String before(Stream stream) {
        return "";
    }

    @Override
    public String after() {
        return "";
    }
}

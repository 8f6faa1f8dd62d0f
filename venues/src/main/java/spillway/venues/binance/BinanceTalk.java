package spillway.venues.binance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import spillway.venues.serving.ClientDesk;
import spillway.venues.serving.Conversation;
import spillway.venues.serving.MarketState;
import spillway.venues.serving.Stream;
import spillway.venues.serving.Target;
import spillway.venues.wire.FieldNames;
import spillway.venues.wire.JsonScanner;
import spillway.venues.wire.JsonWriter;

/// What Binance says to one client.
///
/// A subscription is acknowledged whether or not there is such a stream, and on USD-M whether or
/// not the connection's route carries it: an address without a route is `/public`. What is
/// acknowledged in vain stays silent, and is listed among the subscriptions.
final class BinanceTalk implements Conversation {
    private static final FieldNames FRAME = FieldNames.of("method", "params", "id");

    /// Streams of one connection.
    private static final int MOST_STREAMS = 1_024;

    private final BinanceMarket market;
    private final BinanceStreamNames names;
    private final ClientDesk desk;
    private final JsonScanner json = new JsonScanner();
    private final JsonWriter out = new JsonWriter();
    private final Set<String> silent = new TreeSet<>();
    private final BinanceStreamNames.Route route;
    private final List<String> named;
    private boolean combined;

    /// One frame of a client, as far as it was understood.
    private static final class Frame {
        String method = "";
        final List<String> params = new ArrayList<>();
        boolean hasFlag;
        boolean flag;
        boolean hasId;
        boolean badId;
        boolean idIsText;
        long id;
        String textId = "";
    }

    BinanceTalk(BinanceMarket market, MarketState state, String target, ClientDesk desk) {
        this.market = market;
        this.desk = desk;
        names = new BinanceStreamNames(market, state);
        Target asked = Target.parse(target);
        String path = asked.path();
        BinanceStreamNames.Route found = BinanceStreamNames.Route.PUBLIC;
        if (market == BinanceMarket.USDM && path.startsWith("/market/")) {
            found = BinanceStreamNames.Route.MARKET;
            path = path.substring("/market".length());
        } else if (market == BinanceMarket.USDM && path.startsWith("/public/")) {
            path = path.substring("/public".length());
        }
        route = found;
        if (path.equals("/stream")) {
            combined = true;
            named = split(asked.value("streams"));
        } else if (path.equals("/ws")) {
            named = List.of();
        } else if (path.startsWith("/ws/")) {
            named = split(path.substring("/ws/".length()));
        } else {
            throw new IllegalArgumentException(
                    "expected a path that ends in /ws, /ws/STREAM or /stream, was " + target);
        }
    }

    private static List<String> split(String streams) {
        return streams.isEmpty() ? List.of() : List.of(streams.split("/"));
    }

    @Override
    public void opened() {
        subscribe(named);
    }

    private void subscribe(List<String> wanted) {
        for (String name : wanted) {
            Optional<BinanceStreamNames.Named> found = names.find(name);
            boolean carried =
                    found.isPresent()
                            && (market != BinanceMarket.USDM || found.get().route() == route);
            if (carried) {
                desk.subscribe(found.get().stream());
            } else {
                silent.add(name);
            }
        }
    }

    @Override
    public void message(byte[] bytes, int from, int to) {
        json.reset(bytes, from, to);
        var frame = new Frame();
        if (json.peek() == '{') {
            read(frame);
        }
        if (!json.endDocument()) {
            error(frame, 3, "Invalid JSON: expected value at line 1 column 1");
            return;
        }
        if (frame.badId) {
            error(frame, 2, "Invalid request: request ID must be an unsigned integer");
            return;
        }
        act(frame);
    }

    private void read(Frame frame) {
        json.beginObject();
        for (int f; (f = json.nextField(FRAME)) != JsonScanner.END; ) {
            switch (f) {
                case 0 -> frame.method = json.text() ? json.textString() : "";
                case 1 -> params(frame);
                case 2 -> id(frame);
                default -> json.skipValue();
            }
        }
    }

    private void params(Frame frame) {
        if (json.peek() != '[') {
            json.skipValue();
            return;
        }
        json.beginArray();
        while (json.nextElement()) {
            switch (json.peek()) {
                case '"' -> frame.params.add(json.text() ? json.textString() : "");
                case 't', 'f' -> {
                    frame.hasFlag = true;
                    frame.flag = json.bool();
                }
                default -> json.skipValue();
            }
        }
    }

    private void id(Frame frame) {
        char first = json.peek();
        if (first >= '0' && first <= '9') {
            frame.hasId = true;
            frame.id = json.integer();
        } else if (first == '"') {
            frame.hasId = true;
            frame.idIsText = true;
            frame.textId = json.text() ? json.textString() : "";
        } else {
            frame.badId = first != 'n';
            json.skipValue();
        }
    }

    private void act(Frame frame) {
        switch (frame.method) {
            case "SUBSCRIBE" -> {
                if (desk.subscribed().size() + silent.size() + frame.params.size() > MOST_STREAMS) {
                    error(frame, 2, "Invalid request: too many parameters");
                    return;
                }
                result().none();
                send(frame);
                subscribe(frame.params);
            }
            case "UNSUBSCRIBE" -> {
                for (String name : frame.params) {
                    desk.unsubscribe(name);
                    silent.remove(name);
                }
                result().none();
                send(frame);
            }
            case "LIST_SUBSCRIPTIONS" -> {
                result().beginArray();
                desk.subscribed().forEach(out::text);
                silent.forEach(out::text);
                out.endArray();
                send(frame);
            }
            case "SET_PROPERTY" -> setProperty(frame);
            case "GET_PROPERTY" -> {
                if (isCombined(frame)) {
                    result().bool(combined);
                    send(frame);
                } else {
                    error(frame, 0, "Unknown property");
                }
            }
            default ->
                    error(
                            frame,
                            2,
                            "Invalid request: unknown variant `"
                                    + frame.method
                                    + "`, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`,"
                                    + " `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY` at"
                                    + " line 1 column 1");
        }
    }

    private static boolean isCombined(Frame frame) {
        return !frame.params.isEmpty() && frame.params.getFirst().equals("combined");
    }

    private void setProperty(Frame frame) {
        if (!isCombined(frame)) {
            error(frame, 0, "Unknown property");
        } else if (!frame.hasFlag) {
            error(frame, 1, "Invalid value type: expected Boolean");
        } else {
            combined = frame.flag;
            result().none();
            send(frame);
        }
    }

    /// Starts an answer; its result comes next.
    private JsonWriter result() {
        return out.clear().beginObject().field("result");
    }

    private void send(Frame frame) {
        id(out, frame);
        out.endObject();
        desk.reply(out.toString());
    }

    private static void id(JsonWriter out, Frame frame) {
        out.field("id");
        if (!frame.hasId) {
            out.none();
        } else if (frame.idIsText) {
            out.text(frame.textId);
        } else {
            out.integer(frame.id);
        }
    }

    private void error(Frame frame, int code, String message) {
        out.clear().beginObject().field("code").integer(code).field("msg").text(message);
        if (frame.hasId) {
            id(out, frame);
        }
        out.endObject();
        desk.reply(out.toString());
    }

    @Override
    public String before(Stream stream) {
        return combined ? "{\"stream\":\"" + stream.name() + "\",\"data\":" : "";
    }

    @Override
    public String after() {
        return "}";
    }
}

package spillway.venues.okx;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import spillway.venues.serving.ClientDesk;
import spillway.venues.serving.Conversation;
import spillway.venues.serving.InstrumentState;
import spillway.venues.serving.MarketState;
import spillway.venues.serving.Opening;
import spillway.venues.serving.Stream;
import spillway.venues.serving.StreamKind;
import spillway.venues.serving.Target;
import spillway.venues.wire.FieldNames;
import spillway.venues.wire.JsonScanner;
import spillway.venues.wire.JsonWriter;

/// What OKX says to one client: each argument of a request is acknowledged or refused by itself.
///
/// Source: www.okx.com/docs-v5/en, "Subscribe", "Unsubscribe", "Connect" (480 requests an hour on a
/// connection), error codes 60012, 60014 and 60018.
final class OkxTalk implements Conversation {
    private static final FieldNames FRAME = FieldNames.of("id", "op", "args");
    private static final FieldNames ARGUMENT =
            FieldNames.of("channel", "instId", "instType", "instFamily");
    private static final int REQUESTS_PER_HOUR = 480;
    private static final int DEEP = 400;
    private static final int SHALLOW = 5;
    private static final Set<String> CONTRACT_CHANNELS =
            Set.of("mark-price", "funding-rate", "open-interest");

    private final MarketState state;
    private final ClientDesk desk;
    private final boolean isBusiness;
    private final JsonScanner json = new JsonScanner();
    private final JsonWriter out = new JsonWriter();
    private final Deque<Long> requestsNs = new ArrayDeque<>();

    /// One argument of a request.
    private static final class Argument {
        String channel = "";
        String instrument = "";
        String type = "";
        String family = "";
    }

    OkxTalk(MarketState state, String target, ClientDesk desk) {
        this.state = state;
        this.desk = desk;
        String path = Target.parse(target).path();
        isBusiness = path.equals("/ws/v5/business");
        if (!isBusiness && !path.equals("/ws/v5/public")) {
            throw new IllegalArgumentException(
                    "expected the path /ws/v5/public or /ws/v5/business, was " + target);
        }
    }

    @Override
    public void opened() {}

    @Override
    public void message(byte[] bytes, int from, int to) {
        String said = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (said.equals("ping")) {
            desk.reply("pong");
            return;
        }
        json.reset(bytes, from, to);
        String id = "";
        String operation = "";
        var arguments = new ArrayList<Argument>();
        if (json.peek() == '{') {
            json.beginObject();
            for (int f; (f = json.nextField(FRAME)) != JsonScanner.END; ) {
                switch (f) {
                    case 0 -> id = json.text() ? json.textString() : "";
                    case 1 -> operation = json.text() ? json.textString() : "";
                    case 2 -> arguments(arguments);
                    default -> json.skipValue();
                }
            }
        }
        boolean isRequest = operation.equals("subscribe") || operation.equals("unsubscribe");
        if (!json.endDocument() || !isRequest || arguments.isEmpty()) {
            error(id, "60012", "Invalid request: " + said);
            return;
        }
        if (isTooFrequent()) {
            error(id, "60014", "Requests too frequent");
            return;
        }
        for (Argument argument : arguments) {
            act(id, operation, argument);
        }
    }

    private void arguments(List<Argument> arguments) {
        json.beginArray();
        while (json.nextElement()) {
            var argument = new Argument();
            json.beginObject();
            for (int f; (f = json.nextField(ARGUMENT)) != JsonScanner.END; ) {
                switch (f) {
                    case 0 -> argument.channel = json.text() ? json.textString() : "";
                    case 1 -> argument.instrument = json.text() ? json.textString() : "";
                    case 2 -> argument.type = json.text() ? json.textString() : "";
                    case 3 -> argument.family = json.text() ? json.textString() : "";
                    default -> json.skipValue();
                }
            }
            arguments.add(argument);
        }
    }

    private boolean isTooFrequent() {
        long nowNs = desk.nowNs();
        long hourAgoNs = nowNs - Duration.ofHours(1).toNanos();
        while (!requestsNs.isEmpty() && requestsNs.getFirst() <= hourAgoNs) {
            requestsNs.removeFirst();
        }
        if (requestsNs.size() >= REQUESTS_PER_HOUR) {
            return true;
        }
        requestsNs.addLast(nowNs);
        return false;
    }

    private void act(String id, String operation, Argument argument) {
        Optional<Stream> stream = stream(argument);
        if (stream.isEmpty()) {
            String of =
                    argument.instrument.isEmpty()
                            ? ",instType:" + argument.type
                            : ",instId:" + argument.instrument;
            error(
                    id,
                    "60018",
                    "Wrong URL or channel:"
                            + argument.channel
                            + of
                            + " doesn't exist. Please use the correct URL, channel and parameters"
                            + " referring to API document.");
            return;
        }
        begin(id, operation);
        argument(argument);
        end();
        if (operation.equals("subscribe")) {
            desk.subscribe(stream.get());
        } else {
            desk.unsubscribe(stream.get().name());
        }
    }

    private void begin(String id, String event) {
        out.clear().beginObject();
        if (!id.isEmpty()) {
            out.field("id").text(id);
        }
        out.field("event").text(event);
    }

    private void end() {
        out.field("connId").text("emulated" + desk.connection()).endObject();
        desk.reply(out.toString());
    }

    private void argument(Argument argument) {
        out.field("arg").beginObject().field("channel").text(argument.channel);
        if (!argument.type.isEmpty()) {
            out.field("instType").text(argument.type);
        }
        if (!argument.family.isEmpty()) {
            out.field("instFamily").text(argument.family);
        }
        if (!argument.instrument.isEmpty()) {
            out.field("instId").text(argument.instrument);
        }
        out.endObject();
    }

    private void error(String id, String code, String message) {
        begin(id, "error");
        out.field("code").text(code).field("msg").text(message);
        end();
    }

    private Optional<Stream> stream(Argument argument) {
        String channel = argument.channel;
        if (isBusiness) {
            return channel.equals("trades-all") ? ofOne(argument) : Optional.empty();
        }
        return switch (channel) {
            case "liquidation-orders" -> ofType(argument, StreamKind.LIQUIDATIONS, Opening.RECENT);
            case "instruments" -> ofType(argument, StreamKind.INSTRUMENTS, Opening.STATE);
            case "index-tickers" -> index(argument);
            case "trades-all" -> Optional.empty();
            default -> ofOne(argument);
        };
    }

    /// All instruments of a type. The venue takes a family as well, which this does not.
    private Optional<Stream> ofType(Argument argument, StreamKind kind, Opening opening) {
        boolean any = false;
        for (InstrumentState of : state.listed()) {
            any |= OkxEncoder.typeOf(of.instrument()).equals(argument.type);
        }
        // A type of which nothing is listed exists, and stays silent.
        boolean exists =
                any
                        || argument.type.equals("SWAP")
                        || argument.type.equals("FUTURES")
                        || (argument.type.equals("SPOT") && kind == StreamKind.INSTRUMENTS);
        if (!exists || !argument.family.isEmpty()) {
            return Optional.empty();
        }
        String name = argument.channel + ":" + argument.type;
        return Optional.of(Stream.live(name, kind, any ? Stream.ALL : name).opening(opening));
    }

    private Optional<Stream> index(Argument argument) {
        String symbol = argument.instrument + "-SWAP";
        if (state.find(symbol) == null) {
            return Optional.empty();
        }
        return Optional.of(
                Stream.live("index-tickers:" + argument.instrument, StreamKind.INDEX, symbol)
                        .every(Duration.ofMillis(100))
                        .opening(Opening.STATE));
    }

    private Optional<Stream> ofOne(Argument argument) {
        InstrumentState of = state.find(argument.instrument);
        if (of == null) {
            return Optional.empty();
        }
        boolean isContract = !OkxEncoder.typeOf(of.instrument()).equals("SPOT");
        if (CONTRACT_CHANNELS.contains(argument.channel) && !isContract) {
            return Optional.empty();
        }
        Stream live =
                Stream.live(
                        argument.channel + ":" + argument.instrument,
                        StreamKind.TRADES,
                        argument.instrument);
        return switch (argument.channel) {
            case "trades", "trades-all" -> Optional.of(live.opening(Opening.RECENT));
            case "books" -> Optional.of(book(live, StreamKind.BOOK_CHANGES, DEEP));
            case "books5" -> Optional.of(book(live, StreamKind.BOOK_TOPS, SHALLOW));
            case "bbo-tbt" -> Optional.of(state(live, StreamKind.QUOTES, Duration.ofMillis(10)));
            case "mark-price" -> Optional.of(state(live, StreamKind.MARKS, Duration.ofMillis(200)));
            case "funding-rate" ->
                    Optional.of(state(live, StreamKind.FUNDING, Duration.ofMinutes(1)));
            case "open-interest" ->
                    Optional.of(state(live, StreamKind.OPEN_INTEREST, Duration.ofSeconds(3)));
            default -> Optional.empty();
        };
    }

    private static Stream book(Stream live, StreamKind kind, int depth) {
        return state(live, kind, Duration.ofMillis(100)).depth(depth);
    }

    private static Stream state(Stream live, StreamKind kind, Duration every) {
        return new Stream(live.name(), kind, live.symbol(), 0, every, Opening.STATE);
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

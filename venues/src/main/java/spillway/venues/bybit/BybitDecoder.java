package spillway.venues.bybit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spillway.market.EventSink;
import spillway.market.MarketEvent;
import spillway.venues.protocol.ControlKind;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.Listing;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.WireDecoder;
import spillway.venues.protocol.WireReading;
import spillway.venues.wire.FieldNames;
import spillway.venues.wire.JsonScanner;
import spillway.venues.wire.TextTable;

/// Tells Bybit's messages apart by their topic and has them read.
final class BybitDecoder implements WireDecoder {
    private static final FieldNames TOPIC = FieldNames.of("topic");
    private static final FieldNames MESSAGE = FieldNames.of("data", "ts", "type", "cts");
    private static final FieldNames CONTROL =
            FieldNames.of("success", "op", "ret_msg", "args", "request", "data", "type");
    private static final FieldNames FAILED_TOPICS = FieldNames.of("failTopics");
    private static final Decoded RETIRED = new Decoded.Ignored("retired-v2");
    private static final Decoded CLIENT_REQUEST = new Decoded.Ignored("client-request");
    private static final Decoded SPOT_TICKER = new Decoded.Ignored("spot-tickers-not-read");

    /// Topics remembered; a connection has at most a few thousand.
    private static final int MAX_TOPICS = 20_000;

    private final BybitMarket market;
    private final WireReading reading;
    private final JsonScanner json;
    private final BybitEvents events;
    private final BybitTickers tickers;
    private final BybitAnswers answers;
    private final TextTable<BybitTopic.Known> topics = new TextTable<>();
    private final BybitLayouts layouts;

    BybitDecoder(BybitMarket market, Symbols symbols, EventSink sink) {
        this.market = market;
        reading = new WireReading(symbols, sink);
        json = reading.json();
        layouts = new BybitLayouts(symbols, topics, sink);
        events = new BybitEvents(reading);
        tickers = new BybitTickers(reading);
        answers = new BybitAnswers(market, reading, tickers);
    }

    @Override
    public Decoded message(byte[] bytes, int from, int to, long receiveTimeNs) {
        if (byLayout(bytes, from, to, receiveTimeNs)) {
            return Decoded.Events.DECODED;
        }
        return slowly(bytes, from, to, receiveTimeNs);
    }

    /// Reads a message if it has one of the layouts predicted; else does nothing.
    boolean byLayout(byte[] bytes, int from, int to, long receiveTimeNs) {
        return layouts.decode(bytes, from, to, receiveTimeNs);
    }

    /// Reads a message by the scanner alone.
    Decoded slowly(byte[] bytes, int from, int to, long receiveTimeNs) {
        reading.start(bytes, from, to, receiveTimeNs);
        if (!json.seek(TOPIC)) {
            return reading.finish(control());
        }
        BybitTopic.Known topic = topic();
        if (topic == null) {
            return reading.finish(Decoded.Events.DECODED);
        }
        Optional<Decoded> ignored = topic.name().ignored();
        boolean spotTicker =
                market == BybitMarket.SPOT
                        && topic.name().topic().orElse(null) == BybitTopic.TICKERS;
        if (ignored.isPresent() || spotTicker) {
            json.rewind();
            json.skipValue();
            return reading.finish(ignored.orElse(SPOT_TICKER));
        }
        Listing on = topic.on(reading.symbols());
        if (on == null) {
            json.reject("a topic of an instrument of the catalogue");
            return reading.finish(Decoded.Events.DECODED);
        }
        json.rewind();
        read(topic, topic.name().topic().orElseThrow(), on);
        return reading.finish(Decoded.Events.DECODED);
    }

    /// The topic that comes next; `null` after failing.
    private BybitTopic.@Nullable Known topic() {
        if (!json.text()) {
            return null;
        }
        BybitTopic.Known known = topics.get(json.textBytes(), json.textFrom(), json.textTo());
        if (known != null) {
            return known;
        }
        Optional<BybitTopic.Parsed> parsed = BybitTopic.parse(json.textString());
        if (parsed.isEmpty()) {
            json.reject("a topic that Bybit is known to have");
            return null;
        }
        var topic = new BybitTopic.Known(parsed.get());
        if (topics.size() < MAX_TOPICS) {
            topics.put(json.textBytes(), json.textFrom(), json.textTo(), topic);
        }
        return topic;
    }

    private void read(BybitTopic.Known topic, BybitTopic kind, Listing on) {
        long seen = 0;
        long sentNs = 0;
        long matchedNs = MarketEvent.NONE;
        boolean isSnapshot = false;
        json.beginObject();
        for (int f; (f = json.nextField(MESSAGE)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> data(kind, on);
                case 1 -> sentNs = reading.timeNs();
                case 2 -> isSnapshot = isSnapshot();
                case 3 -> matchedNs = reading.timeNs();
                default -> json.skipValue();
            }
        }
        json.require(MESSAGE, seen, 0b111);
        if (json.failed()) {
            return;
        }
        long timeNs = matchedNs == MarketEvent.NONE ? sentNs : matchedNs;
        switch (kind) {
            case BOOK -> events.emitBook(on, isSnapshot, timeNs);
            case QUOTES -> events.emitQuote(on, topic.state(), isSnapshot, timeNs);
            case TICKERS -> tickers.emit(on, timeNs);
            case TRADES, LIQUIDATIONS -> {}
        }
    }

    private void data(BybitTopic kind, Listing on) {
        switch (kind) {
            case TRADES -> events.trades();
            case LIQUIDATIONS -> events.liquidations();
            case BOOK, QUOTES -> events.book(on);
            case TICKERS -> tickers.read(on);
        }
    }

    private boolean isSnapshot() {
        boolean read = json.text();
        boolean snapshot = read && json.textIs("snapshot");
        if (read && !snapshot && !json.textIs("delta")) {
            json.reject("snapshot or delta");
        }
        return snapshot;
    }

    private Decoded control() {
        long seen = 0;
        boolean success = true;
        boolean pong = false;
        boolean failedTopics = false;
        String said = "";
        json.beginObject();
        for (int f; (f = json.nextField(CONTROL)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> success = json.bool();
                case 1 -> pong |= json.text() && json.textIs("pong");
                case 2 -> {
                    said = json.text() ? json.textString() : "";
                    pong |= said.equals("pong");
                }
                case 5 -> failedTopics = hasFailedTopics();
                default -> json.skipValue();
            }
        }
        return control(seen, success, pong, failedTopics, said);
    }

    private Decoded control(
            long seen, boolean success, boolean pong, boolean failedTopics, String said) {
        boolean hasSuccess = (seen & 1) != 0;
        boolean hasOperation = (seen & 1 << 1) != 0;
        if (pong) {
            return Decoded.Control.PONG;
        }
        if (hasSuccess && (seen & 1 << 4) != 0) {
            return RETIRED;
        }
        if (hasSuccess) {
            return success && !failedTopics
                    ? Decoded.Control.ACK
                    : new Decoded.Control(ControlKind.REFUSED, said);
        }
        if (hasOperation) {
            return CLIENT_REQUEST;
        }
        json.require(TOPIC, 0, 1);
        return CLIENT_REQUEST;
    }

    private boolean hasFailedTopics() {
        long here = json.mark();
        boolean any =
                json.peek() == '{'
                        && json.seek(FAILED_TOPICS)
                        && json.beginArray()
                        && json.nextElement();
        json.back(here);
        json.skipValue();
        return any;
    }

    @Override
    public Decoded answer(String request, byte[] bytes, int from, int to, long receiveTimeNs) {
        reading.start(bytes, from, to, receiveTimeNs);
        return answers.read(request);
    }
}

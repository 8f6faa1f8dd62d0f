package spillway.venues.okx;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import spillway.market.EventSink;
import spillway.market.RatioPopulation;
import spillway.venues.protocol.ControlKind;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.Listing;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.WireDecoder;
import spillway.venues.protocol.WireReading;
import spillway.venues.wire.FieldNames;
import spillway.venues.wire.JsonScanner;
import spillway.venues.wire.TextTable;

/// Tells OKX's messages apart by `arg.channel` and has the elements of `data` read.
final class OkxDecoder implements WireDecoder {
    private static final FieldNames EVENT = FieldNames.of("event");
    private static final FieldNames MESSAGE_TEXT = FieldNames.of("msg");
    private static final FieldNames ARGUMENT = FieldNames.of("arg");
    private static final FieldNames CHANNEL = FieldNames.of("channel");
    private static final FieldNames INSTRUMENT = FieldNames.of("instId");
    private static final FieldNames TYPE = FieldNames.of("instType");
    private static final FieldNames ACTION = FieldNames.of("action");
    private static final FieldNames DATA = FieldNames.of("data");
    private static final FieldNames CODE = FieldNames.of("code");

    private static final Decoded OPTIONS = new Decoded.Ignored("options-not-read");
    private static final Decoded MARGIN = new Decoded.Ignored("margin-loans-not-read");
    private static final Map<String, RatioPopulation> RATIOS =
            Map.of(
                    OkxRatios.ALL_ACCOUNTS, RatioPopulation.ALL_ACCOUNTS,
                    OkxRatios.TOP_ACCOUNTS, RatioPopulation.TOP_ACCOUNTS,
                    OkxRatios.TOP_POSITIONS, RatioPopulation.TOP_POSITIONS);

    private final WireReading reading;
    private final JsonScanner json;
    private final OkxLayouts layouts;
    private final OkxEvents events;
    private final OkxCatalogue catalogue;
    private final TextTable<OkxChannel.Parsed> channels = new TextTable<>();

    OkxDecoder(Symbols symbols, EventSink sink) {
        reading = new WireReading(symbols, sink);
        json = reading.json();
        layouts = new OkxLayouts(symbols, sink);
        events = new OkxEvents(reading);
        catalogue = new OkxCatalogue(reading);
    }

    @Override
    public Decoded message(byte[] bytes, int from, int to, long receiveTimeNs) {
        if (layouts.decode(bytes, from, to, receiveTimeNs)) {
            return Decoded.Events.DECODED;
        }
        return slowly(bytes, from, to, receiveTimeNs);
    }

    /// Reads a message by the scanner alone.
    Decoded slowly(byte[] bytes, int from, int to, long receiveTimeNs) {
        if (is("pong", bytes, from, to)) {
            return Decoded.Control.PONG;
        }
        if (is("ping", bytes, from, to)) {
            return Decoded.Control.PING;
        }
        reading.start(bytes, from, to, receiveTimeNs);
        events.start();
        if (json.seek(EVENT)) {
            return control();
        }
        if (!json.seek(ARGUMENT)) {
            json.require(ARGUMENT, 0, 1);
            return reading.finish(Decoded.Events.DECODED);
        }
        return finish(push());
    }

    private Decoded finish(Decoded kind) {
        Decoded finished = reading.finish(kind);
        if (finished instanceof Decoded.Events) {
            events.keep();
        }
        return finished;
    }

    private static boolean is(String word, byte[] bytes, int from, int to) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private Decoded control() {
        Decoded kind = Decoded.Control.ACK;
        if (json.text()) {
            boolean refused = json.textIs("error");
            boolean notice = json.textIs("notice");
            if (refused || notice) {
                json.rewind();
                String said = json.seek(MESSAGE_TEXT) && json.text() ? json.textString() : "";
                kind =
                        new Decoded.Control(
                                refused ? ControlKind.REFUSED : ControlKind.NOTICE, said);
            } else if (!json.textIs("subscribe")
                    && !json.textIs("unsubscribe")
                    && !json.textIs("login")
                    && !json.textIs("channel-conn-count")) {
                json.reject("an event that OKX is known to have");
            }
        }
        json.rewind();
        json.skipValue();
        return reading.finish(kind);
    }

    /// A message of a channel; the scanner is at its argument.
    private Decoded push() {
        long argument = json.mark();
        if (!json.seek(CHANNEL)) {
            json.require(CHANNEL, 0, 1);
            return Decoded.Events.DECODED;
        }
        OkxChannel.Parsed parsed = channel();
        json.back(argument);
        boolean isOption = has(TYPE, "OPTION", argument);
        boolean isMargin = has(TYPE, "MARGIN", argument);
        if (parsed == null) {
            return Decoded.Events.DECODED;
        }
        Optional<Decoded> ignored = parsed.ignored();
        if (ignored.isPresent() || isOption || isMargin) {
            json.rewind();
            json.skipValue();
            return ignored.orElse(isOption ? OPTIONS : MARGIN);
        }
        OkxChannel channel = parsed.channel().orElseThrow();
        OkxEvents.BookShape shape = OkxEvents.BookShape.BEST;
        Listing on = null;
        if (channel == OkxChannel.BOOK || channel == OkxChannel.QUOTES) {
            on = reading.listingIn(INSTRUMENT);
            json.rewind();
            shape = channel == OkxChannel.BOOK ? bookShape() : shape;
        }
        json.rewind();
        data(channel, on, shape);
        return Decoded.Events.DECODED;
    }

    private OkxChannel.@Nullable Parsed channel() {
        if (!json.text()) {
            return null;
        }
        OkxChannel.Parsed known = channels.get(json.textBytes(), json.textFrom(), json.textTo());
        if (known != null) {
            return known;
        }
        Optional<OkxChannel.Parsed> parsed = OkxChannel.parse(json.textString());
        if (parsed.isEmpty()) {
            json.reject("a channel that OKX is known to have");
            return null;
        }
        channels.put(json.textBytes(), json.textFrom(), json.textTo(), parsed.get());
        return parsed.get();
    }

    private boolean has(FieldNames field, String value, long at) {
        boolean same = json.seek(field) && json.text() && json.textIs(value);
        json.back(at);
        return same;
    }

    private OkxEvents.BookShape bookShape() {
        if (!json.seek(ACTION)) {
            json.require(ACTION, 0, 1);
            return OkxEvents.BookShape.UPDATE;
        }
        boolean read = json.text();
        boolean snapshot = read && json.textIs("snapshot");
        if (read && !snapshot && !json.textIs("update")) {
            json.reject("snapshot or update");
        }
        return snapshot ? OkxEvents.BookShape.SNAPSHOT : OkxEvents.BookShape.UPDATE;
    }

    private void data(OkxChannel channel, @Nullable Listing on, OkxEvents.BookShape shape) {
        boolean found = false;
        json.beginObject();
        for (int f; (f = json.nextField(DATA)) != JsonScanner.END; ) {
            if (f != 0) {
                json.skipValue();
                continue;
            }
            found = true;
            json.beginArray();
            while (json.nextElement()) {
                element(channel, on, shape);
            }
        }
        json.require(DATA, found ? 1 : 0, 1);
    }

    private void element(OkxChannel channel, @Nullable Listing on, OkxEvents.BookShape shape) {
        switch (channel) {
            case TRADES -> events.trade();
            case BOOK, QUOTES -> {
                if (on != null) {
                    events.book(on, shape);
                }
            }
            case MARK_PRICE -> events.markPrice();
            case INDEX_PRICE -> events.indexPrice();
            case FUNDING -> events.funding();
            case OPEN_INTEREST -> events.openInterest();
            case LIQUIDATIONS -> events.liquidations();
            case INSTRUMENTS -> catalogue.definition();
        }
    }

    @Override
    public Decoded answer(String request, byte[] bytes, int from, int to, long receiveTimeNs) {
        reading.start(bytes, from, to, receiveTimeNs);
        events.start();
        if (json.peek() == '{' && json.seek(CODE)) {
            boolean refused = json.integer() != 0;
            json.rewind();
            if (refused) {
                return refusal();
            }
        }
        json.rewind();
        int query = request.indexOf('?');
        String path = query < 0 ? request : request.substring(0, query);
        String resource = path.substring(path.lastIndexOf('/') + 1);
        Optional<OkxChannel> channel =
                switch (resource) {
                    case "instruments" -> Optional.of(OkxChannel.INSTRUMENTS);
                    case "open-interest" -> Optional.of(OkxChannel.OPEN_INTEREST);
                    case "mark-price" -> Optional.of(OkxChannel.MARK_PRICE);
                    case "index-tickers" -> Optional.of(OkxChannel.INDEX_PRICE);
                    case "funding-rate" -> Optional.of(OkxChannel.FUNDING);
                    case "trades" -> Optional.of(OkxChannel.TRADES);
                    case "liquidation-orders" -> Optional.of(OkxChannel.LIQUIDATIONS);
                    case "books" -> Optional.of(OkxChannel.BOOK);
                    default -> Optional.empty();
                };
        RatioPopulation population = RATIOS.get(resource);
        if (population != null) {
            return ratios(request, population);
        }
        if (channel.isEmpty()) {
            return new Decoded.Malformed(
                    "request", "a request whose answer is read for OKX", request);
        }
        Listing on = asked(request);
        if (channel.get() == OkxChannel.BOOK && on == null) {
            return new Decoded.Malformed("request", "an instrument of the catalogue", request);
        }
        data(channel.get(), on, OkxEvents.BookShape.SNAPSHOT);
        return finish(Decoded.Events.DECODED);
    }

    private Decoded refusal() {
        String said = json.seek(MESSAGE_TEXT) && json.text() ? json.textString() : "";
        json.rewind();
        json.skipValue();
        return reading.finish(new Decoded.Control(ControlKind.REFUSED, said));
    }

    private @Nullable Listing asked(String request) {
        int at = request.indexOf("instId=");
        if (at < 0) {
            return null;
        }
        int end = request.indexOf('&', at);
        return reading.symbols().find(request.substring(at + 7, end < 0 ? request.length() : end));
    }

    /// Pairs of time and ratio; whose, only the request says.
    private Decoded ratios(String request, RatioPopulation population) {
        Listing on = asked(request);
        if (on == null) {
            return new Decoded.Malformed("request", "an instrument of the catalogue", request);
        }
        json.seek(DATA);
        json.beginArray();
        while (json.nextElement()) {
            json.beginArray();
            json.nextElement();
            long timeNs = reading.timeNs();
            json.nextElement();
            long ratio = json.number();
            int scale = json.numberScale();
            while (json.nextElement()) {
                json.skipValue();
            }
            if (!json.failed()) {
                reading.out()
                        .longShortRatio(
                                on.code(),
                                timeNs,
                                reading.receiveTimeNs(),
                                population,
                                ratio,
                                scale);
            }
        }
        json.rewind();
        json.skipValue();
        return reading.finish(Decoded.Events.DECODED);
    }
}

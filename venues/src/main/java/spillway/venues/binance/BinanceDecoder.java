package spillway.venues.binance;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
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

/// Tells Binance's messages apart and has them read: bare, inside `{"stream":…,"data":…}`, and
/// several in an array.
///
/// A whole book arrives as an answer to a request; in a recording that kept only the bodies it
/// stands among the messages, and where it names no symbol it is taken for a book of the only
/// instrument of which diffs were heard, or else refused.
final class BinanceDecoder implements WireDecoder {
    private static final FieldNames ENVELOPE = FieldNames.of("data", "stream");
    private static final FieldNames STREAM = FieldNames.of("stream");
    private static final FieldNames DATA = FieldNames.of("data");
    private static final FieldNames EVENT = FieldNames.of("e");
    private static final FieldNames UPDATE_ID = FieldNames.of("lastUpdateId");
    private static final FieldNames OPEN_INTEREST = FieldNames.of("openInterest");
    private static final FieldNames BEST_BID = FieldNames.of("B");
    private static final FieldNames CONTROL = FieldNames.of("id", "result", "error", "code", "msg");
    private static final FieldNames ERROR = FieldNames.of("code", "msg");
    private static final Decoded[] UNREAD = unread();
    private static final long NO_STREAM = -1;

    private final BinanceMarket market;
    private final WireReading reading;
    private final JsonScanner json;
    private final BinanceLayouts layouts;
    private final BinanceEvents events;
    private final BinanceAnswers answers;
    private long streamAt = NO_STREAM;

    BinanceDecoder(BinanceMarket market, Symbols symbols, EventSink sink) {
        this.market = market;
        reading = new WireReading(symbols, sink);
        json = reading.json();
        events = new BinanceEvents(market, reading);
        answers = new BinanceAnswers(market, reading);
        layouts = new BinanceLayouts(market, symbols, sink, events);
    }

    private static Decoded[] unread() {
        var unread = new Decoded[BinanceFields.UNREAD_RULES.length];
        for (int i = 0; i < unread.length; i++) {
            unread[i] = new Decoded.Ignored(BinanceFields.UNREAD_RULES[i]);
        }
        return unread;
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
        reading.start(bytes, from, to, receiveTimeNs);
        streamAt = NO_STREAM;
        if (json.peek() != '{' || !json.seek(DATA)) {
            return reading.finish(payload());
        }
        json.rewind();
        if (json.seek(STREAM)) {
            streamAt = json.mark();
            json.text();
        }
        json.rewind();
        Decoded kind = Decoded.Events.DECODED;
        json.beginObject();
        for (int f; (f = json.nextField(ENVELOPE)) != JsonScanner.END; ) {
            if (f == 0) {
                kind = payload();
            } else {
                json.skipValue();
            }
        }
        return reading.finish(kind);
    }

    private Decoded payload() {
        if (json.peek() != '[') {
            return object();
        }
        Decoded all = Decoded.Events.DECODED;
        boolean anyEvents = false;
        json.beginArray();
        while (json.nextElement()) {
            Decoded one = object();
            anyEvents |= one == Decoded.Events.DECODED;
            all = anyEvents ? Decoded.Events.DECODED : one;
        }
        return all;
    }

    private Decoded object() {
        long here = json.mark();
        if (!json.seek(EVENT)) {
            return withoutKind(here);
        }
        if (!json.text()) {
            return Decoded.Events.DECODED;
        }
        int kind = json.textIn(BinanceFields.KINDS);
        if (kind == JsonScanner.UNKNOWN) {
            return unknown(here);
        }
        json.back(here);
        return switch (kind) {
            case BinanceFields.AGG_TRADE -> events.trade(true);
            case BinanceFields.TRADE -> events.trade(false);
            case BinanceFields.DEPTH_UPDATE -> events.depthUpdate();
            case BinanceFields.BOOK_TICKER -> events.bookTicker();
            case BinanceFields.MARK_PRICE_UPDATE -> events.markPrice();
            case BinanceFields.INDEX_PRICE_UPDATE -> events.indexPrice();
            default -> events.forceOrder();
        };
    }

    private Decoded unknown(long here) {
        int unread = json.textIn(BinanceFields.UNREAD);
        if (unread == JsonScanner.UNKNOWN) {
            json.reject("a stream that Binance is known to have");
            return Decoded.Events.DECODED;
        }
        json.back(here);
        json.skipValue();
        return UNREAD[unread];
    }

    private Decoded withoutKind(long here) {
        if (has(UPDATE_ID, here)) {
            Listing named = fromStream();
            return answers.book(named != null || has(SYMBOL, here) ? named : events.soleBook());
        }
        if (has(OPEN_INTEREST, here)) {
            return answers.openInterest();
        }
        return has(BEST_BID, here) ? events.bookTicker() : control();
    }

    private static final FieldNames SYMBOL = FieldNames.of("symbol");

    private boolean has(FieldNames field, long here) {
        boolean found = json.seek(field);
        json.back(here);
        return found;
    }

    /// The instrument that the stream's name starts with.
    private @Nullable Listing fromStream() {
        if (streamAt == NO_STREAM) {
            return null;
        }
        long here = json.mark();
        json.back(streamAt);
        String name = json.text() ? json.textString() : "";
        json.back(here);
        int end = name.indexOf('@');
        return end <= 0
                ? null
                : reading.symbols().find(name.substring(0, end).toUpperCase(Locale.ROOT));
    }

    private Decoded control() {
        long seen = 0;
        String said = "";
        json.beginObject();
        for (int f; (f = json.nextField(CONTROL)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 2 -> said = error();
                case 4 -> said = json.text() ? json.textString() : "";
                default -> json.skipValue();
            }
        }
        if ((seen & 0b11100) != 0) {
            return new Decoded.Control(ControlKind.REFUSED, said);
        }
        if ((seen & 0b00011) != 0b00011 && !json.failed()) {
            json.require(EVENT, 0, 1);
        }
        return Decoded.Control.ACK;
    }

    private String error() {
        String said = "";
        json.beginObject();
        for (int f; (f = json.nextField(ERROR)) != JsonScanner.END; ) {
            if (f == 1) {
                said = json.text() ? json.textString() : "";
            } else {
                json.skipValue();
            }
        }
        return said;
    }

    @Override
    public Decoded answer(String request, byte[] bytes, int from, int to, long receiveTimeNs) {
        reading.start(bytes, from, to, receiveTimeNs);
        int query = request.indexOf('?');
        String path = query < 0 ? request : request.substring(0, query);
        String resource = path.substring(path.lastIndexOf('/') + 1);
        if (json.peek() == '{' && has(ERROR, json.mark())) {
            return reading.finish(control());
        }
        return switch (resource) {
            case "depth" -> reading.finish(answers.book(asked(request)));
            case "exchangeInfo" -> reading.finish(answers.catalogue());
            case "openInterest" -> reading.finish(answers.openInterest());
            case "premiumIndex" -> reading.finish(answers.markPrices());
            case "fundingInfo" -> reading.finish(answers.fundingIntervals());
            case "globalLongShortAccountRatio" -> ratios(RatioPopulation.ALL_ACCOUNTS);
            case "topLongShortAccountRatio" -> ratios(RatioPopulation.TOP_ACCOUNTS);
            case "topLongShortPositionRatio" -> ratios(RatioPopulation.TOP_POSITIONS);
            default ->
                    new Decoded.Malformed(
                            "request",
                            "a request whose answer is read for " + market.venue(),
                            request);
        };
    }

    private Decoded ratios(RatioPopulation population) {
        return reading.finish(answers.ratios(population, events));
    }

    private @Nullable Listing asked(String request) {
        int at = request.indexOf("symbol=");
        if (at < 0) {
            return null;
        }
        int end = request.indexOf('&', at);
        String symbol = request.substring(at + 7, end < 0 ? request.length() : end);
        byte[] bytes = symbol.getBytes(StandardCharsets.UTF_8);
        return reading.symbols().find(bytes, 0, bytes.length);
    }
}

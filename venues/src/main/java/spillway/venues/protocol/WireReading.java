package spillway.venues.protocol;

import org.jspecify.annotations.Nullable;
import spillway.market.BookLevels;
import spillway.market.EventSink;
import spillway.market.Instrument;
import spillway.market.InstrumentStatus;
import spillway.venues.wire.FieldNames;
import spillway.venues.wire.JsonScanner;

/// One message while it is read: the scanner, the names of instruments, and the stage on which its
/// events wait. What every venue's decoder does in the same way is done here.
public final class WireReading {
    private static final String INSTRUMENT = "an instrument of the catalogue";

    private final JsonScanner json = new JsonScanner();
    private final BookLevels levels = new BookLevels();
    private final Stage stage = new Stage();
    private final Symbols symbols;
    private final EventSink sink;
    private EventSink out;
    private long receiveTimeNs;

    /// A reading of no message yet.
    ///
    /// @param symbols the venue's names
    /// @param sink where events go at the end of their message
    public WireReading(Symbols symbols, EventSink sink) {
        this.symbols = symbols;
        this.sink = sink;
        out = stage.open();
    }

    /// Starts on a message.
    public void start(byte[] bytes, int from, int to, long receivedNs) {
        json.reset(bytes, from, to);
        receiveTimeNs = receivedNs;
        out = stage.open();
    }

    /// Ends the message: if it was read to its end without failure and is `Events`, they go out.
    ///
    /// @param kind what the message is if it is well-formed
    public Decoded finish(Decoded kind) {
        if (!json.endDocument()) {
            return Decoded.Malformed.of(json);
        }
        if (kind instanceof Decoded.Events) {
            stage.release(sink);
        }
        return kind;
    }

    public JsonScanner json() {
        return json;
    }

    public Symbols symbols() {
        return symbols;
    }

    /// Where the events of this message go.
    public EventSink out() {
        return out;
    }

    public long receiveTimeNs() {
        return receiveTimeNs;
    }

    /// The levels of this message, empty after [#beginLevels()].
    public BookLevels levels() {
        return levels;
    }

    /// The instrument named by the field `symbol` of the object that comes next, which is not
    /// entered; `null` after failing.
    public @Nullable Listing listingIn(FieldNames symbol) {
        long here = json.mark();
        if (!json.seek(symbol)) {
            if (!json.failed()) {
                json.require(symbol, 0, 1);
            }
            return null;
        }
        Listing found = listing();
        json.back(here);
        return found;
    }

    /// Reads a symbol; `null` after failing.
    public @Nullable Listing listing() {
        if (!json.text()) {
            return null;
        }
        Listing found = symbols.find(json.textBytes(), json.textFrom(), json.textTo());
        if (found == null) {
            json.reject(INSTRUMENT);
        }
        return found;
    }

    /// Reads a time, in nanoseconds.
    public long timeNs() {
        long printed = json.integer();
        if (printed < 0) {
            json.reject("a time since 1970");
        }
        return WireTime.nanoseconds(printed);
    }

    /// Reads a number at `scale` decimals that must be above zero.
    public long positive(int scale) {
        long mantissa = json.decimal(scale);
        if (mantissa <= 0) {
            json.reject("a number above 0");
        }
        return mantissa;
    }

    /// Reads a number at `scale` decimals that must not be below zero.
    public long notNegative(int scale) {
        long mantissa = json.decimal(scale);
        if (mantissa < 0) {
            json.reject("a number not below 0");
        }
        return mantissa;
    }

    /// Reads a price that the venue computed, such as a mark price, rounded half-even where it has
    /// more decimals than the instrument.
    public long computedPrice(Listing on) {
        long mantissa = json.roundedDecimal(on.priceScale());
        if (mantissa < 0) {
            json.reject("a number not below 0");
        }
        return mantissa;
    }

    /// Exact value of a position, in micro-dollars; 0 after failing.
    public long notionalMicroUsd(Listing on, long quantityMantissa, long priceMantissa) {
        if (json.failed()) {
            return 0;
        }
        try {
            return on.instrument().notionalMicroUsd(quantityMantissa, priceMantissa);
        } catch (ArithmeticException e) {
            json.reject("a value below a trillion USD");
            return 0;
        }
    }

    /// Empties [#levels()].
    public void beginLevels() {
        levels.clear();
    }

    /// Reads `[[price, quantity, …], …]` into the bids; what follows in a level is passed.
    public void bids(Listing on) {
        json.beginArray();
        while (json.nextElement()) {
            long price = levelPrice(on);
            levels.addBid(price, levelQuantity(on));
        }
    }

    /// Reads `[[price, quantity, …], …]` into the asks.
    public void asks(Listing on) {
        json.beginArray();
        while (json.nextElement()) {
            long price = levelPrice(on);
            levels.addAsk(price, levelQuantity(on));
        }
    }

    private long levelPrice(Listing on) {
        json.beginArray();
        if (!json.nextElement() && !json.failed()) {
            json.reject("a price and a quantity");
        }
        return notNegative(on.priceScale());
    }

    private long levelQuantity(Listing on) {
        if (!json.nextElement() && !json.failed()) {
            json.reject("a price and a quantity");
        }
        long quantity = notNegative(on.quantityScale());
        while (json.nextElement()) {
            json.skipValue();
        }
        return quantity;
    }

    /// Lists an instrument that a catalogue named, and tells the sink if it is new or differs.
    ///
    /// @param definition as the catalogue has it, valid always
    public void list(Instrument definition) {
        Listing before = symbols.catalogued(definition.symbol());
        if (before != null && sameButForTime(before.instrument(), definition)) {
            return;
        }
        Instrument dated =
                before == null
                        ? definition
                        : definition.withScales(
                                definition.priceScale(), definition.quantityScale(), receiveTimeNs);
        Listing now = symbols.add(dated);
        out.instrumentChange(
                now.code(),
                receiveTimeNs,
                receiveTimeNs,
                before == null ? InstrumentStatus.LISTED : InstrumentStatus.CHANGED);
    }

    private static boolean sameButForTime(Instrument one, Instrument other) {
        return one.withScales(one.priceScale(), one.quantityScale(), 0)
                .equals(other.withScales(other.priceScale(), other.quantityScale(), 0));
    }

    /// Takes an instrument off the list that a catalogue says is not traded any more.
    public void delist(String symbol) {
        Listing before = symbols.catalogued(symbol);
        if (before != null && symbols.close(symbol)) {
            out.instrumentChange(
                    before.code(), receiveTimeNs, receiveTimeNs, InstrumentStatus.DELISTED);
        }
    }
}

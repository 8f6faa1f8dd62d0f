package spillway.venues.binance;

import static spillway.venues.binance.BinanceFields.AP;
import static spillway.venues.binance.BinanceFields.A_LOW;
import static spillway.venues.binance.BinanceFields.A_UP;
import static spillway.venues.binance.BinanceFields.B_LOW;
import static spillway.venues.binance.BinanceFields.B_UP;
import static spillway.venues.binance.BinanceFields.EVENT_FIELDS;
import static spillway.venues.binance.BinanceFields.E_TIME;
import static spillway.venues.binance.BinanceFields.I;
import static spillway.venues.binance.BinanceFields.M;
import static spillway.venues.binance.BinanceFields.P;
import static spillway.venues.binance.BinanceFields.PU;
import static spillway.venues.binance.BinanceFields.Q;
import static spillway.venues.binance.BinanceFields.R;
import static spillway.venues.binance.BinanceFields.S_UP;
import static spillway.venues.binance.BinanceFields.T_LOW;
import static spillway.venues.binance.BinanceFields.T_TIME;
import static spillway.venues.binance.BinanceFields.U_FIRST;
import static spillway.venues.binance.BinanceFields.U_LAST;
import static spillway.venues.binance.BinanceFields.X;
import static spillway.venues.binance.BinanceFields.Z;
import static spillway.venues.binance.BinanceFields.bit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import spillway.market.Completeness;
import spillway.market.FundingKind;
import spillway.market.InstrumentKind;
import spillway.market.MarketEvent;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.TakerSide;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.Listing;
import spillway.venues.protocol.WireReading;
import spillway.venues.wire.FieldNames;
import spillway.venues.wire.JsonScanner;

/// Reads the object of one stream message, whatever the order of its fields.
final class BinanceEvents {
    private static final FieldNames SYMBOL = FieldNames.of("s");
    private static final byte[] PERPETUAL = "_PERP".getBytes(StandardCharsets.UTF_8);

    private static final Decoded UNFILLED = new Decoded.Ignored("unfilled-liquidation-order");
    private static final Decoded INSURANCE = new Decoded.Ignored("insurance-fund-trade");
    private static final Decoded NO_TRADE = new Decoded.Ignored("trade-of-no-kind");

    private final BinanceMarket market;
    private final WireReading reading;
    private final JsonScanner json;

    /// The instruments whose diffs were heard: a snapshot that names no symbol is of the only one.
    private @Nullable Listing soleBook;

    private boolean severalBooks;

    BinanceEvents(BinanceMarket market, WireReading reading) {
        this.market = market;
        this.reading = reading;
        json = reading.json();
    }

    /// The only instrument of which book diffs were heard; `null` if there were none or several.
    @Nullable Listing soleBook() {
        return severalBooks ? null : soleBook;
    }

    void heardBook(Listing on) {
        severalBooks |= soleBook != null && soleBook != on;
        soleBook = on;
    }

    /// Spot times lack on some messages: they are then those of receipt.
    private long orReceipt(long timeNs) {
        return timeNs == MarketEvent.NONE ? reading.receiveTimeNs() : timeNs;
    }

    Decoded trade(boolean aggregate) {
        Listing on = reading.listingIn(SYMBOL);
        if (on == null) {
            return Decoded.Events.DECODED;
        }
        long seen = 0;
        long timeNs = 0;
        long id = MarketEvent.NONE;
        long price = 0;
        long quantity = 0;
        boolean buyerIsMaker = false;
        Decoded kind = Decoded.Events.DECODED;
        boolean deleveraging = false;
        json.beginObject();
        for (int f; (f = json.nextField(EVENT_FIELDS)) != JsonScanner.END; ) {
            seen |= f >= 0 ? bit(f) : 0;
            switch (f) {
                case T_TIME -> timeNs = reading.timeNs();
                case P -> price = reading.notNegative(on.priceScale());
                case Q -> quantity = reading.notNegative(on.quantityScale());
                case M -> buyerIsMaker = json.bool();
                case A_LOW, T_LOW -> {
                    if ((f == A_LOW) == aggregate) {
                        id = json.integer();
                    } else {
                        json.skipValue();
                    }
                }
                case X -> {
                    if (aggregate) {
                        json.skipValue();
                    } else {
                        kind = tradeKind();
                        deleveraging = json.textIs("ADL");
                    }
                }
                default -> json.skipValue();
            }
        }
        json.require(EVENT_FIELDS, seen, bit(T_TIME) | bit(P) | bit(Q) | bit(M));
        if (kind != Decoded.Events.DECODED || json.failed()) {
            return kind;
        }
        if (quantity == 0 || price == 0) {
            json.reject("a price and a quantity above 0");
            return kind;
        }
        emitTrade(on, timeNs, id, price, quantity, buyerIsMaker, deleveraging);
        return kind;
    }

    private Decoded tradeKind() {
        if (!json.text()) {
            return Decoded.Events.DECODED;
        }
        if (json.textIs("INSURANCE_FUND")) {
            return INSURANCE;
        }
        if (json.textIs("NA")) {
            return NO_TRADE;
        }
        if (!json.textIs("MARKET") && !json.textIs("RPI") && !json.textIs("ADL")) {
            json.reject("MARKET, RPI, INSURANCE_FUND, ADL or NA");
        }
        return Decoded.Events.DECODED;
    }

    private void emitTrade(
            Listing on,
            long timeNs,
            long id,
            long price,
            long quantity,
            boolean buyerIsMaker,
            boolean deleveraging) {
        if (!deleveraging) {
            reading.out()
                    .trade(
                            on.code(),
                            timeNs,
                            reading.receiveTimeNs(),
                            price,
                            quantity,
                            buyerIsMaker ? TakerSide.SELL : TakerSide.BUY,
                            id);
            return;
        }
        // The bankrupt position's order is taken for the aggressor: its sale closes winning shorts.
        // Binance does not document which party is maker in these rows.
        PositionSide closedSide = buyerIsMaker ? PositionSide.SHORT : PositionSide.LONG;
        long notional = reading.notionalMicroUsd(on, quantity, price);
        reading.out()
                .deleveraging(
                        on.code(),
                        timeNs,
                        reading.receiveTimeNs(),
                        closedSide,
                        quantity,
                        price,
                        notional,
                        id);
    }

    Decoded depthUpdate() {
        Listing on = reading.listingIn(SYMBOL);
        if (on == null) {
            return Decoded.Events.DECODED;
        }
        long seen = 0;
        long eventNs = 0;
        long timeNs = MarketEvent.NONE;
        long first = 0;
        long last = 0;
        long previous = MarketEvent.NONE;
        reading.beginLevels();
        json.beginObject();
        for (int f; (f = json.nextField(EVENT_FIELDS)) != JsonScanner.END; ) {
            seen |= f >= 0 ? bit(f) : 0;
            switch (f) {
                case E_TIME -> eventNs = reading.timeNs();
                case T_TIME -> timeNs = reading.timeNs();
                case U_FIRST -> first = json.integer();
                case U_LAST -> last = json.integer();
                case PU -> previous = previous(json.integer());
                case B_LOW -> reading.bids(on);
                case A_LOW -> reading.asks(on);
                default -> json.skipValue();
            }
        }
        long always = bit(E_TIME) | bit(U_FIRST) | bit(U_LAST) | bit(B_LOW) | bit(A_LOW);
        long onFutures = market.isFutures() ? bit(PU) : 0;
        json.require(EVENT_FIELDS, seen, always | onFutures);
        if (!json.failed()) {
            heardBook(on);
            reading.out()
                    .bookDelta(
                            on.code(),
                            timeNs == MarketEvent.NONE ? eventNs : timeNs,
                            reading.receiveTimeNs(),
                            first,
                            last,
                            previous,
                            reading.levels());
        }
        return Decoded.Events.DECODED;
    }

    /// A spot book links by the number behind the last; a message with `pu` is of a futures market,
    /// and another instrument whatever its symbol.
    private long previous(long updateId) {
        if (!market.isFutures()) {
            json.reject("a change of a spot book, which has no 'pu'");
        }
        return updateId;
    }

    Decoded bookTicker() {
        Listing on = reading.listingIn(SYMBOL);
        if (on == null) {
            return Decoded.Events.DECODED;
        }
        long seen = 0;
        long timeNs = MarketEvent.NONE;
        long id = 0;
        long bid = 0;
        long bidQuantity = 0;
        long ask = 0;
        long askQuantity = 0;
        json.beginObject();
        for (int f; (f = json.nextField(EVENT_FIELDS)) != JsonScanner.END; ) {
            seen |= f >= 0 ? bit(f) : 0;
            switch (f) {
                case T_TIME -> timeNs = reading.timeNs();
                case U_LAST -> id = json.integer();
                case B_LOW -> bid = reading.notNegative(on.priceScale());
                case B_UP -> bidQuantity = reading.notNegative(on.quantityScale());
                case A_LOW -> ask = reading.notNegative(on.priceScale());
                case A_UP -> askQuantity = reading.notNegative(on.quantityScale());
                default -> json.skipValue();
            }
        }
        json.require(
                EVENT_FIELDS, seen, bit(U_LAST) | bit(B_LOW) | bit(B_UP) | bit(A_LOW) | bit(A_UP));
        if (!json.failed()) {
            reading.out()
                    .quote(
                            on.code(),
                            orReceipt(timeNs),
                            reading.receiveTimeNs(),
                            bid,
                            bidQuantity,
                            ask,
                            askQuantity,
                            id);
        }
        return Decoded.Events.DECODED;
    }

    /// Index, funding and mark of one message go out in this order: an encoder that hears the mark
    /// has the other two already.
    Decoded markPrice() {
        Listing on = reading.listingIn(SYMBOL);
        if (on == null) {
            return Decoded.Events.DECODED;
        }
        long seen = 0;
        long timeNs = 0;
        long mark = 0;
        long index = MarketEvent.NONE;
        long rate = MarketEvent.NONE;
        int rateScale = 0;
        long fundingNs = 0;
        json.beginObject();
        for (int f; (f = json.nextField(EVENT_FIELDS)) != JsonScanner.END; ) {
            seen |= f >= 0 ? bit(f) : 0;
            switch (f) {
                case E_TIME -> timeNs = reading.timeNs();
                case T_TIME -> fundingNs = reading.timeNs();
                case P -> mark = reading.computedPrice(on);
                case I -> {
                    if (!json.skipEmptyText()) {
                        index = reading.computedPrice(on);
                    }
                }
                case R -> {
                    if (!json.skipEmptyText()) {
                        rate = json.number();
                        rateScale = json.numberScale();
                    }
                }
                default -> json.skipValue();
            }
        }
        json.require(EVENT_FIELDS, seen, bit(E_TIME) | bit(P));
        if (json.failed()) {
            return Decoded.Events.DECODED;
        }
        if (index != MarketEvent.NONE && index != 0) {
            reading.out().indexPrice(on.code(), timeNs, reading.receiveTimeNs(), index);
        }
        boolean isPerpetual = on.instrument().kind() == InstrumentKind.PERPETUAL;
        if (rate != MarketEvent.NONE && fundingNs != 0 && isPerpetual) {
            on.fundingTimeNs = fundingNs;
            reading.out()
                    .fundingRate(
                            on.code(),
                            timeNs,
                            reading.receiveTimeNs(),
                            rate,
                            rateScale,
                            on.fundingIntervalNs,
                            fundingNs,
                            FundingKind.ESTIMATE);
        }
        reading.out().markPrice(on.code(), timeNs, reading.receiveTimeNs(), mark);
        return Decoded.Events.DECODED;
    }

    /// The index of a pair, told as that of the pair's perpetual.
    Decoded indexPrice() {
        long seen = 0;
        long timeNs = 0;
        @Nullable Listing on = null;
        long here = json.mark();
        if (json.seek(PAIR)) {
            on = perpetualOf();
            json.back(here);
        }
        if (on == null) {
            json.require(PAIR, 0, 1);
            return Decoded.Events.DECODED;
        }
        long price = 0;
        json.beginObject();
        for (int f; (f = json.nextField(EVENT_FIELDS)) != JsonScanner.END; ) {
            seen |= f >= 0 ? bit(f) : 0;
            switch (f) {
                case E_TIME -> timeNs = reading.timeNs();
                case P -> price = reading.computedPrice(on);
                default -> json.skipValue();
            }
        }
        json.require(EVENT_FIELDS, seen, bit(E_TIME) | bit(P));
        if (!json.failed()) {
            reading.out().indexPrice(on.code(), timeNs, reading.receiveTimeNs(), price);
        }
        return Decoded.Events.DECODED;
    }

    private static final FieldNames PAIR = FieldNames.of("i");

    /// Reads a pair and finds the perpetual of it: `BTCUSDT`, on COIN-M `BTCUSD_PERP` for `BTCUSD`.
    @Nullable Listing perpetualOf() {
        if (!json.text()) {
            return null;
        }
        byte[] symbol = Arrays.copyOfRange(json.textBytes(), json.textFrom(), json.textTo());
        if (market == BinanceMarket.COINM) {
            int length = symbol.length;
            symbol = Arrays.copyOf(symbol, length + PERPETUAL.length);
            System.arraycopy(PERPETUAL, 0, symbol, length, PERPETUAL.length);
        }
        Listing found = reading.symbols().find(symbol, 0, symbol.length);
        if (found == null) {
            json.reject("a pair of the catalogue");
        }
        return found;
    }

    Decoded forceOrder() {
        long here = json.mark();
        if (!json.seek(ORDER)) {
            json.require(ORDER, 0, 1);
            return Decoded.Events.DECODED;
        }
        Listing on = reading.listingIn(SYMBOL);
        Decoded kind = on == null ? Decoded.Events.DECODED : order(on);
        json.back(here);
        json.skipValue();
        return kind;
    }

    private static final FieldNames ORDER = FieldNames.of("o");

    private Decoded order(Listing on) {
        long seen = 0;
        long timeNs = 0;
        long price = 0;
        long quantity = 0;
        PositionSide closedSide = PositionSide.LONG;
        boolean filled = false;
        json.beginObject();
        for (int f; (f = json.nextField(EVENT_FIELDS)) != JsonScanner.END; ) {
            seen |= f >= 0 ? bit(f) : 0;
            switch (f) {
                case T_TIME -> timeNs = reading.timeNs();
                case S_UP -> closedSide = closedSide();
                case AP -> price = reading.notNegative(on.priceScale());
                case Z -> quantity = reading.notNegative(on.quantityScale());
                case X -> filled = isFilled();
                default -> json.skipValue();
            }
        }
        json.require(EVENT_FIELDS, seen, bit(T_TIME) | bit(S_UP) | bit(AP) | bit(Z) | bit(X));
        if (json.failed()) {
            return Decoded.Events.DECODED;
        }
        if (!filled || quantity == 0) {
            return UNFILLED;
        }
        if (price == 0) {
            json.reject("an average price above 0");
            return UNFILLED;
        }
        long notional = reading.notionalMicroUsd(on, quantity, price);
        reading.out()
                .liquidation(
                        on.code(),
                        timeNs,
                        reading.receiveTimeNs(),
                        closedSide,
                        quantity,
                        price,
                        PriceKind.FILL,
                        notional,
                        Completeness.SAMPLED,
                        MarketEvent.NONE);
        return Decoded.Events.DECODED;
    }

    /// The side is that of the liquidation order: it sells what a long held.
    private PositionSide closedSide() {
        boolean read = json.text();
        if (read && json.textIs("SELL")) {
            return PositionSide.LONG;
        }
        if (read && !json.textIs("BUY")) {
            json.reject("SELL or BUY");
        }
        return PositionSide.SHORT;
    }

    private boolean isFilled() {
        return json.text() && (json.textIs("FILLED") || json.textIs("PARTIALLY_FILLED"));
    }
}

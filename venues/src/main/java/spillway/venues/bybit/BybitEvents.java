package spillway.venues.bybit;

import spillway.market.BookLevels;
import spillway.market.Completeness;
import spillway.market.MarketEvent;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.TakerSide;
import spillway.venues.protocol.Listing;
import spillway.venues.protocol.TextId;
import spillway.venues.protocol.WireReading;
import spillway.venues.wire.FieldNames;
import spillway.venues.wire.JsonScanner;

/// Reads the `data` of trades, liquidations, books and best prices.
final class BybitEvents {
    private static final FieldNames SYMBOL = FieldNames.of("s");
    private static final FieldNames TRADE = FieldNames.of("T", "S", "v", "p", "i", "BT");
    private static final FieldNames LIQUIDATION = FieldNames.of("T", "S", "v", "p");
    private static final FieldNames BOOK = FieldNames.of("u", "b", "a");

    private final WireReading reading;
    private final JsonScanner json;
    private long updateId;
    private boolean changesBids;
    private boolean changesAsks;

    BybitEvents(WireReading reading) {
        this.reading = reading;
        json = reading.json();
    }

    /// Reads Bybit's two words for a side; `true` for the first.
    private boolean isBuy() {
        boolean read = json.text();
        boolean buy = read && json.textIs("Buy");
        if (read && !buy && !json.textIs("Sell")) {
            json.reject("Buy or Sell");
        }
        return buy;
    }

    /// Trades on the book; block trades, which are struck off it, are passed over.
    void trades() {
        json.beginArray();
        while (json.nextElement()) {
            trade();
        }
    }

    private void trade() {
        Listing on = reading.listingIn(SYMBOL);
        if (on == null) {
            return;
        }
        long seen = 0;
        long timeNs = 0;
        long quantity = 0;
        long price = 0;
        long id = MarketEvent.NONE;
        boolean isBuy = false;
        boolean isBlock = false;
        json.beginObject();
        for (int f; (f = json.nextField(TRADE)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> timeNs = reading.timeNs();
                case 1 -> isBuy = isBuy();
                case 2 -> quantity = reading.positive(on.quantityScale());
                case 3 -> price = reading.positive(on.priceScale());
                case 4 -> id = json.text() ? TextId.of(json) : 0;
                case 5 -> isBlock = json.bool();
                default -> json.skipValue();
            }
        }
        json.require(TRADE, seen, 0b1111);
        if (!json.failed() && !isBlock) {
            reading.out()
                    .trade(
                            on.code(),
                            timeNs,
                            reading.receiveTimeNs(),
                            price,
                            quantity,
                            isBuy ? TakerSide.BUY : TakerSide.SELL,
                            id);
        }
    }

    void liquidations() {
        json.beginArray();
        while (json.nextElement()) {
            liquidation();
        }
    }

    /// The side is that of the POSITION: `Buy` means that a long was liquidated, unlike at most
    /// other venues. The price is the bankruptcy price, not a fill.
    private void liquidation() {
        Listing on = reading.listingIn(SYMBOL);
        if (on == null) {
            return;
        }
        long seen = 0;
        long timeNs = 0;
        long quantity = 0;
        long price = 0;
        boolean isLong = false;
        json.beginObject();
        for (int f; (f = json.nextField(LIQUIDATION)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> timeNs = reading.timeNs();
                case 1 -> isLong = isBuy();
                case 2 -> quantity = reading.positive(on.quantityScale());
                case 3 -> price = reading.positive(on.priceScale());
                default -> json.skipValue();
            }
        }
        json.require(LIQUIDATION, seen, 0b1111);
        long notional = reading.notionalMicroUsd(on, quantity, price);
        if (!json.failed()) {
            reading.out()
                    .liquidation(
                            on.code(),
                            timeNs,
                            reading.receiveTimeNs(),
                            isLong ? PositionSide.LONG : PositionSide.SHORT,
                            quantity,
                            price,
                            PriceKind.BANKRUPTCY,
                            notional,
                            Completeness.COMPLETE,
                            MarketEvent.NONE);
        }
    }

    /// Reads levels and number of a book message, kept until the message is known to its end.
    void book(Listing on) {
        long seen = 0;
        reading.beginLevels();
        json.beginObject();
        for (int f; (f = json.nextField(BOOK)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> updateId = json.integer();
                case 1 -> reading.bids(on);
                case 2 -> reading.asks(on);
                default -> json.skipValue();
            }
        }
        json.require(BOOK, seen, 0b111);
        changesBids = reading.levels().bids() > 0;
        changesAsks = reading.levels().asks() > 0;
    }

    /// Sends the book message read last.
    void emitBook(Listing on, boolean isSnapshot, long timeNs) {
        if (isSnapshot) {
            reading.out()
                    .bookSnapshot(
                            on.code(), timeNs, reading.receiveTimeNs(), updateId, reading.levels());
        } else {
            reading.out()
                    .bookDelta(
                            on.code(),
                            timeNs,
                            reading.receiveTimeNs(),
                            updateId,
                            updateId,
                            MarketEvent.NONE,
                            reading.levels());
        }
    }

    /// Best prices from a book of one level. Documented as snapshots only; a delta, as older
    /// recordings have, names the new best of each side that changed.
    void emitQuote(Listing on, BybitState state, boolean isSnapshot, long timeNs) {
        BookLevels levels = reading.levels();
        if (isSnapshot || changesBids) {
            int best = best(levels, true);
            state.bidPrice = best < 0 ? 0 : levels.bidPrice(best);
            state.bidQuantity = best < 0 ? 0 : levels.bidQuantity(best);
        }
        if (isSnapshot || changesAsks) {
            int best = best(levels, false);
            state.askPrice = best < 0 ? 0 : levels.askPrice(best);
            state.askQuantity = best < 0 ? 0 : levels.askQuantity(best);
        }
        reading.out()
                .quote(
                        on.code(),
                        timeNs,
                        reading.receiveTimeNs(),
                        state.bidPrice,
                        state.bidQuantity,
                        state.askPrice,
                        state.askQuantity,
                        updateId);
    }

    private static int best(BookLevels levels, boolean bids) {
        int best = -1;
        int count = bids ? levels.bids() : levels.asks();
        for (int i = 0; i < count; i++) {
            long quantity = bids ? levels.bidQuantity(i) : levels.askQuantity(i);
            if (quantity != 0 && (best < 0 || isBetter(levels, bids, i, best))) {
                best = i;
            }
        }
        return best;
    }

    private static boolean isBetter(BookLevels levels, boolean bids, int one, int other) {
        return bids
                ? levels.bidPrice(one) > levels.bidPrice(other)
                : levels.askPrice(one) < levels.askPrice(other);
    }
}

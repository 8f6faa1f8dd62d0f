package spillway.venues.okx;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import spillway.market.BookLevels;
import spillway.market.Completeness;
import spillway.market.FundingKind;
import spillway.market.MarketEvent;
import spillway.market.MicroUsd;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.TakerSide;
import spillway.venues.protocol.Listing;
import spillway.venues.protocol.RecentKeys;
import spillway.venues.protocol.TextId;
import spillway.venues.protocol.WireReading;
import spillway.venues.wire.FieldNames;
import spillway.venues.wire.JsonScanner;

/// Reads one element of `data`, of a message or of an answer.
final class OkxEvents {
    private static final FieldNames INSTRUMENT = FieldNames.of("instId");
    private static final FieldNames TRADE = FieldNames.of("px", "sz", "side", "ts", "tradeId");
    private static final FieldNames BOOK =
            FieldNames.of("bids", "asks", "ts", "seqId", "prevSeqId");
    private static final FieldNames MARK = FieldNames.of("markPx", "ts");
    private static final FieldNames INDEX = FieldNames.of("idxPx", "ts");
    private static final FieldNames FUNDING =
            FieldNames.of("fundingRate", "fundingTime", "nextFundingTime", "ts");
    private static final FieldNames OPEN_INTEREST = FieldNames.of("oi", "oiUsd", "ts");
    private static final FieldNames DETAILS = FieldNames.of("details");
    private static final FieldNames DETAIL = FieldNames.of("bkPx", "sz", "ts", "side", "posSide");
    private static final byte[] SWAP = "-SWAP".getBytes(StandardCharsets.UTF_8);

    private final WireReading reading;
    private final JsonScanner json;
    private final RecentKeys liquidations = new RecentKeys();

    OkxEvents(WireReading reading) {
        this.reading = reading;
        json = reading.json();
    }

    /// Starts on the next message.
    void start() {
        liquidations.start();
    }

    /// The message proved good.
    void keep() {
        liquidations.keep();
    }

    private @Nullable Listing named() {
        return reading.listingIn(INSTRUMENT);
    }

    void trade() {
        Listing on = named();
        if (on == null) {
            return;
        }
        long seen = 0;
        long price = 0;
        long quantity = 0;
        TakerSide side = TakerSide.UNKNOWN;
        long timeNs = 0;
        long id = 0;
        json.beginObject();
        for (int f; (f = json.nextField(TRADE)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> price = reading.positive(on.priceScale());
                case 1 -> quantity = reading.positive(on.quantityScale());
                case 2 -> side = isBuy() ? TakerSide.BUY : TakerSide.SELL;
                case 3 -> timeNs = reading.timeNs();
                case 4 -> id = json.text() ? TextId.of(json) : 0;
                default -> json.skipValue();
            }
        }
        json.require(TRADE, seen, 0b11111);
        if (!json.failed()) {
            reading.out()
                    .trade(on.code(), timeNs, reading.receiveTimeNs(), price, quantity, side, id);
        }
    }

    private boolean isBuy() {
        boolean read = json.text();
        boolean buy = read && json.textIs("buy");
        if (read && !buy && !json.textIs("sell")) {
            json.reject("buy or sell");
        }
        return buy;
    }

    /// What a book message is.
    enum BookShape {
        SNAPSHOT,
        UPDATE,
        /// One level a side: best prices.
        BEST
    }

    /// A level is price, size, a dead field and the number of orders.
    void book(Listing on, BookShape shape) {
        long seen = 0;
        long timeNs = 0;
        long id = MarketEvent.NONE;
        long previous = MarketEvent.NONE;
        reading.beginLevels();
        json.beginObject();
        for (int f; (f = json.nextField(BOOK)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> reading.bids(on);
                case 1 -> reading.asks(on);
                case 2 -> timeNs = reading.timeNs();
                case 3 -> id = json.integer();
                case 4 -> previous = json.integer();
                default -> json.skipValue();
            }
        }
        json.require(BOOK, seen, 0b111);
        if (json.failed()) {
            return;
        }
        BookLevels levels = reading.levels();
        switch (shape) {
            case SNAPSHOT ->
                    reading.out()
                            .bookSnapshot(on.code(), timeNs, reading.receiveTimeNs(), id, levels);
            case UPDATE -> {
                boolean keepAlive = id == previous && levels.bids() + levels.asks() == 0;
                if (!keepAlive) {
                    reading.out()
                            .bookDelta(
                                    on.code(),
                                    timeNs,
                                    reading.receiveTimeNs(),
                                    id,
                                    id,
                                    previous,
                                    levels);
                }
            }
            case BEST -> quote(on, timeNs, id, levels);
        }
    }

    private void quote(Listing on, long timeNs, long id, BookLevels levels) {
        boolean bid = levels.bids() > 0;
        boolean ask = levels.asks() > 0;
        reading.out()
                .quote(
                        on.code(),
                        timeNs,
                        reading.receiveTimeNs(),
                        bid ? levels.bidPrice(0) : 0,
                        bid ? levels.bidQuantity(0) : 0,
                        ask ? levels.askPrice(0) : 0,
                        ask ? levels.askQuantity(0) : 0,
                        id);
    }

    void markPrice() {
        Listing on = named();
        if (on == null) {
            return;
        }
        long seen = 0;
        long price = 0;
        long timeNs = 0;
        json.beginObject();
        for (int f; (f = json.nextField(MARK)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> price = reading.computedPrice(on);
                case 1 -> timeNs = reading.timeNs();
                default -> json.skipValue();
            }
        }
        json.require(MARK, seen, 0b11);
        if (!json.failed()) {
            reading.out().markPrice(on.code(), timeNs, reading.receiveTimeNs(), price);
        }
    }

    /// The index of a pair, told as that of the pair's swap.
    void indexPrice() {
        long here = json.mark();
        Listing on = json.seek(INSTRUMENT) && json.text() ? swapOf() : null;
        json.back(here);
        if (on == null) {
            json.require(INSTRUMENT, 0, 1);
            return;
        }
        long seen = 0;
        long price = 0;
        long timeNs = 0;
        json.beginObject();
        for (int f; (f = json.nextField(INDEX)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> price = reading.computedPrice(on);
                case 1 -> timeNs = reading.timeNs();
                default -> json.skipValue();
            }
        }
        json.require(INDEX, seen, 0b11);
        if (!json.failed()) {
            reading.out().indexPrice(on.code(), timeNs, reading.receiveTimeNs(), price);
        }
    }

    private @Nullable Listing swapOf() {
        byte[] pair = Arrays.copyOfRange(json.textBytes(), json.textFrom(), json.textTo());
        byte[] swap = Arrays.copyOf(pair, pair.length + SWAP.length);
        System.arraycopy(SWAP, 0, swap, pair.length, SWAP.length);
        Listing found = reading.symbols().find(swap, 0, swap.length);
        if (found == null) {
            json.reject("an index with a swap in the catalogue");
        }
        return found;
    }

    /// A running estimate. The interval is the distance of the next two payments, which shrinks
    /// while the cap binds.
    void funding() {
        Listing on = named();
        if (on == null) {
            return;
        }
        long seen = 0;
        long rate = 0;
        int scale = 0;
        long fundingNs = 0;
        long nextNs = MarketEvent.NONE;
        long timeNs = reading.receiveTimeNs();
        json.beginObject();
        for (int f; (f = json.nextField(FUNDING)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> {
                    rate = json.number();
                    scale = json.numberScale();
                }
                case 1 -> fundingNs = reading.timeNs();
                case 2 -> {
                    if (!json.skipEmptyText()) {
                        nextNs = reading.timeNs();
                    }
                }
                case 3 -> timeNs = reading.timeNs();
                default -> json.skipValue();
            }
        }
        json.require(FUNDING, seen, 0b11);
        if (json.failed()) {
            return;
        }
        on.fundingIntervalNs = nextNs > fundingNs ? nextNs - fundingNs : on.fundingIntervalNs;
        reading.out()
                .fundingRate(
                        on.code(),
                        timeNs,
                        reading.receiveTimeNs(),
                        rate,
                        scale,
                        on.fundingIntervalNs,
                        fundingNs,
                        FundingKind.ESTIMATE);
    }

    /// One side, in contracts; the venue's own value in dollars where it gives one.
    void openInterest() {
        Listing on = named();
        if (on == null) {
            return;
        }
        long seen = 0;
        long quantity = 0;
        long microUsd = MarketEvent.NONE;
        long timeNs = 0;
        json.beginObject();
        for (int f; (f = json.nextField(OPEN_INTEREST)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> quantity = json.roundedDecimal(on.quantityScale());
                case 1 -> {
                    if (!json.skipEmptyText()) {
                        microUsd = json.roundedDecimal(MicroUsd.SCALE);
                        if (microUsd < 0 || microUsd > MicroUsd.MAX) {
                            json.reject("a value of 0 to a trillion USD");
                        }
                    }
                }
                case 2 -> timeNs = reading.timeNs();
                default -> json.skipValue();
            }
        }
        json.require(OPEN_INTEREST, seen, 0b101);
        if (quantity < 0 && !json.failed()) {
            json.reject("open interest not below 0");
        }
        if (!json.failed()) {
            reading.out()
                    .openInterest(on.code(), timeNs, reading.receiveTimeNs(), quantity, microUsd);
        }
    }

    /// Orders of one instrument. The first message after subscribing tells old ones again.
    void liquidations() {
        Listing on = named();
        long here = json.mark();
        if (on != null && !json.seek(DETAILS)) {
            json.require(DETAILS, 0, 1);
        }
        if (on == null || json.failed()) {
            return;
        }
        json.beginArray();
        while (json.nextElement()) {
            liquidation(on);
        }
        json.back(here);
        json.skipValue();
    }

    /// `posSide` is the position; where it is `net`, the order's side tells: it sells a long. The
    /// price is that at which the position was taken over, of the bankruptcy kind. OKX says itself
    /// that not every order is here.
    private void liquidation(Listing on) {
        long seen = 0;
        long price = 0;
        long quantity = 0;
        long timeNs = 0;
        boolean orderBuys = false;
        @Nullable PositionSide position = null;
        json.beginObject();
        for (int f; (f = json.nextField(DETAIL)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> price = reading.positive(on.priceScale());
                case 1 -> quantity = reading.positive(on.quantityScale());
                case 2 -> timeNs = reading.timeNs();
                case 3 -> orderBuys = isBuy();
                case 4 -> position = positionSide();
                default -> json.skipValue();
            }
        }
        json.require(DETAIL, seen, 0b1111);
        long notional = reading.notionalMicroUsd(on, quantity, price);
        if (json.failed()) {
            return;
        }
        PositionSide closedSide =
                position != null ? position : orderBuys ? PositionSide.SHORT : PositionSide.LONG;
        long key = RecentKeys.mix(on.code(), timeNs);
        key = RecentKeys.mix(RecentKeys.mix(key, quantity), price);
        key = RecentKeys.mix(key, closedSide == PositionSide.LONG ? 1 : 2);
        if (liquidations.add(key)) {
            reading.out()
                    .liquidation(
                            on.code(),
                            timeNs,
                            reading.receiveTimeNs(),
                            closedSide,
                            quantity,
                            price,
                            PriceKind.BANKRUPTCY,
                            notional,
                            Completeness.SAMPLED,
                            MarketEvent.NONE);
        }
    }

    private @Nullable PositionSide positionSide() {
        boolean read = json.text();
        if (read && json.textIs("long")) {
            return PositionSide.LONG;
        }
        if (read && json.textIs("short")) {
            return PositionSide.SHORT;
        }
        if (read && !json.textIs("net") && !json.textIs("")) {
            json.reject("long, short or net");
        }
        return null;
    }
}

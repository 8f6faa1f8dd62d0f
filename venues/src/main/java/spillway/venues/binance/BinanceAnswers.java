package spillway.venues.binance;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.MarketEvent;
import spillway.market.RatioPopulation;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.Listing;
import spillway.venues.protocol.WireReading;
import spillway.venues.wire.FieldNames;
import spillway.venues.wire.JsonScanner;

/// Reads the bodies of answers to requests.
final class BinanceAnswers {
    private static final FieldNames BOOK = FieldNames.of("lastUpdateId", "E", "T", "bids", "asks");
    private static final FieldNames SYMBOL = FieldNames.of("symbol");
    private static final FieldNames OPEN_INTEREST = FieldNames.of("openInterest", "time");
    private static final FieldNames MARK = FieldNames.of("markPrice", "time");
    private static final FieldNames RATIO = FieldNames.of("longShortRatio", "timestamp");
    private static final FieldNames PAIR = FieldNames.of("pair");
    private static final FieldNames INTERVAL = FieldNames.of("symbol", "fundingIntervalHours");
    private static final FieldNames CATALOGUE = FieldNames.of("symbols");
    private static final FieldNames DEFINITION =
            FieldNames.of(
                    "symbol",
                    "baseAsset",
                    "quoteAsset",
                    "contractType",
                    "status",
                    "contractStatus",
                    "contractSize",
                    "filters",
                    "baseAssetPrecision");
    private static final FieldNames FILTER = FieldNames.of("filterType", "tickSize", "stepSize");

    /// Interval of symbols that the list of exceptions leaves out.
    private static final long USUAL_INTERVAL_NS = Duration.ofHours(8).toNanos();

    private final BinanceMarket market;
    private final WireReading reading;
    private final JsonScanner json;

    BinanceAnswers(BinanceMarket market, WireReading reading) {
        this.market = market;
        this.reading = reading;
        json = reading.json();
    }

    /// A whole book of `known`, or of the instrument that the object names.
    Decoded book(@Nullable Listing known) {
        Listing on = known;
        long here = json.mark();
        if (on == null && json.seek(SYMBOL)) {
            on = reading.listing();
            json.back(here);
        }
        if (on == null) {
            json.require(SYMBOL, 0, 1);
            return Decoded.Events.DECODED;
        }
        long seen = 0;
        long id = 0;
        long eventNs = reading.receiveTimeNs();
        long timeNs = MarketEvent.NONE;
        reading.beginLevels();
        json.beginObject();
        for (int f; (f = json.nextField(BOOK)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> id = json.integer();
                case 1 -> eventNs = reading.timeNs();
                case 2 -> timeNs = reading.timeNs();
                case 3 -> reading.bids(on);
                case 4 -> reading.asks(on);
                default -> json.skipValue();
            }
        }
        json.require(BOOK, seen, 0b11001);
        if (!json.failed()) {
            reading.out()
                    .bookSnapshot(
                            on.code(),
                            timeNs == MarketEvent.NONE ? eventNs : timeNs,
                            reading.receiveTimeNs(),
                            id,
                            reading.levels());
        }
        return Decoded.Events.DECODED;
    }

    Decoded openInterest() {
        Listing on = reading.listingIn(SYMBOL);
        if (on == null) {
            return Decoded.Events.DECODED;
        }
        long quantity = 0;
        long timeNs = reading.receiveTimeNs();
        long seen = 0;
        json.beginObject();
        for (int f; (f = json.nextField(OPEN_INTEREST)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> quantity = reading.notNegative(on.quantityScale());
                case 1 -> timeNs = reading.timeNs();
                default -> json.skipValue();
            }
        }
        json.require(OPEN_INTEREST, seen, 1);
        if (!json.failed()) {
            boolean isMoney = market == BinanceMarket.COINM;
            reading.out()
                    .openInterest(
                            on.code(),
                            timeNs,
                            reading.receiveTimeNs(),
                            quantity,
                            isMoney ? reading.notionalMicroUsd(on, quantity, 0) : MarketEvent.NONE);
        }
        return Decoded.Events.DECODED;
    }

    /// The mark prices of all instruments.
    Decoded markPrices() {
        json.beginArray();
        while (json.nextElement()) {
            markPrice();
        }
        return Decoded.Events.DECODED;
    }

    private void markPrice() {
        Listing on = reading.listingIn(SYMBOL);
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

    /// An array of ratios, oldest first; each names a symbol, or on COIN-M a pair.
    Decoded ratios(RatioPopulation population, BinanceEvents events) {
        json.beginArray();
        while (json.nextElement()) {
            ratio(population, events);
        }
        return Decoded.Events.DECODED;
    }

    private void ratio(RatioPopulation population, BinanceEvents events) {
        long here = json.mark();
        Listing on;
        if (market == BinanceMarket.COINM && json.seek(PAIR)) {
            on = events.perpetualOf();
            json.back(here);
        } else {
            on = reading.listingIn(SYMBOL);
        }
        long seen = 0;
        long ratio = 0;
        int scale = 0;
        long timeNs = 0;
        json.beginObject();
        for (int f; (f = json.nextField(RATIO)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> {
                    ratio = json.number();
                    scale = json.numberScale();
                }
                case 1 -> timeNs = reading.timeNs();
                default -> json.skipValue();
            }
        }
        json.require(RATIO, seen, 0b11);
        if (!json.failed() && on != null) {
            reading.out()
                    .longShortRatio(
                            on.code(), timeNs, reading.receiveTimeNs(), population, ratio, scale);
        }
    }

    /// The list of symbols whose funding interval is not the usual one. It gives every other
    /// perpetual the usual one.
    Decoded fundingIntervals() {
        Set<String> named = new HashSet<>();
        json.beginArray();
        while (json.nextElement()) {
            String symbol = "";
            long hours = 0;
            json.beginObject();
            for (int f; (f = json.nextField(INTERVAL)) != JsonScanner.END; ) {
                switch (f) {
                    case 0 -> symbol = json.text() ? json.textString() : "";
                    case 1 -> hours = reading.positive(0);
                    default -> json.skipValue();
                }
            }
            Listing on = reading.symbols().find(symbol);
            if (on != null && hours > 0 && hours <= 24) {
                on.fundingIntervalNs = Duration.ofHours(hours).toNanos();
                named.add(symbol);
            }
        }
        for (Instrument instrument : reading.symbols().catalogue()) {
            Listing on = reading.symbols().find(instrument.symbol());
            if (on != null && !named.contains(instrument.symbol())) {
                on.fundingIntervalNs = USUAL_INTERVAL_NS;
            }
        }
        return Decoded.Events.DECODED;
    }

    /// The catalogue: every symbol that trades is listed, every other one taken off.
    Decoded catalogue() {
        if (!json.seek(CATALOGUE)) {
            json.require(CATALOGUE, 0, 1);
            return Decoded.Events.DECODED;
        }
        json.beginArray();
        while (json.nextElement()) {
            definition();
        }
        json.rewind();
        json.skipValue();
        return Decoded.Events.DECODED;
    }

    private void definition() {
        String symbol = "";
        String base = "";
        String quote = "";
        String contractType = "";
        String status = "";
        int quantityScale = 0;
        int priceScale = BinanceSymbols.PRICE_SCALE;
        Decimal contractSize = Decimal.ONE;
        long seen = 0;
        json.beginObject();
        for (int f; (f = json.nextField(DEFINITION)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> symbol = text();
                case 1 -> base = text();
                case 2 -> quote = text();
                case 3 -> contractType = text();
                case 4, 5 -> status = text();
                case 6 -> contractSize = new Decimal(reading.positive(0), 0);
                case 7 -> {
                    long scales = filters();
                    priceScale = Math.max(priceScale, (int) (scales >>> Integer.SIZE));
                    quantityScale = Math.max(quantityScale, (int) scales);
                }
                case 8 -> {
                    int precision = (int) reading.notNegative(0);
                    quantityScale = market == BinanceMarket.SPOT ? precision : quantityScale;
                }
                default -> json.skipValue();
            }
        }
        json.require(DEFINITION, seen, 0b111);
        if (json.failed()) {
            return;
        }
        if (!status.equals("TRADING")) {
            reading.delist(symbol);
            return;
        }
        InstrumentKind kind = kind(contractType);
        try {
            reading.list(
                    market == BinanceMarket.COINM
                            ? BinanceSymbols.inverse(
                                    symbol, base, kind, contractSize, quantityScale)
                            : BinanceSymbols.linear(
                                    market, symbol, base, quote, kind, priceScale, quantityScale));
        } catch (IllegalArgumentException e) {
            json.reject("a definition that holds together: " + e.getMessage());
        }
    }

    private String text() {
        return json.text() ? json.textString() : "";
    }

    private InstrumentKind kind(String contractType) {
        if (!market.isFutures()) {
            return InstrumentKind.SPOT;
        }
        return contractType.endsWith("PERPETUAL")
                ? InstrumentKind.PERPETUAL
                : InstrumentKind.FUTURE;
    }

    /// Decimals of the price tick (upper half) and of the lot (lower half).
    private long filters() {
        int tickDecimals = 0;
        int lotDecimals = 0;
        json.beginArray();
        while (json.nextElement()) {
            int step = 0;
            int tick = 0;
            boolean isLot = false;
            json.beginObject();
            for (int f; (f = json.nextField(FILTER)) != JsonScanner.END; ) {
                switch (f) {
                    case 0 -> isLot = json.text() && json.textIs("LOT_SIZE");
                    case 1 -> {
                        json.number();
                        tick = json.numberScale();
                    }
                    case 2 -> {
                        json.number();
                        step = json.numberScale();
                    }
                    default -> json.skipValue();
                }
            }
            tickDecimals = Math.max(tickDecimals, tick);
            lotDecimals = isLot ? step : lotDecimals;
        }
        return ((long) tickDecimals << Integer.SIZE) | lotDecimals;
    }
}

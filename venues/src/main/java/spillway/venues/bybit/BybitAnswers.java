package spillway.venues.bybit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import spillway.market.Contract;
import spillway.market.FundingKind;
import spillway.market.InstrumentKind;
import spillway.market.MarketEvent;
import spillway.market.RatioPopulation;
import spillway.venues.protocol.ControlKind;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.Listing;
import spillway.venues.protocol.WireReading;
import spillway.venues.wire.FieldNames;
import spillway.venues.wire.JsonScanner;

/// Reads the bodies of answers to requests: `{"retCode":0,…,"result":{…},"time":…}`.
final class BybitAnswers {
    private static final FieldNames CODE = FieldNames.of("retCode");
    private static final FieldNames SAID = FieldNames.of("retMsg");
    private static final FieldNames RESULT = FieldNames.of("result");
    private static final FieldNames LIST = FieldNames.of("list");
    private static final FieldNames SYMBOL = FieldNames.of("symbol");
    private static final FieldNames BOOK_SYMBOL = FieldNames.of("s");
    private static final FieldNames BOOK = FieldNames.of("u", "b", "a", "ts", "cts");
    private static final FieldNames SAMPLE = FieldNames.of("timestamp", "openInterest");
    private static final FieldNames RATIO = FieldNames.of("buyRatio", "sellRatio", "timestamp");
    private static final FieldNames FUNDING = FieldNames.of("fundingRate", "fundingRateTimestamp");
    private static final FieldNames DEFINITION =
            FieldNames.of(
                    "symbol",
                    "baseCoin",
                    "quoteCoin",
                    "contractType",
                    "status",
                    "priceFilter",
                    "lotSizeFilter",
                    "fundingInterval");
    private static final FieldNames STEPS = FieldNames.of("tickSize", "qtyStep", "basePrecision");

    /// Shares are printed with four decimals; their quotient is kept with twice as many.
    private static final int RATIO_SCALE = 8;

    private static final int MOST_SCALE = 17;

    private final BybitMarket market;
    private final WireReading reading;
    private final JsonScanner json;
    private final BybitTickers tickers;

    BybitAnswers(BybitMarket market, WireReading reading, BybitTickers tickers) {
        this.market = market;
        this.reading = reading;
        this.tickers = tickers;
        json = reading.json();
    }

    /// Reads the answer to `request`.
    Decoded read(String request) {
        int query = request.indexOf('?');
        String path = query < 0 ? request : request.substring(0, query);
        if (json.peek() == '{' && json.seek(CODE)) {
            boolean refused = json.integer() != 0;
            json.rewind();
            if (refused) {
                return refusal();
            }
        }
        json.rewind();
        if (!json.seek(RESULT)) {
            json.require(RESULT, 0, 1);
            return reading.finish(Decoded.Events.DECODED);
        }
        switch (path) {
            case "/v5/market/instruments-info" -> list(Entry.DEFINITION);
            case "/v5/market/tickers" -> list(Entry.TICKER);
            case "/v5/market/open-interest" -> openInterest();
            case "/v5/market/account-ratio" -> list(Entry.RATIO);
            case "/v5/market/funding/history" -> list(Entry.FUNDING);
            case "/v5/market/orderbook" -> book();
            default -> {
                return new Decoded.Malformed(
                        "request", "a request whose answer is read for Bybit", request);
            }
        }
        json.rewind();
        json.skipValue();
        return reading.finish(Decoded.Events.DECODED);
    }

    private Decoded refusal() {
        String said = json.seek(SAID) && json.text() ? json.textString() : "";
        json.rewind();
        json.skipValue();
        return reading.finish(new Decoded.Control(ControlKind.REFUSED, said));
    }

    /// What the elements of a list are.
    private enum Entry {
        DEFINITION,
        TICKER,
        RATIO,
        FUNDING
    }

    private void list(Entry entry) {
        if (!json.seek(LIST)) {
            json.require(LIST, 0, 1);
            return;
        }
        json.beginArray();
        while (json.nextElement()) {
            switch (entry) {
                case DEFINITION -> definition();
                case TICKER -> ticker();
                case RATIO -> ratio();
                case FUNDING -> funding();
            }
        }
    }

    private @Nullable Listing named() {
        return reading.listingIn(SYMBOL);
    }

    /// Open interest of an answer stands beside its symbol, each sample with its own time.
    private void openInterest() {
        Listing on = named();
        if (on == null || !json.seek(LIST)) {
            json.require(LIST, 0, 1);
            return;
        }
        json.beginArray();
        while (json.nextElement()) {
            long here = json.mark();
            long timeNs = json.seek(SAMPLE) ? reading.timeNs() : MarketEvent.NONE;
            json.back(here);
            if (timeNs == MarketEvent.NONE) {
                json.require(SAMPLE, 0, 1);
            }
            tickers.read(on);
            if (!json.failed()) {
                tickers.emitOpenInterest(on, timeNs);
            }
        }
    }

    private void ticker() {
        long here = json.mark();
        boolean option =
                json.seek(SYMBOL) && json.text() && BybitSymbols.isOption(json.textString());
        json.back(here);
        if (option || market == BybitMarket.SPOT) {
            json.skipValue();
            return;
        }
        Listing on = named();
        if (on != null) {
            tickers.read(on);
        }
        if (on != null && !json.failed()) {
            tickers.emit(on, reading.receiveTimeNs());
        }
    }

    private void ratio() {
        Listing on = named();
        BigDecimal longs = BigDecimal.ZERO;
        BigDecimal shorts = BigDecimal.ZERO;
        long timeNs = 0;
        long seen = 0;
        json.beginObject();
        for (int f; (f = json.nextField(RATIO)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> longs = share();
                case 1 -> shorts = share();
                case 2 -> timeNs = reading.timeNs();
                default -> json.skipValue();
            }
        }
        json.require(RATIO, seen, 0b111);
        if (on == null || json.failed()) {
            return;
        }
        if (shorts.signum() == 0) {
            json.reject("a share of shorts above 0");
            return;
        }
        BigDecimal ratio = longs.divide(shorts, RATIO_SCALE, RoundingMode.HALF_EVEN);
        reading.out()
                .longShortRatio(
                        on.code(),
                        timeNs,
                        reading.receiveTimeNs(),
                        RatioPopulation.ALL_ACCOUNTS,
                        ratio.unscaledValue().longValue(),
                        RATIO_SCALE);
    }

    private BigDecimal share() {
        long mantissa = json.number();
        BigDecimal share = BigDecimal.valueOf(mantissa, json.failed() ? 0 : json.numberScale());
        if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            json.reject("a share of 0 to 1");
        }
        return share;
    }

    private void funding() {
        Listing on = named();
        long rate = 0;
        int scale = 0;
        long timeNs = 0;
        long seen = 0;
        json.beginObject();
        for (int f; (f = json.nextField(FUNDING)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> {
                    rate = json.number();
                    scale = json.numberScale();
                }
                case 1 -> timeNs = reading.timeNs();
                default -> json.skipValue();
            }
        }
        json.require(FUNDING, seen, 0b11);
        if (on != null && !json.failed()) {
            reading.out()
                    .fundingRate(
                            on.code(),
                            timeNs,
                            reading.receiveTimeNs(),
                            rate,
                            scale,
                            on.fundingIntervalNs,
                            timeNs,
                            FundingKind.SETTLED);
        }
    }

    private void book() {
        Listing on = reading.listingIn(BOOK_SYMBOL);
        if (on == null) {
            return;
        }
        long seen = 0;
        long id = 0;
        long sentNs = 0;
        long matchedNs = MarketEvent.NONE;
        reading.beginLevels();
        json.beginObject();
        for (int f; (f = json.nextField(BOOK)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> id = json.integer();
                case 1 -> reading.bids(on);
                case 2 -> reading.asks(on);
                case 3 -> sentNs = reading.timeNs();
                case 4 -> matchedNs = reading.timeNs();
                default -> json.skipValue();
            }
        }
        json.require(BOOK, seen, 0b1111);
        if (!json.failed()) {
            reading.out()
                    .bookSnapshot(
                            on.code(),
                            matchedNs == MarketEvent.NONE ? sentNs : matchedNs,
                            reading.receiveTimeNs(),
                            id,
                            reading.levels());
        }
    }

    private void definition() {
        String symbol = "";
        String base = "";
        String quote = "";
        String contractType = "";
        String status = "";
        int priceScale = BybitSymbols.PRICE_SCALE;
        int quantityScale = 0;
        long intervalMinutes = 0;
        long seen = 0;
        json.beginObject();
        for (int f; (f = json.nextField(DEFINITION)) != JsonScanner.END; ) {
            seen |= f >= 0 ? 1L << f : 0;
            switch (f) {
                case 0 -> symbol = text();
                case 1 -> base = text();
                case 2 -> quote = text();
                case 3 -> contractType = text();
                case 4 -> status = text();
                case 5 -> priceScale = Math.max(priceScale, decimals());
                case 6 -> quantityScale = decimals();
                case 7 -> intervalMinutes = json.integer();
                default -> json.skipValue();
            }
        }
        json.require(DEFINITION, seen, 0b10111);
        if (json.failed() || BybitSymbols.isOption(symbol)) {
            return;
        }
        if (!status.equals("Trading") && !status.equals("PreLaunch")) {
            reading.delist(symbol);
            return;
        }
        // One decimal more than the lot has: open interest of both sides is halved.
        int halves = Math.min(MOST_SCALE, quantityScale) + 1;
        list(symbol, base, quote, contractType, priceScale, halves);
        Listing on = reading.symbols().find(symbol);
        if (on != null && intervalMinutes > 0 && intervalMinutes <= 24 * 60) {
            on.fundingIntervalNs = Duration.ofMinutes(intervalMinutes).toNanos();
        }
    }

    private void list(
            String symbol,
            String base,
            String quote,
            String contractType,
            int priceScale,
            int quantityScale) {
        InstrumentKind kind =
                contractType.isEmpty()
                        ? InstrumentKind.SPOT
                        : contractType.endsWith("Perpetual")
                                ? InstrumentKind.PERPETUAL
                                : InstrumentKind.FUTURE;
        boolean inverse = contractType.startsWith("Inverse");
        try {
            reading.list(
                    BybitSymbols.instrument(
                            market.venue(),
                            symbol,
                            base,
                            quote,
                            kind,
                            inverse ? Contract.INVERSE : Contract.LINEAR,
                            priceScale,
                            quantityScale));
        } catch (IllegalArgumentException e) {
            json.reject("a definition that holds together: " + e.getMessage());
        }
    }

    private String text() {
        return json.text() ? json.textString() : "";
    }

    /// Decimals of the finest step in a filter.
    private int decimals() {
        int finest = 0;
        json.beginObject();
        for (int f; (f = json.nextField(STEPS)) != JsonScanner.END; ) {
            if (f >= 0) {
                json.number();
                finest = Math.max(finest, json.numberScale());
            } else {
                json.skipValue();
            }
        }
        return finest;
    }
}

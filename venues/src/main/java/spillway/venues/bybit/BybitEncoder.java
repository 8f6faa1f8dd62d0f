package spillway.venues.bybit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import spillway.market.BookLevels;
import spillway.market.Completeness;
import spillway.market.Contract;
import spillway.market.FundingKind;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.MarketEvent;
import spillway.market.MicroUsd;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.RatioPopulation;
import spillway.market.SelectiveSink;
import spillway.market.TakerSide;
import spillway.market.Venue;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.WireMessages;
import spillway.venues.protocol.WireTime;
import spillway.venues.wire.JsonWriter;

/// Speaks as Bybit. Index, funding and open interest wait for the next mark price: a ticker carries
/// all that was told of its instrument.
final class BybitEncoder implements SelectiveSink {
    private static final String USUAL_BOOK = "orderbook.200.";
    private static final String QUOTES = "orderbook.1.";

    private static final class Ticker {
        long index = MarketEvent.NONE;
        long rate = MarketEvent.NONE;
        int rateScale;
        long intervalNs = MarketEvent.NONE;
        long fundingTimeNs = MarketEvent.NONE;
        long openInterest = MarketEvent.NONE;
        long openInterestMicroUsd = MarketEvent.NONE;
    }

    private final BybitMarket market;
    private final Venue venue;
    private final Symbols symbols;
    private final WireMessages out;
    private final String bookTopic;
    private final JsonWriter json = new JsonWriter();
    private final Map<Integer, Ticker> tickers = new HashMap<>();

    BybitEncoder(BybitMarket market, Symbols symbols, WireMessages out) {
        this(market, symbols, out, USUAL_BOOK);
    }

    /// @param bookTopic what topics of books start with: `orderbook.50.`
    BybitEncoder(BybitMarket market, Symbols symbols, WireMessages out, String bookTopic) {
        this.bookTopic = bookTopic;
        this.market = market;
        venue = market.venue();
        this.symbols = symbols;
        this.out = out;
    }

    private Instrument of(int instrument) {
        return symbols.instruments().get(instrument);
    }

    private boolean isOurs(int instrument) {
        Instrument of = of(instrument);
        boolean onMarket =
                switch (market) {
                    case LINEAR -> of.contract() == Contract.LINEAR;
                    case INVERSE -> of.contract() == Contract.INVERSE;
                    case SPOT -> of.kind() == InstrumentKind.SPOT;
                };
        return of.venue().equals(venue) && onMarket && !of.isWholeMarket();
    }

    private void begin(String topic, String type, long timeNs) {
        json.clear().beginObject().field("topic").text(topic).field("type").text(type);
        json.field("ts").integer(WireTime.milliseconds(timeNs)).field("data");
    }

    private void send(String topic) {
        json.endObject();
        out.message(topic, json.bytes(), json.length());
    }

    @Override
    public void trade(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long priceMantissa,
            long quantityMantissa,
            TakerSide takerSide,
            long venueId) {
        if (!isOurs(instrument)) {
            return;
        }
        Instrument on = of(instrument);
        String topic = "publicTrade." + on.symbol();
        begin(topic, "snapshot", venueTimeNs);
        json.beginArray().beginObject();
        json.field("T").integer(WireTime.milliseconds(venueTimeNs));
        json.field("s").text(on.symbol());
        json.field("S").text(takerSide == TakerSide.SELL ? "Sell" : "Buy");
        json.field("v").decimal(quantityMantissa, on.quantityScale());
        json.field("p").decimal(priceMantissa, on.priceScale());
        if (venueId != MarketEvent.NONE) {
            json.field("i").quotedInteger(venueId);
        }
        json.field("BT").bool(false);
        json.endObject().endArray();
        send(topic);
    }

    @Override
    public void liquidation(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            PositionSide closedSide,
            long quantityMantissa,
            long priceMantissa,
            PriceKind priceKind,
            long notionalMicroUsd,
            Completeness completeness,
            long venueId) {
        if (!isOurs(instrument)) {
            return;
        }
        Instrument on = of(instrument);
        String topic = "allLiquidation." + on.symbol();
        begin(topic, "snapshot", venueTimeNs);
        json.beginArray().beginObject();
        json.field("T").integer(WireTime.milliseconds(venueTimeNs));
        json.field("s").text(on.symbol());
        json.field("S").text(closedSide == PositionSide.LONG ? "Buy" : "Sell");
        json.field("v").decimal(quantityMantissa, on.quantityScale());
        json.field("p").decimal(priceMantissa, on.priceScale());
        json.endObject().endArray();
        send(topic);
    }

    @Override
    public void quote(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long bidPriceMantissa,
            long bidQuantityMantissa,
            long askPriceMantissa,
            long askQuantityMantissa,
            long updateId) {
        if (!isOurs(instrument)) {
            return;
        }
        Instrument on = of(instrument);
        String topic = QUOTES + on.symbol();
        begin(topic, "snapshot", venueTimeNs);
        json.beginObject().field("s").text(on.symbol()).field("b").beginArray();
        if (bidQuantityMantissa > 0) {
            level(on, bidPriceMantissa, bidQuantityMantissa);
        }
        json.endArray().field("a").beginArray();
        if (askQuantityMantissa > 0) {
            level(on, askPriceMantissa, askQuantityMantissa);
        }
        json.endArray();
        endBook(topic, updateId, venueTimeNs);
    }

    private void endBook(String topic, long updateId, long venueTimeNs) {
        json.field("u").integer(Math.max(0, updateId));
        json.field("seq").integer(Math.max(0, updateId)).endObject();
        json.field("cts").integer(WireTime.milliseconds(venueTimeNs));
        send(topic);
    }

    private void level(Instrument on, long price, long quantity) {
        json.beginArray()
                .decimal(price, on.priceScale())
                .decimal(quantity, on.quantityScale())
                .endArray();
    }

    private void book(
            int instrument, String type, long venueTimeNs, long updateId, BookLevels levels) {
        if (!isOurs(instrument)) {
            return;
        }
        Instrument on = of(instrument);
        String topic = bookTopic + on.symbol();
        begin(topic, type, venueTimeNs);
        json.beginObject().field("s").text(on.symbol()).field("b").beginArray();
        for (int i = 0; i < levels.bids(); i++) {
            level(on, levels.bidPrice(i), levels.bidQuantity(i));
        }
        json.endArray().field("a").beginArray();
        for (int i = 0; i < levels.asks(); i++) {
            level(on, levels.askPrice(i), levels.askQuantity(i));
        }
        json.endArray();
        endBook(topic, updateId, venueTimeNs);
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        book(instrument, "snapshot", venueTimeNs, updateId, levels);
    }

    @Override
    public void bookDelta(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long firstUpdateId,
            long lastUpdateId,
            long previousUpdateId,
            BookLevels levels) {
        book(instrument, "delta", venueTimeNs, lastUpdateId, levels);
    }

    private Ticker ticker(int instrument) {
        return tickers.computeIfAbsent(instrument, _ -> new Ticker());
    }

    @Override
    public void indexPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        ticker(instrument).index = priceMantissa;
    }

    @Override
    public void fundingRate(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long rateMantissa,
            int rateScale,
            long intervalNs,
            long fundingTimeNs,
            FundingKind fundingKind) {
        Ticker known = ticker(instrument);
        known.rate = rateMantissa;
        known.rateScale = rateScale;
        known.intervalNs = intervalNs;
        known.fundingTimeNs = fundingTimeNs;
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        Ticker known = ticker(instrument);
        known.openInterest = quantityMantissa;
        known.openInterestMicroUsd = notionalMicroUsd;
    }

    /// A ticker with all that is known, as a snapshot.
    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        if (!isOurs(instrument) || market == BybitMarket.SPOT) {
            return;
        }
        Instrument on = of(instrument);
        Ticker known = ticker(instrument);
        String topic = "tickers." + on.symbol();
        begin(topic, "snapshot", venueTimeNs);
        json.beginObject().field("symbol").text(on.symbol());
        json.field("markPrice").decimal(priceMantissa, on.priceScale());
        if (known.index != MarketEvent.NONE) {
            json.field("indexPrice").decimal(known.index, on.priceScale());
        }
        openInterest(on, known);
        funding(known);
        json.endObject();
        send(topic);
    }

    private void openInterest(Instrument on, Ticker known) {
        if (known.openInterest == MarketEvent.NONE) {
            return;
        }
        twice("openInterest", known.openInterest, on.quantityScale());
        json.field("singleOpenInterest").decimal(known.openInterest, on.quantityScale());
        boolean inDollars = on.contract() == Contract.LINEAR;
        if (inDollars && known.openInterestMicroUsd != MarketEvent.NONE) {
            twice("openInterestValue", known.openInterestMicroUsd, MicroUsd.SCALE);
            json.field("singleOpenInterestValue")
                    .decimal(known.openInterestMicroUsd, MicroUsd.SCALE);
        }
    }

    private void twice(String field, long mantissa, int scale) {
        json.field(field).decimal(Math.multiplyExact(mantissa, 2), scale);
    }

    private void funding(Ticker known) {
        if (known.intervalNs != MarketEvent.NONE) {
            json.field("fundingIntervalHour")
                    .quotedInteger(known.intervalNs / Duration.ofHours(1).toNanos());
        }
        if (known.fundingTimeNs != MarketEvent.NONE) {
            json.field("nextFundingTime").quotedInteger(WireTime.milliseconds(known.fundingTimeNs));
        }
        if (known.rate != MarketEvent.NONE) {
            json.field("fundingRate").decimal(known.rate, known.rateScale);
        }
    }

    /// Shares of four decimals, as the venue prints them: the ratio can be read back to about as
    /// many digits.
    @Override
    public void longShortRatio(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            RatioPopulation population,
            long ratioMantissa,
            int ratioScale) {
        if (!isOurs(instrument) || population != RatioPopulation.ALL_ACCOUNTS) {
            return;
        }
        Instrument on = of(instrument);
        BigDecimal ratio = BigDecimal.valueOf(ratioMantissa, ratioScale);
        BigDecimal longs = ratio.divide(ratio.add(BigDecimal.ONE), 4, RoundingMode.HALF_EVEN);
        long longsMantissa = longs.unscaledValue().longValue();
        json.clear().beginObject().field("retCode").integer(0).field("retMsg").text("OK");
        json.field("result").beginObject().field("list").beginArray().beginObject();
        json.field("symbol").text(on.symbol());
        json.field("buyRatio").decimal(longsMantissa, 4);
        json.field("sellRatio").decimal(10_000 - longsMantissa, 4);
        json.field("timestamp").quotedInteger(WireTime.milliseconds(venueTimeNs));
        json.endObject().endArray().endObject();
        json.field("time").integer(WireTime.milliseconds(venueTimeNs));
        send("/v5/market/account-ratio?category=" + market.category + "&symbol=" + on.symbol());
    }
}

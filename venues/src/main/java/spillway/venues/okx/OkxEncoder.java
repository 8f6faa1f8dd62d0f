package spillway.venues.okx;

import spillway.market.BookLevels;
import spillway.market.Completeness;
import spillway.market.FundingKind;
import spillway.market.Instrument;
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

/// Speaks as OKX. A topic is channel and instrument, or instrument type, joined by a colon.
final class OkxEncoder implements SelectiveSink {
    private static final String USUAL_TRADES = "trades";

    private final OkxMarket market;
    private final Venue venue;
    private final Symbols symbols;
    private final WireMessages out;
    private final String tradesChannel;
    private final JsonWriter json = new JsonWriter();

    OkxEncoder(OkxMarket market, Symbols symbols, WireMessages out) {
        this(market, symbols, out, USUAL_TRADES);
    }

    /// @param tradesChannel on which trades are told: `trades` or `trades-all`
    OkxEncoder(OkxMarket market, Symbols symbols, WireMessages out, String tradesChannel) {
        this.tradesChannel = tradesChannel;
        this.market = market;
        this.symbols = symbols;
        this.out = out;
        venue = market.venue();
    }

    private Instrument of(int instrument) {
        return symbols.instruments().get(instrument);
    }

    private boolean isOurs(int instrument) {
        Instrument of = of(instrument);
        return of.venue().equals(venue) && !of.isWholeMarket();
    }

    private void begin(String channel, String key, String value) {
        json.clear().beginObject().field("arg").beginObject();
        json.field("channel").text(channel).field(key).text(value).endObject();
    }

    /// Starts the only element of `data`.
    private JsonWriter element() {
        return json.field("data").beginArray().beginObject();
    }

    private void send(String channel, String value) {
        json.endObject().endArray().endObject();
        out.message(channel + ":" + value, json.bytes(), json.length());
    }

    private void time(long timeNs) {
        json.field("ts").quotedInteger(WireTime.milliseconds(timeNs));
    }

    private String type(Instrument on) {
        return typeOf(on);
    }

    /// The venue's word for the kind of an instrument.
    static String typeOf(Instrument on) {
        return switch (on.kind()) {
            case SPOT -> "SPOT";
            case PERPETUAL -> "SWAP";
            default -> "FUTURES";
        };
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
        begin(tradesChannel, "instId", on.symbol());
        element().field("instId").text(on.symbol());
        json.field("tradeId").quotedInteger(Math.max(0, venueId));
        json.field("px").decimal(priceMantissa, on.priceScale());
        json.field("sz").decimal(quantityMantissa, on.quantityScale());
        json.field("side").text(takerSide == TakerSide.SELL ? "sell" : "buy");
        time(venueTimeNs);
        json.field("count").text("1").field("source").text("0");
        send(tradesChannel, on.symbol());
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
        begin("bbo-tbt", "instId", on.symbol());
        element().field("asks").beginArray();
        if (askQuantityMantissa > 0) {
            level(on, askPriceMantissa, askQuantityMantissa);
        }
        json.endArray().field("bids").beginArray();
        if (bidQuantityMantissa > 0) {
            level(on, bidPriceMantissa, bidQuantityMantissa);
        }
        json.endArray();
        time(venueTimeNs);
        json.field("seqId").integer(Math.max(0, updateId));
        send("bbo-tbt", on.symbol());
    }

    /// The number of orders at a level is not known: 1, or 0 where the level goes.
    private void level(Instrument on, long price, long quantity) {
        level(json, on, price, quantity);
    }

    /// Writes a level of a book.
    static void level(JsonWriter json, Instrument on, long price, long quantity) {
        json.beginArray()
                .decimal(price, on.priceScale())
                .decimal(quantity, on.quantityScale())
                .text("0")
                .text(quantity == 0 ? "0" : "1")
                .endArray();
    }

    private void book(
            int instrument,
            String action,
            long venueTimeNs,
            long updateId,
            long previousId,
            BookLevels levels) {
        if (!isOurs(instrument)) {
            return;
        }
        Instrument on = of(instrument);
        begin("books", "instId", on.symbol());
        json.field("action").text(action);
        element().field("asks").beginArray();
        for (int i = 0; i < levels.asks(); i++) {
            level(on, levels.askPrice(i), levels.askQuantity(i));
        }
        json.endArray().field("bids").beginArray();
        for (int i = 0; i < levels.bids(); i++) {
            level(on, levels.bidPrice(i), levels.bidQuantity(i));
        }
        json.endArray();
        time(venueTimeNs);
        json.field("checksum").integer(0);
        json.field("prevSeqId").integer(previousId);
        json.field("seqId").integer(Math.max(0, updateId));
        send("books", on.symbol());
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        book(instrument, "snapshot", venueTimeNs, updateId, -1, levels);
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
        book(instrument, "update", venueTimeNs, lastUpdateId, previousUpdateId, levels);
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
        boolean closesLong = closedSide == PositionSide.LONG;
        begin("liquidation-orders", "instType", type(on));
        element().field("instId").text(on.symbol());
        json.field("instFamily").text(OkxSubscriptions.pairOf(on));
        json.field("instType").text(type(on));
        json.field("details").beginArray().beginObject();
        json.field("bkLoss").text("0");
        json.field("bkPx").decimal(priceMantissa, on.priceScale());
        json.field("ccy").text("");
        json.field("posSide").text(closesLong ? "long" : "short");
        json.field("side").text(closesLong ? "sell" : "buy");
        json.field("sz").decimal(quantityMantissa, on.quantityScale());
        time(venueTimeNs);
        json.endObject().endArray();
        send("liquidation-orders", type(on));
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        if (!isOurs(instrument)) {
            return;
        }
        Instrument on = of(instrument);
        begin("mark-price", "instId", on.symbol());
        element().field("instId").text(on.symbol()).field("instType").text(type(on));
        json.field("markPx").decimal(priceMantissa, on.priceScale());
        time(venueTimeNs);
        send("mark-price", on.symbol());
    }

    @Override
    public void indexPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        if (!isOurs(instrument) || market == OkxMarket.SPOT) {
            return;
        }
        Instrument on = of(instrument);
        String pair = OkxSubscriptions.pairOf(on);
        begin("index-tickers", "instId", pair);
        element().field("instId").text(pair);
        json.field("idxPx").decimal(priceMantissa, on.priceScale());
        time(venueTimeNs);
        send("index-tickers", pair);
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
        if (!isOurs(instrument) || fundingTimeNs == MarketEvent.NONE) {
            return;
        }
        Instrument on = of(instrument);
        begin("funding-rate", "instId", on.symbol());
        element().field("fundingRate").decimal(rateMantissa, rateScale);
        json.field("fundingTime").quotedInteger(WireTime.milliseconds(fundingTimeNs));
        json.field("instId").text(on.symbol()).field("instType").text(type(on));
        json.field("method").text("current_period").field("nextFundingRate").text("");
        json.field("nextFundingTime");
        if (intervalNs == MarketEvent.NONE) {
            json.text("");
        } else {
            json.quotedInteger(WireTime.milliseconds(fundingTimeNs + intervalNs));
        }
        time(venueTimeNs);
        send("funding-rate", on.symbol());
    }

    @Override
    public void openInterest(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long quantityMantissa,
            long notionalMicroUsd) {
        if (!isOurs(instrument) || quantityMantissa == MarketEvent.NONE) {
            return;
        }
        Instrument on = of(instrument);
        begin("open-interest", "instId", on.symbol());
        element().field("instId").text(on.symbol()).field("instType").text(type(on));
        json.field("oi").decimal(quantityMantissa, on.quantityScale());
        if (notionalMicroUsd != MarketEvent.NONE) {
            json.field("oiUsd").decimal(notionalMicroUsd, MicroUsd.SCALE);
        }
        time(venueTimeNs);
        send("open-interest", on.symbol());
    }

    @Override
    public void longShortRatio(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            RatioPopulation population,
            long ratioMantissa,
            int ratioScale) {
        if (!isOurs(instrument)) {
            return;
        }
        Instrument on = of(instrument);
        String resource =
                switch (population) {
                    case ALL_ACCOUNTS -> OkxRatios.ALL_ACCOUNTS;
                    case TOP_ACCOUNTS -> OkxRatios.TOP_ACCOUNTS;
                    case TOP_POSITIONS -> OkxRatios.TOP_POSITIONS;
                };
        json.clear().beginObject().field("code").text("0").field("data").beginArray();
        json.beginArray().quotedInteger(WireTime.milliseconds(venueTimeNs));
        json.decimal(ratioMantissa, ratioScale).endArray().endArray();
        json.field("msg").text("").endObject();
        out.message(
                OkxRatios.PATH + resource + "?instId=" + on.symbol(), json.bytes(), json.length());
    }
}

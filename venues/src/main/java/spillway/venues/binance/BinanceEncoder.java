package spillway.venues.binance;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import spillway.market.BookLevels;
import spillway.market.Completeness;
import spillway.market.FundingKind;
import spillway.market.Instrument;
import spillway.market.MarketEvent;
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

/// Speaks as Binance. Stream messages are bare; whoever serves `/stream` puts them in an envelope
/// with their topic. Funding, and but for COIN-M the index, wait for the next mark price, which
/// carries them.
final class BinanceEncoder implements SelectiveSink {
    /// What the topics of mark prices end in.
    static final String MARKS = "@markPrice@1s";

    /// What the topics of index prices end in.
    static final String INDEX = "@indexPrice@1s";

    /// What the mark price message of an instrument carries beside the mark price.
    private static final class Marks {
        long indexMantissa = MarketEvent.NONE;
        long rateMantissa = MarketEvent.NONE;
        int rateScale;
        long fundingTimeNs;
    }

    private final BinanceMarket market;
    private final Venue venue;
    private final Symbols symbols;
    private final WireMessages out;
    private final JsonWriter json = new JsonWriter();
    private final Map<Integer, Marks> marks = new HashMap<>();

    BinanceEncoder(BinanceMarket market, Symbols symbols, WireMessages out) {
        this.market = market;
        venue = market.venue();
        this.symbols = symbols;
        this.out = out;
    }

    private boolean isOurs(int instrument) {
        Instrument of = symbols.instruments().get(instrument);
        return of.venue().equals(venue) && !of.isWholeMarket();
    }

    private Instrument of(int instrument) {
        return symbols.instruments().get(instrument);
    }

    private static String name(Instrument on) {
        return on.symbol().toLowerCase(Locale.ROOT);
    }

    private void send(String topic) {
        out.message(topic, json.bytes(), json.length());
    }

    private JsonWriter begin(String kind, long timeNs) {
        json.clear().beginObject();
        json.field("e").text(kind);
        return json.field("E").integer(WireTime.milliseconds(timeNs));
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
        begin("aggTrade", venueTimeNs).field("s").text(on.symbol());
        if (venueId != MarketEvent.NONE) {
            json.field("a").integer(venueId);
        }
        json.field("p").decimal(priceMantissa, on.priceScale());
        json.field("q").decimal(quantityMantissa, on.quantityScale());
        json.field("f").integer(Math.max(0, venueId));
        json.field("l").integer(Math.max(0, venueId));
        json.field("T").integer(WireTime.milliseconds(venueTimeNs));
        json.field("m").bool(takerSide == TakerSide.SELL);
        if (!market.isFutures()) {
            json.field("M").bool(true);
        }
        json.endObject();
        send(name(on) + "@aggTrade");
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
        json.clear().beginObject();
        if (market.isFutures()) {
            json.field("e").text("bookTicker");
        }
        json.field("u").integer(Math.max(0, updateId));
        json.field("s").text(on.symbol());
        json.field("b").decimal(bidPriceMantissa, on.priceScale());
        json.field("B").decimal(bidQuantityMantissa, on.quantityScale());
        json.field("a").decimal(askPriceMantissa, on.priceScale());
        json.field("A").decimal(askQuantityMantissa, on.quantityScale());
        if (market.isFutures()) {
            json.field("T").integer(WireTime.milliseconds(venueTimeNs));
            json.field("E").integer(WireTime.milliseconds(venueTimeNs));
        }
        json.endObject();
        send(name(on) + "@bookTicker");
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        if (!isOurs(instrument)) {
            return;
        }
        Instrument on = of(instrument);
        json.clear().beginObject().field("lastUpdateId").integer(updateId);
        if (market.isFutures()) {
            json.field("E").integer(WireTime.milliseconds(venueTimeNs));
            json.field("T").integer(WireTime.milliseconds(venueTimeNs));
        }
        if (market == BinanceMarket.COINM) {
            json.field("symbol").text(on.symbol());
        }
        levels("bids", "asks", on, levels);
        json.endObject();
        send(market.restPath + "/depth?symbol=" + on.symbol());
    }

    private void levels(String bids, String asks, Instrument on, BookLevels levels) {
        levels(json, bids, asks, on, levels);
    }

    /// Writes both sides of a book into the object that is open.
    static void levels(
            JsonWriter json, String bids, String asks, Instrument on, BookLevels levels) {
        json.field(bids).beginArray();
        for (int i = 0; i < levels.bids(); i++) {
            level(json, on, levels.bidPrice(i), levels.bidQuantity(i));
        }
        json.endArray().field(asks).beginArray();
        for (int i = 0; i < levels.asks(); i++) {
            level(json, on, levels.askPrice(i), levels.askQuantity(i));
        }
        json.endArray();
    }

    private static void level(JsonWriter json, Instrument on, long price, long quantity) {
        json.beginArray()
                .decimal(price, on.priceScale())
                .decimal(quantity, on.quantityScale())
                .endArray();
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
        if (!isOurs(instrument)) {
            return;
        }
        Instrument on = of(instrument);
        begin("depthUpdate", venueTimeNs);
        if (market.isFutures()) {
            json.field("T").integer(WireTime.milliseconds(venueTimeNs));
        }
        json.field("s").text(on.symbol());
        json.field("U").integer(firstUpdateId);
        json.field("u").integer(lastUpdateId);
        if (market.isFutures()) {
            json.field("pu").integer(previousUpdateId);
        }
        levels("b", "a", on, levels);
        json.endObject();
        send(name(on) + "@depth@100ms");
    }

    /// The limit price, the original size and the last fill are those of the whole: the event has
    /// one price and one size.
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
        begin("forceOrder", venueTimeNs).field("o").beginObject();
        json.field("s").text(on.symbol());
        json.field("S").text(closedSide == PositionSide.LONG ? "SELL" : "BUY");
        json.field("o").text("LIMIT");
        json.field("f").text("IOC");
        json.field("q").decimal(quantityMantissa, on.quantityScale());
        json.field("p").decimal(priceMantissa, on.priceScale());
        json.field("ap").decimal(priceMantissa, on.priceScale());
        json.field("X").text("FILLED");
        json.field("l").decimal(quantityMantissa, on.quantityScale());
        json.field("z").decimal(quantityMantissa, on.quantityScale());
        json.field("T").integer(WireTime.milliseconds(venueTimeNs));
        json.endObject().endObject();
        send(name(on) + "@forceOrder");
    }

    @Override
    public void deleveraging(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            PositionSide closedSide,
            long quantityMantissa,
            long priceMantissa,
            long notionalMicroUsd,
            long venueId) {
        if (!isOurs(instrument)) {
            return;
        }
        Instrument on = of(instrument);
        begin("trade", venueTimeNs);
        json.field("T").integer(WireTime.milliseconds(venueTimeNs));
        json.field("s").text(on.symbol());
        if (venueId != MarketEvent.NONE) {
            json.field("t").integer(venueId);
        }
        json.field("p").decimal(priceMantissa, on.priceScale());
        json.field("q").decimal(quantityMantissa, on.quantityScale());
        json.field("X").text("ADL");
        json.field("m").bool(closedSide == PositionSide.SHORT);
        json.endObject();
        send(name(on) + "@trade");
    }

    private Marks marksOf(int instrument) {
        return marks.computeIfAbsent(instrument, _ -> new Marks());
    }

    @Override
    public void indexPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        if (!isOurs(instrument)) {
            return;
        }
        if (market != BinanceMarket.COINM) {
            marksOf(instrument).indexMantissa = priceMantissa;
            return;
        }
        Instrument on = of(instrument);
        String pair = pairOf(on);
        begin("indexPriceUpdate", venueTimeNs).field("i").text(pair);
        json.field("p").decimal(priceMantissa, on.priceScale()).endObject();
        send(pair.toLowerCase(Locale.ROOT) + INDEX);
    }

    static String pairOf(Instrument on) {
        int underscore = on.symbol().indexOf('_');
        return underscore < 0 ? on.symbol() : on.symbol().substring(0, underscore);
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
        if (isOurs(instrument)) {
            Marks known = marksOf(instrument);
            known.rateMantissa = rateMantissa;
            known.rateScale = rateScale;
            known.fundingTimeNs = fundingTimeNs;
        }
    }

    @Override
    public void markPrice(
            int instrument, long venueTimeNs, long receiveTimeNs, long priceMantissa) {
        if (!isOurs(instrument)) {
            return;
        }
        Instrument on = of(instrument);
        Marks known = marksOf(instrument);
        begin("markPriceUpdate", venueTimeNs).field("s").text(on.symbol());
        json.field("p").decimal(priceMantissa, on.priceScale());
        if (known.indexMantissa != MarketEvent.NONE) {
            json.field("i").decimal(known.indexMantissa, on.priceScale());
        }
        if (known.rateMantissa == MarketEvent.NONE) {
            json.field("r").text("").field("T").integer(0);
        } else {
            json.field("r").decimal(known.rateMantissa, known.rateScale);
            json.field("T").integer(WireTime.milliseconds(Math.max(0, known.fundingTimeNs)));
        }
        json.endObject();
        send(name(on) + MARKS);
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
        json.clear().beginObject().field("symbol").text(on.symbol());
        json.field("openInterest").decimal(quantityMantissa, on.quantityScale());
        json.field("time").integer(WireTime.milliseconds(venueTimeNs)).endObject();
        send(market.restPath + "/openInterest?symbol=" + on.symbol());
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
        boolean byPair = market == BinanceMarket.COINM;
        String resource =
                switch (population) {
                    case ALL_ACCOUNTS -> "globalLongShortAccountRatio";
                    case TOP_ACCOUNTS -> "topLongShortAccountRatio";
                    case TOP_POSITIONS -> "topLongShortPositionRatio";
                };
        String key = byPair ? "pair" : "symbol";
        String of = byPair ? pairOf(on) : on.symbol();
        json.clear().beginArray().beginObject().field(key).text(of);
        json.field("longShortRatio").decimal(ratioMantissa, ratioScale);
        json.field("timestamp").integer(WireTime.milliseconds(venueTimeNs));
        json.endObject().endArray();
        send("/futures/data/" + resource + "?" + key + "=" + of);
    }
}

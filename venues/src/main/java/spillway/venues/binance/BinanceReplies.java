package spillway.venues.binance;

import java.util.List;
import java.util.function.Consumer;
import spillway.market.BookLevels;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.MarketEvent;
import spillway.market.RatioPopulation;
import spillway.market.TakerSide;
import spillway.venues.protocol.WireTime;
import spillway.venues.serving.InstrumentState;
import spillway.venues.serving.ListedInstrument;
import spillway.venues.serving.MarketState;
import spillway.venues.serving.Target;
import spillway.venues.serving.TradeRing;
import spillway.venues.wire.JsonWriter;

/// What Binance answers to REST requests. Requests that need a key, and candles, are not answered.
final class BinanceReplies {
    /// Levels of the deepest book that is handed out.
    static final int DEEPEST = 1_000;

    private static final int GOOD = 200;
    private static final int BAD = 400;
    private static final int UNKNOWN = 404;
    private static final long USUAL_INTERVAL_HOURS = 8;

    /// How venues print the end of a contract that has none.
    private static final long NEVER_MS = 4_133_404_800_000L;

    private final BinanceMarket market;
    private final MarketState state;
    private final BookLevels levels = new BookLevels();

    BinanceReplies(BinanceMarket market, MarketState state) {
        this.market = market;
        this.state = state;
    }

    int answer(String target, JsonWriter out) {
        out.clear();
        Target asked = Target.parse(target);
        if (asked.path().startsWith("/futures/data/") && market.isFutures()) {
            return ratios(asked, out);
        }
        if (!asked.path().startsWith(market.restPath + "/")) {
            return unknown(asked, out);
        }
        return switch (asked.path().substring(market.restPath.length() + 1)) {
            case "ping" -> {
                out.beginObject().endObject();
                yield GOOD;
            }
            case "time" -> {
                out.beginObject().field("serverTime").integer(nowMs()).endObject();
                yield GOOD;
            }
            case "exchangeInfo" -> {
                exchange(asked, out);
                yield GOOD;
            }
            case "depth" -> ofOne(asked, out, of -> depth(asked, of, out));
            case "trades" -> ofOne(asked, out, of -> trades(asked, of, out));
            case "aggTrades" -> ofOne(asked, out, of -> aggregates(asked, of, out));
            case "ticker/bookTicker" -> ofAny(asked, out, of -> best(of, out));
            case "ticker/price" -> ofAny(asked, out, of -> price(of, out));
            case "ticker/24hr" -> ofAny(asked, out, of -> day(of, out));
            default -> ofContract(asked, out);
        };
    }

    private long nowMs() {
        return WireTime.milliseconds(state.nowNs());
    }

    private int ofContract(Target asked, JsonWriter out) {
        if (!market.isFutures()) {
            return unknown(asked, out);
        }
        return switch (asked.path().substring(market.restPath.length() + 1)) {
            case "premiumIndex" -> ofAny(asked, out, of -> premium(of, out));
            case "openInterest" -> ofOne(asked, out, of -> openInterest(of, out));
            case "fundingInfo" -> {
                fundingIntervals(out);
                yield GOOD;
            }
            default -> unknown(asked, out);
        };
    }

    private static int unknown(Target asked, JsonWriter out) {
        out.clear().beginObject().field("code").integer(-5000).field("msg");
        out.text("Path " + asked.path() + ", Method GET is invalid").endObject();
        return UNKNOWN;
    }

    private static int bad(long code, String message, JsonWriter out) {
        out.clear().beginObject().field("code").integer(code).field("msg").text(message);
        out.endObject();
        return BAD;
    }

    private int ofOne(Target asked, JsonWriter out, Consumer<InstrumentState> write) {
        String symbol = asked.value("symbol");
        if (symbol.isEmpty()) {
            return bad(
                    -1102,
                    "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.",
                    out);
        }
        InstrumentState of = state.find(symbol);
        if (of == null) {
            return bad(-1121, "Invalid symbol.", out);
        }
        write.accept(of);
        return GOOD;
    }

    /// One instrument as an object, or all of them in an array. COIN-M always answers with an
    /// array.
    private int ofAny(Target asked, JsonWriter out, Consumer<InstrumentState> write) {
        boolean one = !asked.value("symbol").isEmpty();
        if (one && market != BinanceMarket.COINM) {
            return ofOne(asked, out, write);
        }
        List<InstrumentState> some = state.listed();
        if (one) {
            InstrumentState of = state.find(asked.value("symbol"));
            if (of == null) {
                return bad(-1121, "Invalid symbol.", out);
            }
            some = List.of(of);
        }
        out.beginArray();
        some.forEach(write);
        out.endArray();
        return GOOD;
    }

    private void depth(Target asked, InstrumentState of, JsonWriter out) {
        of.book(asked.count("limit", market.isFutures() ? 500 : 100, DEEPEST), levels);
        out.beginObject().field("lastUpdateId").integer(of.bookId());
        if (market.isFutures()) {
            long ms = of.hasBook() ? WireTime.milliseconds(of.bookTimeNs()) : nowMs();
            out.field("E").integer(nowMs()).field("T").integer(ms);
        }
        if (market == BinanceMarket.COINM) {
            out.field("symbol").text(of.symbol()).field("pair").text(pair(of));
        }
        BinanceEncoder.levels(out, "bids", "asks", of.instrument(), levels);
        out.endObject();
    }

    private static String pair(InstrumentState of) {
        return BinanceEncoder.pairOf(of.instrument());
    }

    private void trades(Target asked, InstrumentState of, JsonWriter out) {
        TradeRing trades = of.trades();
        Instrument on = of.instrument();
        out.beginArray();
        int from = Math.max(0, trades.size() - asked.count("limit", 500, TradeRing.CAPACITY));
        for (int i = from; i < trades.size(); i++) {
            out.beginObject().field("id").integer(Math.max(0, trades.id(i)));
            out.field("price").decimal(trades.price(i), on.priceScale());
            out.field("qty").decimal(trades.quantity(i), on.quantityScale());
            out.field("time").integer(WireTime.milliseconds(trades.timeNs(i)));
            out.field("isBuyerMaker").bool(trades.takerSide(i) == TakerSide.SELL);
            if (!market.isFutures()) {
                out.field("isBestMatch").bool(true);
            }
            out.endObject();
        }
        out.endArray();
    }

    /// Each trade is an aggregate of itself.
    private void aggregates(Target asked, InstrumentState of, JsonWriter out) {
        TradeRing trades = of.trades();
        Instrument on = of.instrument();
        out.beginArray();
        int from = Math.max(0, trades.size() - asked.count("limit", 500, TradeRing.CAPACITY));
        for (int i = from; i < trades.size(); i++) {
            long id = Math.max(0, trades.id(i));
            out.beginObject().field("a").integer(id);
            out.field("p").decimal(trades.price(i), on.priceScale());
            out.field("q").decimal(trades.quantity(i), on.quantityScale());
            out.field("f").integer(id).field("l").integer(id);
            out.field("T").integer(WireTime.milliseconds(trades.timeNs(i)));
            out.field("m").bool(trades.takerSide(i) == TakerSide.SELL);
            if (!market.isFutures()) {
                out.field("M").bool(true);
            }
            out.endObject();
        }
        out.endArray();
    }

    private void best(InstrumentState of, JsonWriter out) {
        Instrument on = of.instrument();
        out.beginObject().field("symbol").text(of.symbol());
        out.field("bidPrice").decimal(of.bidPrice(), on.priceScale());
        out.field("bidQty").decimal(of.bidQuantity(), on.quantityScale());
        out.field("askPrice").decimal(of.askPrice(), on.priceScale());
        out.field("askQty").decimal(of.askQuantity(), on.quantityScale());
        if (market.isFutures()) {
            out.field("time").integer(nowMs()).field("lastUpdateId").integer(of.quoteId());
        }
        out.endObject();
    }

    private void price(InstrumentState of, JsonWriter out) {
        out.beginObject().field("symbol").text(of.symbol());
        out.field("price").decimal(known(of.lastPrice()), of.instrument().priceScale());
        if (market.isFutures()) {
            out.field("time").integer(nowMs());
        }
        out.endObject();
    }

    private static long known(long mantissa) {
        return mantissa == MarketEvent.NONE ? 0 : mantissa;
    }

    /// Since the market opened, which is less than a day as a rule.
    private void day(InstrumentState of, JsonWriter out) {
        int scale = of.instrument().priceScale();
        long last = known(of.lastPrice());
        long open = known(of.openPrice());
        out.beginObject().field("symbol").text(of.symbol());
        out.field("priceChange").decimal(last - open, scale);
        long percent = open == 0 ? 0 : Math.round((last - open) * 100_000.0 / open);
        out.field("priceChangePercent").decimal(percent, 3);
        out.field("lastPrice").decimal(last, scale).field("openPrice").decimal(open, scale);
        out.field("highPrice").decimal(known(of.highPrice()), scale);
        out.field("lowPrice").decimal(known(of.lowPrice()), scale);
        out.field("volume").decimal(Math.round(of.volume() * 1_000), 3);
        out.field(market == BinanceMarket.COINM ? "baseVolume" : "quoteVolume");
        out.decimal(Math.round(of.turnover() * 100), 2);
        out.field("closeTime").integer(nowMs()).field("count").integer(of.trades().size());
        out.endObject();
    }

    private void premium(InstrumentState of, JsonWriter out) {
        int scale = of.instrument().priceScale();
        out.beginObject().field("symbol").text(of.symbol());
        out.field("markPrice").decimal(known(of.mark()), scale);
        out.field("indexPrice").decimal(known(of.index()), scale);
        boolean paid = of.fundingRate() != MarketEvent.NONE;
        out.field("lastFundingRate");
        if (paid) {
            out.decimal(of.fundingRate(), of.fundingRateScale());
        } else {
            out.text("");
        }
        out.field("interestRate").text(paid ? "0.00010000" : "");
        out.field("nextFundingTime");
        out.integer(paid ? WireTime.milliseconds(Math.max(0, of.fundingTimeNs())) : 0);
        out.field("time").integer(nowMs()).endObject();
    }

    private void openInterest(InstrumentState of, JsonWriter out) {
        boolean isKnown = of.openInterest() != MarketEvent.NONE;
        out.beginObject().field("symbol").text(of.symbol());
        out.field("openInterest");
        out.decimal(known(of.openInterest()), of.instrument().quantityScale());
        if (market == BinanceMarket.COINM) {
            out.field("pair").text(pair(of)).field("contractType").text("PERPETUAL");
        }
        out.field("time");
        out.integer(isKnown ? WireTime.milliseconds(of.openInterestTimeNs()) : nowMs());
        out.endObject();
    }

    /// The intervals that are not the usual one.
    private void fundingIntervals(JsonWriter out) {
        out.beginArray();
        for (InstrumentState of : state.listed()) {
            long hours = of.listed().fundingInterval().toHours();
            if (hours != USUAL_INTERVAL_HOURS && hours > 0) {
                out.beginObject().field("symbol").text(of.symbol());
                out.field("adjustedFundingRateCap").text("0.02000000");
                out.field("adjustedFundingRateFloor").text("-0.02000000");
                out.field("fundingIntervalHours").integer(hours).endObject();
            }
        }
        out.endArray();
    }

    private int ratios(Target asked, JsonWriter out) {
        RatioPopulation population =
                switch (asked.path().substring("/futures/data/".length())) {
                    case "globalLongShortAccountRatio" -> RatioPopulation.ALL_ACCOUNTS;
                    case "topLongShortAccountRatio" -> RatioPopulation.TOP_ACCOUNTS;
                    case "topLongShortPositionRatio" -> RatioPopulation.TOP_POSITIONS;
                    default -> null;
                };
        if (population == null) {
            return unknown(asked, out);
        }
        boolean byPair = market == BinanceMarket.COINM;
        InstrumentState of =
                state.find(byPair ? asked.value("pair") + "_PERP" : asked.value("symbol"));
        if (of == null) {
            return bad(-1121, "Invalid symbol.", out);
        }
        out.beginArray();
        InstrumentState.Ratio known = of.ratio(population);
        if (known != null) {
            double ratio = known.ratio().toDouble();
            long longs = Math.round(ratio / (1 + ratio) * 10_000);
            out.beginObject().field(byPair ? "pair" : "symbol");
            out.text(byPair ? pair(of) : of.symbol());
            out.field("longAccount").decimal(longs, 4);
            out.field("longShortRatio");
            out.decimal(known.ratio().mantissa(), known.ratio().scale());
            out.field("shortAccount").decimal(10_000 - longs, 4);
            out.field("timestamp").integer(WireTime.milliseconds(known.timeNs())).endObject();
        }
        out.endArray();
        return GOOD;
    }

    private void exchange(Target asked, JsonWriter out) {
        out.beginObject().field("timezone").text("UTC").field("serverTime").integer(nowMs());
        out.field("rateLimits").beginArray().beginObject();
        out.field("rateLimitType").text("REQUEST_WEIGHT").field("interval").text("MINUTE");
        out.field("intervalNum").integer(1);
        out.field("limit").integer(market.isFutures() ? 2_400 : 6_000);
        out.endObject().endArray().field("exchangeFilters").beginArray().endArray();
        out.field("symbols").beginArray();
        String only = asked.value("symbol");
        for (InstrumentState of : state.listed()) {
            if (only.isEmpty() || only.equals(of.symbol())) {
                definition(of.listed(), out);
            }
        }
        out.endArray().endObject();
    }

    private void definition(ListedInstrument listed, JsonWriter out) {
        Instrument on = listed.instrument();
        String base = baseAsset(on);
        int priceDecimals = listed.tick().scale();
        int quantityDecimals = listed.lot().scale();
        out.beginObject().field("symbol").text(on.symbol());
        if (market.isFutures()) {
            out.field("pair").text(BinanceEncoder.pairOf(on));
            out.field("contractType");
            out.text(on.kind() == InstrumentKind.PERPETUAL ? "PERPETUAL" : "CURRENT_QUARTER");
            out.field("deliveryDate").integer(NEVER_MS);
            out.field("onboardDate").integer(1_569_398_400_000L);
            out.field(market == BinanceMarket.COINM ? "contractStatus" : "status").text("TRADING");
            out.field("maintMarginPercent").text("2.5000");
            out.field("requiredMarginPercent").text("5.0000");
            out.field("marginAsset").text(market == BinanceMarket.COINM ? base : on.quote());
            out.field("pricePrecision").integer(priceDecimals);
            out.field("quantityPrecision").integer(quantityDecimals);
            out.field("underlyingType").text("COIN").field("triggerProtect").text("0.0500");
            out.field("liquidationFee").text("0.012500").field("marketTakeBound").text("0.05");
            if (market == BinanceMarket.COINM) {
                out.field("contractSize").integer(on.contractSize().mantissaAt(0));
            }
        } else {
            out.field("status").text("TRADING").field("isSpotTradingAllowed").bool(true);
            out.field("isMarginTradingAllowed").bool(false);
            out.field("permissions").beginArray().text("SPOT").endArray();
        }
        out.field("baseAsset").text(base).field("quoteAsset").text(on.quote());
        out.field("baseAssetPrecision").integer(8).field("quotePrecision").integer(8);
        out.field("orderTypes").beginArray().text("LIMIT").text("MARKET").endArray();
        out.field("timeInForce").beginArray().text("GTC").text("IOC").text("FOK").endArray();
        filters(listed, out);
        out.endObject();
    }

    /// The base asset by the venue's name: a pack of coins has its count in front.
    private static String baseAsset(Instrument on) {
        return on.coinsPerUnit() == 1 ? on.coin().symbol() : on.coinsPerUnit() + on.coin().symbol();
    }

    private static void filters(ListedInstrument listed, JsonWriter out) {
        out.field("filters").beginArray();
        out.beginObject().field("filterType").text("PRICE_FILTER");
        number("minPrice", listed.tick(), out);
        out.field("maxPrice").text("10000000");
        number("tickSize", listed.tick(), out);
        out.endObject();
        for (String type : List.of("LOT_SIZE", "MARKET_LOT_SIZE")) {
            out.beginObject().field("filterType").text(type);
            number("minQty", listed.lot(), out);
            out.field("maxQty").text("10000000");
            number("stepSize", listed.lot(), out);
            out.endObject();
        }
        out.beginObject().field("filterType").text("MIN_NOTIONAL").field("notional").text("5");
        out.endObject().endArray();
    }

    private static void number(String field, Decimal number, JsonWriter out) {
        out.field(field).decimal(number.mantissa(), number.scale());
    }
}

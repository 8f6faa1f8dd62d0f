package spillway.venues.okx;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import spillway.market.BookLevels;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.MarketEvent;
import spillway.market.MicroUsd;
import spillway.market.PositionSide;
import spillway.market.RatioPopulation;
import spillway.market.TakerSide;
import spillway.venues.protocol.WireTime;
import spillway.venues.serving.InstrumentState;
import spillway.venues.serving.ListedInstrument;
import spillway.venues.serving.MarketState;
import spillway.venues.serving.Target;
import spillway.venues.serving.TradeRing;
import spillway.venues.wire.JsonWriter;

/// What OKX answers to REST requests: `{"code":"0","data":[…],"msg":""}`. Requests that need a key,
/// and candles, are not answered.
final class OkxReplies {
    private static final int GOOD = 200;
    private static final int BAD = 400;
    private static final int UNKNOWN = 404;
    private static final int DEEPEST = 400;
    private static final int MOST_TRADES = 500;

    private final OkxMarket market;
    private final MarketState state;
    private final BookLevels levels = new BookLevels();

    OkxReplies(OkxMarket market, MarketState state) {
        this.market = market;
        this.state = state;
    }

    int answer(String target, JsonWriter out) {
        out.clear();
        Target asked = Target.parse(target);
        if (asked.path().startsWith(OkxRatios.PATH)) {
            return ratios(asked, out);
        }
        return switch (asked.path()) {
            case "/api/v5/public/time" -> {
                begin(out).beginObject().field("ts").quotedInteger(nowMs()).endObject();
                yield end(out);
            }
            case "/api/v5/public/instruments" -> {
                String type = asked.value("instType");
                if (type.isEmpty()) {
                    yield refuse("50014", "Parameter instType can not be empty", out);
                }
                begin(out);
                definitions(type, asked.value("instId"), out);
                yield end(out);
            }
            case "/api/v5/market/books" -> ofOne(asked, out, (of, json) -> book(asked, of, json));
            case "/api/v5/market/trades" ->
                    ofOne(asked, out, (of, json) -> trades(asked, of, json));
            case "/api/v5/market/ticker" -> ofOne(asked, out, this::ticker);
            case "/api/v5/market/tickers" -> ofType(asked, out, this::ticker);
            default -> ofContract(asked, out);
        };
    }

    private int ofContract(Target asked, JsonWriter out) {
        if (market == OkxMarket.SPOT) {
            return unknown(out);
        }
        return switch (asked.path()) {
            case "/api/v5/public/mark-price" -> ofType(asked, out, this::mark);
            case "/api/v5/public/open-interest" -> ofType(asked, out, this::openInterest);
            case "/api/v5/public/funding-rate" -> ofOne(asked, out, this::funding);
            case "/api/v5/market/index-tickers" -> index(asked, out);
            case "/api/v5/public/liquidation-orders" -> liquidations(asked, out);
            default -> unknown(out);
        };
    }

    private long nowMs() {
        return WireTime.milliseconds(state.nowNs());
    }

    private static JsonWriter begin(JsonWriter out) {
        return out.clear()
                .beginObject()
                .field("code")
                .text("0")
                .field("msg")
                .text("")
                .field("data")
                .beginArray();
    }

    private static int end(JsonWriter out) {
        out.endArray().endObject();
        return GOOD;
    }

    private static int unknown(JsonWriter out) {
        out.clear().beginObject().field("msg").text("The requested endpoint does not exist.");
        out.field("code").text("404").endObject();
        return UNKNOWN;
    }

    private static int refuse(String code, String message, JsonWriter out) {
        out.clear().beginObject().field("code").text(code).field("msg").text(message);
        out.field("data").beginArray().endArray().endObject();
        return BAD;
    }

    private int ofOne(Target asked, JsonWriter out, BiConsumer<InstrumentState, JsonWriter> write) {
        InstrumentState of = state.find(asked.value("instId"));
        if (of == null) {
            return refuse("51001", "Instrument ID does not exist", out);
        }
        begin(out);
        write.accept(of, out);
        return end(out);
    }

    private int ofType(
            Target asked, JsonWriter out, BiConsumer<InstrumentState, JsonWriter> write) {
        String type = asked.value("instType");
        if (type.isEmpty()) {
            return refuse("50014", "Parameter instType can not be empty", out);
        }
        begin(out);
        for (InstrumentState of : some(type, asked.value("instId"))) {
            write.accept(of, out);
        }
        return end(out);
    }

    private List<InstrumentState> some(String type, String symbol) {
        var some = new ArrayList<InstrumentState>();
        for (InstrumentState of : state.listed()) {
            boolean isAsked = symbol.isEmpty() || symbol.equals(of.symbol());
            if (isAsked && OkxEncoder.typeOf(of.instrument()).equals(type)) {
                some.add(of);
            }
        }
        return some;
    }

    /// Writes the definitions of a type as elements of the array that is open.
    void definitions(String type, String symbol, JsonWriter out) {
        for (InstrumentState of : some(type, symbol)) {
            definition(of.listed(), out);
        }
    }

    private void definition(ListedInstrument listed, JsonWriter out) {
        Instrument on = listed.instrument();
        boolean isContract = on.kind() != InstrumentKind.SPOT;
        boolean isLinear = on.contract() == Contract.LINEAR;
        String coin = on.coin().symbol();
        String pair = coin + "-" + on.quote();
        out.beginObject().field("instType").text(OkxEncoder.typeOf(on));
        out.field("instId").text(on.symbol()).field("alias").text("");
        out.field("baseCcy").text(isContract ? "" : coin);
        out.field("quoteCcy").text(isContract ? "" : on.quote());
        out.field("settleCcy").text(!isContract ? "" : isLinear ? on.quote() : coin);
        out.field("uly").text(isContract ? pair : "").field("instFamily");
        out.text(isContract ? pair : "");
        out.field("ctType").text(!isContract ? "" : isLinear ? "linear" : "inverse");
        out.field("ctVal");
        if (isContract) {
            out.text(on.contractSize().toString());
        } else {
            out.text("");
        }
        out.field("ctMult").text(isContract ? "1" : "");
        out.field("ctValCcy").text(!isContract ? "" : isLinear ? coin : "USD");
        number("tickSz", listed.tick(), out);
        number("lotSz", listed.lot(), out);
        number("minSz", listed.lot(), out);
        out.field("lever").text(isContract ? "100" : "").field("state").text("live");
        out.field("listTime").text("1573557408000").field("expTime").text("");
        out.field("instCategory").text("1").field("ruleType").text("normal").endObject();
    }

    private static void number(String field, Decimal number, JsonWriter out) {
        out.field(field).decimal(number.mantissa(), number.scale());
    }

    private void book(Target asked, InstrumentState of, JsonWriter out) {
        of.book(asked.count("sz", 1, DEEPEST), levels);
        long timeNs = of.hasBook() ? of.bookTimeNs() : state.nowNs();
        OkxTops.write(out, of.instrument(), levels, timeNs, of.bookId());
    }

    /// The latest first.
    private void trades(Target asked, InstrumentState of, JsonWriter out) {
        TradeRing trades = of.trades();
        Instrument on = of.instrument();
        int count = Math.min(trades.size(), asked.count("limit", 100, MOST_TRADES));
        for (int i = trades.size() - 1; i >= trades.size() - count; i--) {
            out.beginObject().field("instId").text(on.symbol());
            out.field("tradeId").quotedInteger(Math.max(0, trades.id(i)));
            out.field("px").decimal(trades.price(i), on.priceScale());
            out.field("sz").decimal(trades.quantity(i), on.quantityScale());
            out.field("side").text(trades.takerSide(i) == TakerSide.SELL ? "sell" : "buy");
            out.field("ts").quotedInteger(WireTime.milliseconds(trades.timeNs(i)));
            out.field("source").text("0").endObject();
        }
    }

    private static long known(long mantissa) {
        return mantissa == MarketEvent.NONE ? 0 : mantissa;
    }

    private void ticker(InstrumentState of, JsonWriter out) {
        Instrument on = of.instrument();
        int scale = on.priceScale();
        begin(of, out).field("last").decimal(known(of.lastPrice()), scale);
        out.field("askPx").decimal(of.askPrice(), scale);
        out.field("askSz").decimal(of.askQuantity(), on.quantityScale());
        out.field("bidPx").decimal(of.bidPrice(), scale);
        out.field("bidSz").decimal(of.bidQuantity(), on.quantityScale());
        out.field("open24h").decimal(known(of.openPrice()), scale);
        out.field("high24h").decimal(known(of.highPrice()), scale);
        out.field("low24h").decimal(known(of.lowPrice()), scale);
        out.field("vol24h").decimal(Math.round(of.volume() * 1_000), 3);
        end(state.nowNs(), out);
    }

    private static JsonWriter begin(InstrumentState of, JsonWriter out) {
        out.beginObject().field("instType").text(OkxEncoder.typeOf(of.instrument()));
        return out.field("instId").text(of.symbol());
    }

    private static void end(long timeNs, JsonWriter out) {
        out.field("ts").quotedInteger(WireTime.milliseconds(timeNs)).endObject();
    }

    private void mark(InstrumentState of, JsonWriter out) {
        if (of.mark() != MarketEvent.NONE) {
            begin(of, out).field("markPx").decimal(of.mark(), of.instrument().priceScale());
            end(of.markTimeNs(), out);
        }
    }

    private void openInterest(InstrumentState of, JsonWriter out) {
        if (of.openInterest() == MarketEvent.NONE) {
            return;
        }
        Instrument on = of.instrument();
        begin(of, out).field("oi").decimal(of.openInterest(), on.quantityScale());
        if (of.openInterestMicroUsd() != MarketEvent.NONE) {
            out.field("oiUsd").decimal(of.openInterestMicroUsd(), MicroUsd.SCALE);
        }
        end(of.openInterestTimeNs(), out);
    }

    private void funding(InstrumentState of, JsonWriter out) {
        if (of.fundingRate() == MarketEvent.NONE) {
            return;
        }
        begin(of, out).field("fundingRate").decimal(of.fundingRate(), of.fundingRateScale());
        out.field("fundingTime").quotedInteger(WireTime.milliseconds(of.fundingTimeNs()));
        out.field("method").text("current_period").field("nextFundingRate").text("");
        out.field("nextFundingTime");
        out.quotedInteger(WireTime.milliseconds(of.fundingTimeNs() + of.fundingIntervalNs()));
        end(state.nowNs(), out);
    }

    private int index(Target asked, JsonWriter out) {
        InstrumentState of = state.find(asked.value("instId") + "-SWAP");
        if (of == null || of.index() == MarketEvent.NONE) {
            return refuse("51001", "Instrument ID does not exist", out);
        }
        begin(out).beginObject().field("instId").text(asked.value("instId"));
        out.field("idxPx").decimal(of.index(), of.instrument().priceScale());
        end(of.markTimeNs(), out);
        return end(out);
    }

    /// What the stream told lately; the venue answers so, and documents it no longer.
    private int liquidations(Target asked, JsonWriter out) {
        begin(out);
        for (InstrumentState of : some(asked.value("instType"), "")) {
            boolean isAsked =
                    asked.value("uly").isEmpty()
                            || asked.value("uly").equals(OkxSubscriptions.pairOf(of.instrument()));
            if (isAsked && !of.liquidations().isEmpty()) {
                orders(of, out);
            }
        }
        return end(out);
    }

    private void orders(InstrumentState of, JsonWriter out) {
        Instrument on = of.instrument();
        begin(of, out).field("instFamily").text(OkxSubscriptions.pairOf(on));
        out.field("totalLoss").text("0").field("details").beginArray();
        for (MarketEvent.Liquidation order : of.liquidations().reversed()) {
            boolean closesLong = order.closedSide() == PositionSide.LONG;
            out.beginObject().field("bkLoss").text("0");
            out.field("bkPx").decimal(order.priceMantissa(), on.priceScale());
            out.field("ccy").text("").field("posSide").text(closesLong ? "long" : "short");
            out.field("side").text(closesLong ? "sell" : "buy");
            out.field("sz").decimal(order.quantityMantissa(), on.quantityScale());
            end(order.venueTimeNs(), out);
        }
        out.endArray().endObject();
    }

    private int ratios(Target asked, JsonWriter out) {
        RatioPopulation population =
                switch (asked.path().substring(OkxRatios.PATH.length())) {
                    case OkxRatios.ALL_ACCOUNTS -> RatioPopulation.ALL_ACCOUNTS;
                    case OkxRatios.TOP_ACCOUNTS -> RatioPopulation.TOP_ACCOUNTS;
                    case OkxRatios.TOP_POSITIONS -> RatioPopulation.TOP_POSITIONS;
                    default -> null;
                };
        if (population == null || market == OkxMarket.SPOT) {
            return unknown(out);
        }
        return ofOne(
                asked,
                out,
                (of, json) -> {
                    InstrumentState.Ratio known = of.ratio(population);
                    if (known != null) {
                        json.beginArray().quotedInteger(WireTime.milliseconds(known.timeNs()));
                        json.decimal(known.ratio().mantissa(), known.ratio().scale()).endArray();
                    }
                });
    }
}

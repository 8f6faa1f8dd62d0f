package spillway.venues.bybit;

import java.util.List;
import java.util.function.BiConsumer;
import spillway.market.BookLevels;
import spillway.market.Contract;
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

/// What Bybit answers to REST requests: `{"retCode":0,"retMsg":"OK","result":…,"time":…}`. Requests
/// that need a key, and candles, are not answered.
final class BybitReplies {
    private static final String PATH = "/v5/market/";
    private static final int GOOD = 200;
    private static final int UNKNOWN = 404;
    private static final int BAD_PARAMETER = 10_001;
    private static final int DEEPEST = 500;

    private final BybitMarket market;
    private final MarketState state;
    private final BookLevels levels = new BookLevels();

    BybitReplies(BybitMarket market, MarketState state) {
        this.market = market;
        this.state = state;
    }

    int answer(String target, JsonWriter out) {
        out.clear();
        Target asked = Target.parse(target);
        if (!asked.path().startsWith(PATH)) {
            return unknown(out);
        }
        String resource = asked.path().substring(PATH.length());
        if (resource.equals("time")) {
            long ms = nowMs();
            begin(out).beginObject().field("timeSecond").quotedInteger(ms / 1_000);
            out.field("timeNano").quotedInteger(state.nowNs()).endObject();
            return end(out);
        }
        String category = asked.value("category");
        if (!category.isEmpty() && !category.equals(market.category)) {
            return refuse(
                    "expected category " + market.category + ": others have their own address",
                    out);
        }
        return switch (resource) {
            case "instruments-info" -> instruments(asked, out);
            case "tickers" -> tickers(asked, out);
            case "orderbook" -> ofOne(asked, out, this::book);
            case "recent-trade" -> ofOne(asked, out, this::trades);
            case "open-interest" -> ofOne(asked, out, this::openInterest);
            case "account-ratio" -> ofOne(asked, out, this::ratio);
            default -> unknown(out);
        };
    }

    private long nowMs() {
        return WireTime.milliseconds(state.nowNs());
    }

    private static int unknown(JsonWriter out) {
        out.clear().beginObject().field("retCode").integer(UNKNOWN).field("retMsg");
        out.text("not found").endObject();
        return UNKNOWN;
    }

    /// Refusals come with the HTTP status of success.
    private int refuse(String message, JsonWriter out) {
        out.clear().beginObject().field("retCode").integer(BAD_PARAMETER);
        out.field("retMsg").text("params error: " + message);
        out.field("result").beginObject().endObject();
        out.field("retExtInfo").beginObject().endObject().field("time").integer(nowMs());
        out.endObject();
        return GOOD;
    }

    /// Starts an answer; its result comes next.
    private static JsonWriter begin(JsonWriter out) {
        out.clear().beginObject().field("retCode").integer(0).field("retMsg").text("OK");
        return out.field("result");
    }

    private int end(JsonWriter out) {
        out.field("retExtInfo").beginObject().endObject();
        out.field("time").integer(nowMs()).endObject();
        return GOOD;
    }

    /// Answers with what `write` puts behind `"result":`.
    private int ofOne(Target asked, JsonWriter out, BiConsumer<Asked, JsonWriter> write) {
        InstrumentState of = state.find(asked.value("symbol"));
        if (of == null) {
            return refuse("Symbol Invalid", out);
        }
        begin(out);
        write.accept(new Asked(asked, of), out);
        return end(out);
    }

    /// A request about one instrument.
    private record Asked(Target target, InstrumentState of) {}

    private JsonWriter beginList(JsonWriter out) {
        out.beginObject().field("category").text(market.category);
        return out.field("list").beginArray();
    }

    private int instruments(Target asked, JsonWriter out) {
        beginList(begin(out));
        String status = asked.value("status");
        String symbol = asked.value("symbol");
        boolean trading = status.isEmpty() || status.equals("Trading");
        for (InstrumentState of : state.listed()) {
            if (trading && (symbol.isEmpty() || symbol.equals(of.symbol()))) {
                definition(of.listed(), out);
            }
        }
        out.endArray().field("nextPageCursor").text("").endObject();
        return end(out);
    }

    private void definition(ListedInstrument listed, JsonWriter out) {
        Instrument on = listed.instrument();
        out.beginObject().field("symbol").text(on.symbol());
        if (market != BybitMarket.SPOT) {
            out.field("contractType").text(contractType(on));
        }
        out.field("status").text("Trading");
        String base =
                on.coinsPerUnit() == 1
                        ? on.coin().symbol()
                        : on.coinsPerUnit() + on.coin().symbol();
        out.field("baseCoin").text(base).field("quoteCoin").text(on.quote());
        if (market == BybitMarket.SPOT) {
            spotFilters(listed, out);
            return;
        }
        out.field("launchTime").text("1585526400000").field("deliveryTime").text("0");
        out.field("deliveryFeeRate").text("").field("priceScale");
        out.quotedInteger(listed.tick().scale());
        out.field("leverageFilter").beginObject().field("minLeverage").text("1");
        out.field("maxLeverage").text("100.00").field("leverageStep").text("0.01").endObject();
        out.field("priceFilter").beginObject();
        number("minPrice", listed.tick(), out);
        out.field("maxPrice").text("10000000");
        number("tickSize", listed.tick(), out);
        out.endObject().field("lotSizeFilter").beginObject();
        out.field("maxOrderQty").text("10000000");
        number("minOrderQty", listed.lot(), out);
        number("qtyStep", listed.lot(), out);
        out.field("minNotionalValue").text("5").endObject();
        out.field("unifiedMarginTrade").bool(true);
        out.field("fundingInterval").integer(listed.fundingInterval().toMinutes());
        out.field("settleCoin");
        out.text(on.contract() == Contract.LINEAR ? on.quote() : on.coin().symbol());
        out.field("copyTrading").text("none").field("isPreListing").bool(false).endObject();
    }

    private static void spotFilters(ListedInstrument listed, JsonWriter out) {
        out.field("innovation").text("0").field("marginTrading").text("none");
        out.field("lotSizeFilter").beginObject();
        number("basePrecision", listed.lot(), out);
        out.field("quotePrecision").text("0.00000001");
        number("minOrderQty", listed.lot(), out);
        out.field("maxOrderQty").text("10000000").field("minOrderAmt").text("1").endObject();
        out.field("priceFilter").beginObject();
        number("tickSize", listed.tick(), out);
        out.endObject().endObject();
    }

    private static void number(String field, Decimal number, JsonWriter out) {
        out.field(field).decimal(number.mantissa(), number.scale());
    }

    private static String contractType(Instrument on) {
        String kind = on.kind() == InstrumentKind.PERPETUAL ? "Perpetual" : "Futures";
        return (on.contract() == Contract.LINEAR ? "Linear" : "Inverse") + kind;
    }

    private int tickers(Target asked, JsonWriter out) {
        String symbol = asked.value("symbol");
        List<InstrumentState> some = state.listed();
        if (!symbol.isEmpty()) {
            InstrumentState of = state.find(symbol);
            if (of == null) {
                return refuse("Symbol Invalid", out);
            }
            some = List.of(of);
        }
        beginList(begin(out));
        for (InstrumentState of : some) {
            out.beginObject();
            BybitTickerFields.of(of).forEach((field, value) -> out.field(field).text(value));
            out.endObject();
        }
        out.endArray().endObject();
        return end(out);
    }

    private void book(Asked asked, JsonWriter out) {
        InstrumentState of = asked.of();
        int usual = market == BybitMarket.SPOT ? 1 : 25;
        of.book(asked.target().count("limit", usual, DEEPEST), levels);
        Instrument on = of.instrument();
        out.beginObject().field("s").text(of.symbol()).field("b").beginArray();
        for (int i = 0; i < levels.bids(); i++) {
            level(on, levels.bidPrice(i), levels.bidQuantity(i), out);
        }
        out.endArray().field("a").beginArray();
        for (int i = 0; i < levels.asks(); i++) {
            level(on, levels.askPrice(i), levels.askQuantity(i), out);
        }
        long cts = of.hasBook() ? WireTime.milliseconds(of.bookTimeNs()) : nowMs();
        out.endArray().field("ts").integer(nowMs()).field("u").integer(of.bookId());
        out.field("seq").integer(of.bookId()).field("cts").integer(cts).endObject();
    }

    private static void level(Instrument on, long price, long quantity, JsonWriter out) {
        out.beginArray().decimal(price, on.priceScale());
        out.decimal(quantity, on.quantityScale()).endArray();
    }

    /// The latest first.
    private void trades(Asked asked, JsonWriter out) {
        TradeRing trades = asked.of().trades();
        Instrument on = asked.of().instrument();
        beginList(out);
        int most = market == BybitMarket.SPOT ? 60 : TradeRing.CAPACITY;
        int usual = market == BybitMarket.SPOT ? 60 : 500;
        int count = Math.min(trades.size(), asked.target().count("limit", usual, most));
        for (int i = trades.size() - 1; i >= trades.size() - count; i--) {
            out.beginObject().field("execId").quotedInteger(Math.max(0, trades.id(i)));
            out.field("symbol").text(on.symbol());
            out.field("price").decimal(trades.price(i), on.priceScale());
            out.field("size").decimal(trades.quantity(i), on.quantityScale());
            out.field("side").text(trades.takerSide(i) == TakerSide.SELL ? "Sell" : "Buy");
            out.field("time").quotedInteger(WireTime.milliseconds(trades.timeNs(i)));
            out.field("isBlockTrade").bool(false).field("isRPITrade").bool(false).endObject();
        }
        out.endArray().endObject();
    }

    private void openInterest(Asked asked, JsonWriter out) {
        InstrumentState of = asked.of();
        out.beginObject().field("symbol").text(of.symbol());
        out.field("category").text(market.category).field("list").beginArray();
        if (of.openInterest() != MarketEvent.NONE) {
            int scale = of.instrument().quantityScale();
            out.beginObject().field("openInterest");
            out.decimal(Math.multiplyExact(of.openInterest(), 2), scale);
            out.field("singleOpenInterest").decimal(of.openInterest(), scale);
            out.field("timestamp");
            out.quotedInteger(WireTime.milliseconds(of.openInterestTimeNs())).endObject();
        }
        out.endArray().field("nextPageCursor").text("").endObject();
    }

    /// Shares of holders, of four decimals as the venue prints them.
    private void ratio(Asked asked, JsonWriter out) {
        out.beginObject().field("list").beginArray();
        InstrumentState.Ratio known = asked.of().ratio(RatioPopulation.ALL_ACCOUNTS);
        if (known != null) {
            double ratio = known.ratio().toDouble();
            long longs = Math.round(ratio / (1 + ratio) * 10_000);
            out.beginObject().field("symbol").text(asked.of().symbol());
            out.field("buyRatio").decimal(longs, 4);
            out.field("sellRatio").decimal(10_000 - longs, 4);
            out.field("timestamp").quotedInteger(WireTime.milliseconds(known.timeNs()));
            out.endObject();
        }
        out.endArray().field("nextPageCursor").text("").endObject();
    }
}

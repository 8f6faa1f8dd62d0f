package spillway.venues.binance;

import org.jspecify.annotations.Nullable;
import spillway.market.BookLevels;
import spillway.market.Completeness;
import spillway.market.EventSink;
import spillway.market.MarketEvent;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.TakerSide;
import spillway.venues.protocol.Listing;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.WireTime;
import spillway.venues.wire.Layout;

/// The messages of the highest rates, aggregate and single trades, book diffs and best prices, and
/// liquidation orders, which come when every other rate is highest too, in the very layouts that
/// Binance sends. Whatever is laid out otherwise is left to the scanner, which a test proves to
/// read the same from every message that this reads.
final class BinanceLayouts {
    private static final Layout.Literal STREAM = Layout.literalOf("{'stream':'");
    private static final Layout.Literal DATA = Layout.literalOf("','data':");
    private static final Layout.Literal AGG_TRADE = Layout.literalOf("{'e':'aggTrade','E':");
    private static final Layout.Literal TRADE = Layout.literalOf("{'e':'trade','E':");
    private static final Layout.Literal DEPTH = Layout.literalOf("{'e':'depthUpdate','E':");
    private static final Layout.Literal FUTURES_TICKER = Layout.literalOf("{'e':'bookTicker','u':");
    private static final Layout.Literal OTHER_TICKER = Layout.literalOf("{'u':");
    private static final Layout.Literal TICKER_KIND = Layout.literalOf(",'e':'bookTicker'");
    private static final Layout.Literal COMMA_A = Layout.literalOf(",'a':");
    private static final Layout.Literal COMMA_S = Layout.literalOf(",'s':'");
    private static final Layout.Literal QUOTE_COMMA_A = Layout.literalOf("','a':");
    private static final Layout.Literal QUOTE_COMMA_T = Layout.literalOf("','t':");
    private static final Layout.Literal COMMA_P = Layout.literalOf(",'p':'");
    private static final Layout.Literal QUOTE_COMMA_P = Layout.literalOf("','p':'");
    private static final Layout.Literal COMMA_Q = Layout.literalOf("','q':'");
    private static final Layout.Literal COMMA_F = Layout.literalOf("','f':");
    private static final Layout.Literal COMMA_L = Layout.literalOf(",'l':");
    private static final Layout.Literal COMMA_T = Layout.literalOf(",'T':");
    private static final Layout.Literal QUOTE_COMMA_BIG_T = Layout.literalOf("','T':");
    private static final Layout.Literal MARKET_KIND = Layout.literalOf("','X':'MARKET'");
    private static final Layout.Literal COMMA_M = Layout.literalOf(",'m':");
    private static final Layout.Literal BEST_MATCH = Layout.literalOf(",'M':true");
    private static final Layout.Literal USDM = Layout.literalOf(",'st':1");
    private static final Layout.Literal PAIR = Layout.literalOf("','ps':'");
    private static final Layout.Literal COMMA_FIRST = Layout.literalOf(",'U':");
    private static final Layout.Literal QUOTE = Layout.literalOf("'");
    private static final Layout.Literal COMMA_LAST = Layout.literalOf(",'u':");
    private static final Layout.Literal COMMA_PREVIOUS = Layout.literalOf(",'pu':");
    private static final Layout.Literal BIDS = Layout.literalOf(",'b':[");
    private static final Layout.Literal ASKS = Layout.literalOf("],'a':[");
    private static final Layout.Literal LEVELS_END = Layout.literalOf("]");
    private static final Layout.Literal TICKER_BID = Layout.literalOf("','b':'");
    private static final Layout.Literal TICKER_BID_SIZE = Layout.literalOf("','B':'");
    private static final Layout.Literal TICKER_ASK = Layout.literalOf("','a':'");
    private static final Layout.Literal TICKER_ASK_SIZE = Layout.literalOf("','A':'");
    private static final Layout.Literal COMMA_E = Layout.literalOf(",'E':");
    private static final Layout.Literal END = Layout.literalOf("}");
    private static final Layout.Literal FORCE_ORDER = Layout.literalOf("{'e':'forceOrder','E':");
    private static final Layout.Literal ORDER = Layout.literalOf(",'o':{'s':'");
    private static final Layout.Literal SELL = Layout.literalOf("','S':'SELL','o':'");
    private static final Layout.Literal BUY = Layout.literalOf("','S':'BUY','o':'");
    private static final Layout.Literal IN_FORCE = Layout.literalOf("','f':'");
    private static final Layout.Literal QUOTE_COMMA_Q = Layout.literalOf("','q':'");
    private static final Layout.Literal AVERAGE = Layout.literalOf("','ap':'");
    private static final Layout.Literal FILLED = Layout.literalOf("','X':'FILLED','l':'");
    private static final Layout.Literal FILLED_SO_FAR = Layout.literalOf("','z':'");

    /// Where the kind's first letter stands in an object that begins with its kind; a spot ticker
    /// has a digit there.
    private static final int KIND_AT = 6;

    private final boolean isFutures;
    private final Symbols symbols;
    private final EventSink sink;
    private final BinanceEvents events;
    private final Layout in = new Layout();
    private final BookLevels levels = new BookLevels();
    private boolean enveloped;

    BinanceLayouts(BinanceMarket market, Symbols symbols, EventSink sink, BinanceEvents events) {
        isFutures = market.isFutures();
        this.symbols = symbols;
        this.sink = sink;
        this.events = events;
    }

    /// Reads the message if it has one of the layouts, and pushes its event; else does nothing.
    boolean decode(byte[] message, int from, int to, long receiveTimeNs) {
        in.reset(message, from, to);
        int p = in.optional(0, STREAM);
        enveloped = p != 0;
        if (enveloped) {
            p = in.literal(in.text(p), DATA);
        }
        return switch (in.byteAt(p + KIND_AT)) {
            case 'a' -> aggregateTrade(in.literal(p, AGG_TRADE), receiveTimeNs);
            case 'b' -> bookTicker(in.literal(p, FUTURES_TICKER), receiveTimeNs);
            case 'd' -> depth(in.literal(p, DEPTH), receiveTimeNs);
            case 'f' -> forceOrder(in.literal(p, FORCE_ORDER), receiveTimeNs);
            case 't' -> trade(in.literal(p, TRADE), receiveTimeNs);
            default -> bookTicker(in.literal(p, OTHER_TICKER), receiveTimeNs);
        };
    }

    private boolean ends(int at) {
        int p = in.literal(at, END);
        return in.endsAt(enveloped ? in.literal(p, END) : p);
    }

    /// The instrument of the text passed last; `null` if the prediction failed there.
    private @Nullable Listing symbol() {
        return in.holds() ? symbols.find(in.bytes(), in.textFrom(), in.textTo()) : null;
    }

    private boolean aggregateTrade(int at, long receiveTimeNs) {
        int p = in.timeDigits(at);
        int afterA = in.optional(p, COMMA_A);
        boolean idFirst = afterA != p;
        p = idFirst ? in.integer(afterA) : p;
        long id = in.value();
        p = in.text(in.literal(p, COMMA_S));
        Listing on = symbol();
        if (on == null) {
            return false;
        }
        if (idFirst) {
            p = in.literal(p, QUOTE_COMMA_P);
        } else {
            p = in.integer(in.literal(p, QUOTE_COMMA_A));
            id = in.value();
            p = in.literal(p, COMMA_P);
        }
        p = in.decimal(p, on.priceScale());
        long price = in.value();
        p = in.decimal(in.literal(p, COMMA_Q), on.quantityScale());
        long quantity = in.value();
        p = in.digits(in.literal(p, COMMA_F));
        p = in.digits(in.literal(p, COMMA_L));
        p = in.time(in.literal(p, COMMA_T));
        long time = in.value();
        p = in.literal(p, COMMA_M);
        return endOfTrade(p, on, receiveTimeNs, time, id, price, quantity);
    }

    private boolean trade(int at, long receiveTimeNs) {
        int p = in.time(at);
        int afterT = in.optional(p, COMMA_T);
        boolean timeFirst = afterT != p;
        p = timeFirst ? in.time(afterT) : p;
        long time = in.value();
        p = in.text(in.literal(p, COMMA_S));
        Listing on = symbol();
        if (on == null) {
            return false;
        }
        p = in.integer(in.literal(p, QUOTE_COMMA_T));
        long id = in.value();
        p = in.decimal(in.literal(p, COMMA_P), on.priceScale());
        long price = in.value();
        p = in.decimal(in.literal(p, COMMA_Q), on.quantityScale());
        long quantity = in.value();
        if (timeFirst) {
            p = in.literal(p, MARKET_KIND);
        } else {
            p = in.time(in.literal(p, QUOTE_COMMA_BIG_T));
            time = in.value();
        }
        p = in.literal(p, COMMA_M);
        return endOfTrade(p, on, receiveTimeNs, time, id, price, quantity);
    }

    private boolean endOfTrade(
            int at, Listing on, long receiveTimeNs, long time, long id, long price, long quantity) {
        int p = in.bool(at);
        boolean buyerIsMaker = in.value() == 1;
        int afterMatch = in.optional(p, BEST_MATCH);
        p = afterMatch != p ? afterMatch : in.optional(p, USDM);
        if (!ends(p) || quantity == 0 || price == 0) {
            return false;
        }
        sink.trade(
                on.code(),
                WireTime.nanoseconds(time),
                receiveTimeNs,
                price,
                quantity,
                buyerIsMaker ? TakerSide.SELL : TakerSide.BUY,
                id);
        return true;
    }

    private boolean forceOrder(int at, long receiveTimeNs) {
        int p = in.timeDigits(at);
        p = in.text(in.literal(p, ORDER));
        Listing on = symbol();
        if (on == null) {
            return false;
        }
        boolean sells = in.isNext(p, SELL);
        p = in.text(in.literal(p, sells ? SELL : BUY));
        p = in.text(in.literal(p, IN_FORCE));
        p = in.text(in.literal(p, QUOTE_COMMA_Q));
        p = in.text(in.literal(p, QUOTE_COMMA_P));
        p = in.decimal(in.literal(p, AVERAGE), on.priceScale());
        long price = in.value();
        p = in.text(in.literal(p, FILLED));
        p = in.decimal(in.literal(p, FILLED_SO_FAR), on.quantityScale());
        long quantity = in.value();
        p = in.time(in.literal(p, QUOTE_COMMA_BIG_T));
        long time = in.value();
        p = in.literal(p, END);
        if (!ends(p) || quantity == 0 || price == 0) {
            return false;
        }
        long notional;
        try {
            notional = on.instrument().notionalMicroUsd(quantity, price);
        } catch (ArithmeticException _) {
            return false;
        }
        sink.liquidation(
                on.code(),
                WireTime.nanoseconds(time),
                receiveTimeNs,
                sells ? PositionSide.LONG : PositionSide.SHORT,
                quantity,
                price,
                PriceKind.FILL,
                notional,
                Completeness.SAMPLED,
                MarketEvent.NONE);
        return true;
    }

    private boolean depth(int at, long receiveTimeNs) {
        int p = in.time(at);
        int afterT = in.optional(p, COMMA_T);
        p = afterT != p ? in.time(afterT) : p;
        long time = in.value();
        p = in.text(in.literal(p, COMMA_S));
        Listing on = symbol();
        if (on == null) {
            return false;
        }
        int afterPair = in.optional(p, PAIR);
        p = in.literal(afterPair != p ? in.text(afterPair) : p, QUOTE);
        p = in.optional(p, USDM);
        p = in.integer(in.literal(p, COMMA_FIRST));
        long first = in.value();
        p = in.integer(in.literal(p, COMMA_LAST));
        long last = in.value();
        long previous = MarketEvent.NONE;
        if (isFutures) {
            p = in.integer(in.literal(p, COMMA_PREVIOUS));
            previous = in.value();
        }
        levels.clear();
        p = in.bids(in.literal(p, BIDS), on.priceScale(), on.quantityScale(), levels);
        p = in.asks(in.literal(p, ASKS), on.priceScale(), on.quantityScale(), levels);
        p = in.literal(p, LEVELS_END);
        if (!ends(p)) {
            return false;
        }
        events.heardBook(on);
        sink.bookDelta(
                on.code(),
                WireTime.nanoseconds(time),
                receiveTimeNs,
                first,
                last,
                previous,
                levels);
        return true;
    }

    private boolean bookTicker(int at, long receiveTimeNs) {
        int p = in.integer(at);
        long id = in.value();
        p = in.optional(p, TICKER_KIND);
        p = in.text(in.literal(p, COMMA_S));
        Listing on = symbol();
        if (on == null) {
            return false;
        }
        int afterPair = in.optional(p, PAIR);
        p = afterPair != p ? in.text(afterPair) : p;
        p = in.decimal(in.literal(p, TICKER_BID), on.priceScale());
        long bid = in.value();
        p = in.decimal(in.literal(p, TICKER_BID_SIZE), on.quantityScale());
        long bidQuantity = in.value();
        p = in.decimal(in.literal(p, TICKER_ASK), on.priceScale());
        long ask = in.value();
        p = in.decimal(in.literal(p, TICKER_ASK_SIZE), on.quantityScale());
        long askQuantity = in.value();
        p = in.literal(p, QUOTE);
        long timeNs = receiveTimeNs;
        int afterT = in.optional(p, COMMA_T);
        if (afterT != p) {
            p = in.time(afterT);
            timeNs = WireTime.nanoseconds(in.value());
            p = in.timeDigits(in.literal(p, COMMA_E));
        }
        if (!ends(p)) {
            return false;
        }
        sink.quote(on.code(), timeNs, receiveTimeNs, bid, bidQuantity, ask, askQuantity, id);
        return true;
    }
}

package spillway.venues.binance;

import org.jspecify.annotations.Nullable;
import spillway.market.BookLevels;
import spillway.market.EventSink;
import spillway.market.MarketEvent;
import spillway.market.TakerSide;
import spillway.venues.protocol.Listing;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.WireTime;
import spillway.venues.wire.Layout;

/// The messages of the highest rates, aggregate and single trades, book diffs and best prices, in
/// the very layouts that Binance sends. Whatever is laid out otherwise is left to the scanner,
/// which a test proves to read the same from every message that this reads.
final class BinanceLayouts {
    private static final Layout.Literal STREAM = Layout.literalOf("{\"stream\":\"");
    private static final Layout.Literal DATA = Layout.literalOf("\",\"data\":");
    private static final Layout.Literal AGG_TRADE = Layout.literalOf("{\"e\":\"aggTrade\",\"E\":");
    private static final Layout.Literal TRADE = Layout.literalOf("{\"e\":\"trade\",\"E\":");
    private static final Layout.Literal DEPTH = Layout.literalOf("{\"e\":\"depthUpdate\",\"E\":");
    private static final Layout.Literal FUTURES_TICKER = Layout.literalOf("{\"e\":\"bookTicker\",\"u\":");
    private static final Layout.Literal OTHER_TICKER = Layout.literalOf("{\"u\":");
    private static final Layout.Literal TICKER_KIND = Layout.literalOf(",\"e\":\"bookTicker\"");
    private static final Layout.Literal COMMA_A = Layout.literalOf(",\"a\":");
    private static final Layout.Literal COMMA_S = Layout.literalOf(",\"s\":\"");
    private static final Layout.Literal QUOTE_COMMA_A = Layout.literalOf("\",\"a\":");
    private static final Layout.Literal QUOTE_COMMA_T = Layout.literalOf("\",\"t\":");
    private static final Layout.Literal COMMA_P = Layout.literalOf(",\"p\":\"");
    private static final Layout.Literal QUOTE_COMMA_P = Layout.literalOf("\",\"p\":\"");
    private static final Layout.Literal COMMA_Q = Layout.literalOf("\",\"q\":\"");
    private static final Layout.Literal COMMA_F = Layout.literalOf("\",\"f\":");
    private static final Layout.Literal COMMA_L = Layout.literalOf(",\"l\":");
    private static final Layout.Literal COMMA_T = Layout.literalOf(",\"T\":");
    private static final Layout.Literal QUOTE_COMMA_BIG_T = Layout.literalOf("\",\"T\":");
    private static final Layout.Literal MARKET_KIND = Layout.literalOf("\",\"X\":\"MARKET\"");
    private static final Layout.Literal COMMA_M = Layout.literalOf(",\"m\":");
    private static final Layout.Literal BEST_MATCH = Layout.literalOf(",\"M\":true");
    private static final Layout.Literal USDM = Layout.literalOf(",\"st\":1");
    private static final Layout.Literal PAIR = Layout.literalOf("\",\"ps\":\"");
    private static final Layout.Literal COMMA_FIRST = Layout.literalOf(",\"U\":");
    private static final Layout.Literal QUOTE = Layout.literalOf("\"");
    private static final Layout.Literal COMMA_LAST = Layout.literalOf(",\"u\":");
    private static final Layout.Literal COMMA_PREVIOUS = Layout.literalOf(",\"pu\":");
    private static final Layout.Literal BIDS = Layout.literalOf(",\"b\":[");
    private static final Layout.Literal ASKS = Layout.literalOf("],\"a\":[");
    private static final Layout.Literal LEVEL = Layout.literalOf("[\"");
    private static final Layout.Literal BETWEEN = Layout.literalOf("\",\"");
    private static final Layout.Literal LEVEL_END = Layout.literalOf("\"]");
    private static final Layout.Literal NEXT_LEVEL = Layout.literalOf(",[\"");
    private static final Layout.Literal DEPTH_END = Layout.literalOf("]}");
    private static final Layout.Literal TICKER_BID = Layout.literalOf("\",\"b\":\"");
    private static final Layout.Literal TICKER_BID_SIZE = Layout.literalOf("\",\"B\":\"");
    private static final Layout.Literal TICKER_ASK = Layout.literalOf("\",\"a\":\"");
    private static final Layout.Literal TICKER_ASK_SIZE = Layout.literalOf("\",\"A\":\"");
    private static final Layout.Literal COMMA_E = Layout.literalOf(",\"E\":");
    private static final Layout.Literal END = Layout.literalOf("}");

    private final boolean isFutures;
    private final Symbols symbols;
    private final EventSink sink;
    private final BinanceEvents events;
    private final Layout in = new Layout();
    private final BookLevels levels = new BookLevels();
    private byte[] bytes = new byte[0];
    private boolean enveloped;

    BinanceLayouts(BinanceMarket market, Symbols symbols, EventSink sink, BinanceEvents events) {
        isFutures = market.isFutures();
        this.symbols = symbols;
        this.sink = sink;
        this.events = events;
    }

    /// Reads the message if it has one of the layouts, and pushes its event; else does nothing.
    boolean decode(byte[] message, int from, int to, long receiveTimeNs) {
        bytes = message;
        in.reset(message, from, to);
        enveloped = in.optional(STREAM);
        if (enveloped) {
            in.text();
            in.literal(DATA);
        }
        if (in.optional(DEPTH)) {
            return depth(receiveTimeNs);
        }
        if (in.optional(AGG_TRADE)) {
            return aggregateTrade(receiveTimeNs);
        }
        if (in.optional(FUTURES_TICKER) || in.optional(OTHER_TICKER)) {
            return bookTicker(receiveTimeNs);
        }
        return in.optional(TRADE) && trade(receiveTimeNs);
    }

    private boolean ends() {
        return in.literal(END) && (!enveloped || in.literal(END)) && in.ends();
    }

    private @Nullable Listing symbol() {
        in.text();
        return in.holds() ? symbols.find(bytes, in.textFrom(), in.textTo()) : null;
    }

    private boolean aggregateTrade(long receiveTimeNs) {
        in.integer();
        boolean idFirst = in.optional(COMMA_A);
        long id = idFirst ? in.integer() : 0;
        in.literal(COMMA_S);
        Listing on = symbol();
        if (on == null) {
            return false;
        }
        if (idFirst) {
            in.literal(QUOTE_COMMA_P);
        } else {
            in.literal(QUOTE_COMMA_A);
            id = in.integer();
            in.literal(COMMA_P);
        }
        long price = in.decimal(on.priceScale());
        in.literal(COMMA_Q);
        long quantity = in.decimal(on.quantityScale());
        in.literal(COMMA_F);
        in.integer();
        in.literal(COMMA_L);
        in.integer();
        in.literal(COMMA_T);
        long time = in.integer();
        in.literal(COMMA_M);
        return endOfTrade(on, receiveTimeNs, time, id, price, quantity);
    }

    private boolean trade(long receiveTimeNs) {
        in.integer();
        boolean timeFirst = in.optional(COMMA_T);
        long time = timeFirst ? in.integer() : 0;
        in.literal(COMMA_S);
        Listing on = symbol();
        if (on == null) {
            return false;
        }
        in.literal(QUOTE_COMMA_T);
        long id = in.integer();
        in.literal(COMMA_P);
        long price = in.decimal(on.priceScale());
        in.literal(COMMA_Q);
        long quantity = in.decimal(on.quantityScale());
        if (timeFirst) {
            in.literal(MARKET_KIND);
        } else {
            in.literal(QUOTE_COMMA_BIG_T);
            time = in.integer();
        }
        in.literal(COMMA_M);
        return endOfTrade(on, receiveTimeNs, time, id, price, quantity);
    }

    private boolean endOfTrade(
            Listing on, long receiveTimeNs, long time, long id, long price, long quantity) {
        boolean buyerIsMaker = in.bool();
        if (!in.optional(BEST_MATCH)) {
            in.optional(USDM);
        }
        if (!ends() || quantity == 0 || price == 0) {
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

    private boolean depth(long receiveTimeNs) {
        long time = in.integer();
        if (in.optional(COMMA_T)) {
            time = in.integer();
        }
        in.literal(COMMA_S);
        Listing on = symbol();
        if (on == null) {
            return false;
        }
        if (in.optional(PAIR)) {
            in.text();
        }
        in.literal(QUOTE);
        in.optional(USDM);
        in.literal(COMMA_FIRST);
        long first = in.integer();
        in.literal(COMMA_LAST);
        long last = in.integer();
        long previous = MarketEvent.NONE;
        if (isFutures) {
            in.literal(COMMA_PREVIOUS);
            previous = in.integer();
        }
        in.literal(BIDS);
        levels.clear();
        side(on, true);
        in.literal(ASKS);
        side(on, false);
        in.literal(DEPTH_END);
        if ((enveloped && !in.literal(END)) || !in.ends()) {
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

    private void side(Listing on, boolean bids) {
        int priceScale = on.priceScale();
        int quantityScale = on.quantityScale();
        boolean more = in.optional(LEVEL);
        while (more) {
            long price = in.decimal(priceScale);
            in.literal(BETWEEN);
            long quantity = in.decimal(quantityScale);
            in.literal(LEVEL_END);
            if (bids) {
                levels.addBid(price, quantity);
            } else {
                levels.addAsk(price, quantity);
            }
            more = in.optional(NEXT_LEVEL);
        }
    }

    private boolean bookTicker(long receiveTimeNs) {
        long id = in.integer();
        in.optional(TICKER_KIND);
        in.literal(COMMA_S);
        Listing on = symbol();
        if (on == null) {
            return false;
        }
        if (in.optional(PAIR)) {
            in.text();
        }
        in.literal(TICKER_BID);
        long bid = in.decimal(on.priceScale());
        in.literal(TICKER_BID_SIZE);
        long bidQuantity = in.decimal(on.quantityScale());
        in.literal(TICKER_ASK);
        long ask = in.decimal(on.priceScale());
        in.literal(TICKER_ASK_SIZE);
        long askQuantity = in.decimal(on.quantityScale());
        in.literal(QUOTE);
        long timeNs = receiveTimeNs;
        if (in.optional(COMMA_T)) {
            timeNs = WireTime.nanoseconds(in.integer());
            in.literal(COMMA_E);
            in.integer();
        }
        if (!ends()) {
            return false;
        }
        sink.quote(on.code(), timeNs, receiveTimeNs, bid, bidQuantity, ask, askQuantity, id);
        return true;
    }
}

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
    private static final byte[] STREAM = Layout.bytesOf("{\"stream\":\"");
    private static final byte[] DATA = Layout.bytesOf("\",\"data\":");
    private static final byte[] AGG_TRADE = Layout.bytesOf("{\"e\":\"aggTrade\",\"E\":");
    private static final byte[] TRADE = Layout.bytesOf("{\"e\":\"trade\",\"E\":");
    private static final byte[] DEPTH = Layout.bytesOf("{\"e\":\"depthUpdate\",\"E\":");
    private static final byte[] FUTURES_TICKER = Layout.bytesOf("{\"e\":\"bookTicker\",\"u\":");
    private static final byte[] OTHER_TICKER = Layout.bytesOf("{\"u\":");
    private static final byte[] TICKER_KIND = Layout.bytesOf(",\"e\":\"bookTicker\"");
    private static final byte[] COMMA_A = Layout.bytesOf(",\"a\":");
    private static final byte[] COMMA_S = Layout.bytesOf(",\"s\":\"");
    private static final byte[] QUOTE_COMMA_A = Layout.bytesOf("\",\"a\":");
    private static final byte[] QUOTE_COMMA_T = Layout.bytesOf("\",\"t\":");
    private static final byte[] COMMA_P = Layout.bytesOf(",\"p\":\"");
    private static final byte[] QUOTE_COMMA_P = Layout.bytesOf("\",\"p\":\"");
    private static final byte[] COMMA_Q = Layout.bytesOf("\",\"q\":\"");
    private static final byte[] COMMA_F = Layout.bytesOf("\",\"f\":");
    private static final byte[] COMMA_L = Layout.bytesOf(",\"l\":");
    private static final byte[] COMMA_T = Layout.bytesOf(",\"T\":");
    private static final byte[] QUOTE_COMMA_BIG_T = Layout.bytesOf("\",\"T\":");
    private static final byte[] MARKET_KIND = Layout.bytesOf("\",\"X\":\"MARKET\"");
    private static final byte[] COMMA_M = Layout.bytesOf(",\"m\":");
    private static final byte[] BEST_MATCH = Layout.bytesOf(",\"M\":true");
    private static final byte[] USDM = Layout.bytesOf(",\"st\":1");
    private static final byte[] PAIR = Layout.bytesOf("\",\"ps\":\"");
    private static final byte[] COMMA_FIRST = Layout.bytesOf(",\"U\":");
    private static final byte[] QUOTE = Layout.bytesOf("\"");
    private static final byte[] COMMA_LAST = Layout.bytesOf(",\"u\":");
    private static final byte[] COMMA_PREVIOUS = Layout.bytesOf(",\"pu\":");
    private static final byte[] BIDS = Layout.bytesOf(",\"b\":[");
    private static final byte[] ASKS = Layout.bytesOf("],\"a\":[");
    private static final byte[] LEVEL = Layout.bytesOf("[\"");
    private static final byte[] BETWEEN = Layout.bytesOf("\",\"");
    private static final byte[] LEVEL_END = Layout.bytesOf("\"]");
    private static final byte[] NEXT_LEVEL = Layout.bytesOf(",[\"");
    private static final byte[] DEPTH_END = Layout.bytesOf("]}");
    private static final byte[] TICKER_BID = Layout.bytesOf("\",\"b\":\"");
    private static final byte[] TICKER_BID_SIZE = Layout.bytesOf("\",\"B\":\"");
    private static final byte[] TICKER_ASK = Layout.bytesOf("\",\"a\":\"");
    private static final byte[] TICKER_ASK_SIZE = Layout.bytesOf("\",\"A\":\"");
    private static final byte[] COMMA_E = Layout.bytesOf(",\"E\":");
    private static final byte[] END = Layout.bytesOf("}");

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

package spillway.venues.bybit;

import org.jspecify.annotations.Nullable;
import spillway.market.BookLevels;
import spillway.market.EventSink;
import spillway.market.MarketEvent;
import spillway.market.TakerSide;
import spillway.venues.protocol.Listing;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.TextId;
import spillway.venues.protocol.TradeBatch;
import spillway.venues.protocol.WireTime;
import spillway.venues.wire.Layout;
import spillway.venues.wire.TextTable;

/// The messages of the highest rates, trades and books, in the very layouts that Bybit sends, of
/// topics that were met before. Whatever is laid out otherwise is left to the scanner, which a test
/// proves to read the same from every message that this reads.
final class BybitLayouts {
    private static final Layout.Literal TOPIC = Layout.literalOf("{'topic':'");
    private static final Layout.Literal SNAPSHOT = Layout.literalOf("','type':'snapshot','ts':");
    private static final Layout.Literal DELTA = Layout.literalOf("','type':'delta','ts':");
    private static final Layout.Literal TRADES = Layout.literalOf(",'data':[");
    private static final Layout.Literal TRADE = Layout.literalOf("{'T':");
    private static final Layout.Literal SYMBOL = Layout.literalOf(",'s':'");
    private static final Layout.Literal BUY = Layout.literalOf("','S':'Buy','v':'");
    private static final Layout.Literal SELL = Layout.literalOf("','S':'Sell','v':'");
    private static final Layout.Literal PRICE = Layout.literalOf("','p':'");
    private static final Layout.Literal TICK = Layout.literalOf("','L':'");
    private static final Layout.Literal ID = Layout.literalOf("','i':'");
    private static final Layout.Literal BLOCK = Layout.literalOf("','BT':");
    private static final Layout.Literal RPI = Layout.literalOf(",'RPI':");
    private static final Layout.Literal SEQUENCE = Layout.literalOf(",'seq':");
    private static final Layout.Literal END = Layout.literalOf("}");
    private static final Layout.Literal COMMA = Layout.literalOf(",");
    private static final Layout.Literal TRADES_END = Layout.literalOf("]}");
    private static final Layout.Literal BOOK = Layout.literalOf(",'data':{'s':'");
    private static final Layout.Literal BIDS = Layout.literalOf("','b':[");
    private static final Layout.Literal ASKS = Layout.literalOf("],'a':[");
    private static final Layout.Literal UPDATE = Layout.literalOf("],'u':");
    private static final Layout.Literal MATCHED = Layout.literalOf(",'cts':");

    private final Symbols symbols;
    private final TextTable<BybitTopic.Known> topics;
    private final EventSink sink;
    private final Layout in = new Layout();
    private final BookLevels levels = new BookLevels();
    private final TradeBatch batch = new TradeBatch();

    /// @param topics met so far
    BybitLayouts(Symbols symbols, TextTable<BybitTopic.Known> topics, EventSink sink) {
        this.symbols = symbols;
        this.topics = topics;
        this.sink = sink;
    }

    /// Reads the message if it has one of the layouts, and pushes its events; else does nothing.
    boolean decode(byte[] message, int from, int to, long receiveTimeNs) {
        in.reset(message, from, to);
        int p = in.text(in.literal(0, TOPIC));
        if (!in.holds()) {
            return false;
        }
        BybitTopic.Known topic = topics.get(in.bytes(), in.textFrom(), in.textTo());
        if (topic == null || topic.name().ignored().isPresent()) {
            return false;
        }
        Listing on = topic.on(symbols);
        if (on == null) {
            return false;
        }
        boolean isSnapshot = in.isNext(p, SNAPSHOT);
        p = in.time(in.literal(p, isSnapshot ? SNAPSHOT : DELTA));
        long sentNs = WireTime.nanoseconds(in.value());
        return switch (topic.name().topic().orElseThrow()) {
            case TRADES -> trades(p, receiveTimeNs);
            case BOOK -> book(p, on, isSnapshot, sentNs, receiveTimeNs);
            case QUOTES, TICKERS, LIQUIDATIONS -> false;
        };
    }

    private @Nullable Listing symbol() {
        return in.holds() ? symbols.find(in.bytes(), in.textFrom(), in.textTo()) : null;
    }

    private boolean trades(int at, long receiveTimeNs) {
        batch.clear();
        int p = trade(in.literal(at, TRADES));
        int next = in.optional(p, COMMA);
        while (next != p) {
            p = trade(next);
            next = in.optional(p, COMMA);
        }
        if (!in.endsAt(in.literal(p, TRADES_END))) {
            return false;
        }
        batch.release(sink, receiveTimeNs);
        return true;
    }

    private int trade(int at) {
        int p = in.time(in.literal(at, TRADE));
        long timeNs = WireTime.nanoseconds(in.value());
        p = in.text(in.literal(p, SYMBOL));
        Listing on = symbol();
        if (on == null) {
            return in.fail();
        }
        int afterBuy = in.optional(p, BUY);
        boolean buys = afterBuy != p;
        p = buys ? afterBuy : in.literal(p, SELL);
        p = in.decimal(p, on.quantityScale());
        long quantity = in.value();
        p = in.decimal(in.literal(p, PRICE), on.priceScale());
        long price = in.value();
        int afterTick = in.optional(p, TICK);
        p = afterTick != p ? in.text(afterTick) : p;
        p = in.text(in.literal(p, ID));
        long id = in.holds() ? TextId.of(in.bytes(), in.textFrom(), in.textTo()) : 0;
        p = in.bool(in.literal(p, BLOCK));
        boolean isBlock = in.value() == 1;
        int afterRpi = in.optional(p, RPI);
        p = afterRpi != p ? in.bool(afterRpi) : p;
        int afterSequence = in.optional(p, SEQUENCE);
        p = afterSequence != p ? in.digits(afterSequence) : p;
        if (quantity == 0 || price == 0) {
            return in.fail();
        }
        if (!isBlock) {
            TakerSide side = buys ? TakerSide.BUY : TakerSide.SELL;
            batch.add(on.code(), timeNs, price, quantity, side, id);
        }
        return in.literal(p, END);
    }

    private boolean book(int at, Listing on, boolean isSnapshot, long sentNs, long receiveTimeNs) {
        int p = in.text(in.literal(at, BOOK));
        levels.clear();
        p = in.bids(in.literal(p, BIDS), on.priceScale(), on.quantityScale(), levels);
        p = in.asks(in.literal(p, ASKS), on.priceScale(), on.quantityScale(), levels);
        p = in.integer(in.literal(p, UPDATE));
        long id = in.value();
        int afterSequence = in.optional(p, SEQUENCE);
        p = afterSequence != p ? in.digits(afterSequence) : p;
        p = in.literal(p, END);
        long timeNs = sentNs;
        int afterMatched = in.optional(p, MATCHED);
        if (afterMatched != p) {
            p = in.time(afterMatched);
            timeNs = WireTime.nanoseconds(in.value());
        }
        if (!in.endsAt(in.literal(p, END))) {
            return false;
        }
        if (isSnapshot) {
            sink.bookSnapshot(on.code(), timeNs, receiveTimeNs, id, levels);
        } else {
            sink.bookDelta(on.code(), timeNs, receiveTimeNs, id, id, MarketEvent.NONE, levels);
        }
        return true;
    }
}

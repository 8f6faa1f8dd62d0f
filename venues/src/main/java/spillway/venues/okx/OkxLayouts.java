package spillway.venues.okx;

import org.jspecify.annotations.Nullable;
import spillway.market.BookLevels;
import spillway.market.EventSink;
import spillway.market.TakerSide;
import spillway.venues.protocol.Listing;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.TextId;
import spillway.venues.protocol.TradeBatch;
import spillway.venues.protocol.WireTime;
import spillway.venues.wire.Layout;

/// The messages of the highest rates, trades and books, in the very layouts that OKX sends.
/// Whatever is laid out otherwise is left to the scanner, which a test proves to read the same from
/// every message that this reads.
final class OkxLayouts {
    private static final Layout.Literal CHANNEL = Layout.literalOf("{'arg':{'channel':'");
    private static final Layout.Literal TRADES = Layout.literalOf("trades','instId':'");
    private static final Layout.Literal BOOKS = Layout.literalOf("books','instId':'");
    private static final Layout.Literal TRADES_DATA = Layout.literalOf("'},'data':[");
    private static final Layout.Literal TRADE = Layout.literalOf("{'instId':'");
    private static final Layout.Literal ID = Layout.literalOf("','tradeId':'");
    private static final Layout.Literal PRICE = Layout.literalOf("','px':'");
    private static final Layout.Literal SIZE = Layout.literalOf("','sz':'");
    private static final Layout.Literal BUY = Layout.literalOf("','side':'buy','ts':'");
    private static final Layout.Literal SELL = Layout.literalOf("','side':'sell','ts':'");
    private static final Layout.Literal COUNT = Layout.literalOf("','count':'");
    private static final Layout.Literal SOURCE = Layout.literalOf("','source':'");
    private static final Layout.Literal QUOTE = Layout.literalOf("'");
    private static final Layout.Literal SEQUENCE = Layout.literalOf(",'seqId':");
    private static final Layout.Literal END = Layout.literalOf("}");
    private static final Layout.Literal COMMA = Layout.literalOf(",");
    private static final Layout.Literal TRADES_END = Layout.literalOf("]}");
    private static final Layout.Literal UPDATE = Layout.literalOf("'},'action':'update','data':[");
    private static final Layout.Literal SNAPSHOT =
            Layout.literalOf("'},'action':'snapshot','data':[");
    private static final Layout.Literal ASKS = Layout.literalOf("{'asks':[");
    private static final Layout.Literal BIDS = Layout.literalOf("],'bids':[");
    private static final Layout.Literal TIME = Layout.literalOf("],'ts':'");
    private static final Layout.Literal CHECKSUM = Layout.literalOf("','checksum':");
    private static final Layout.Literal PREVIOUS = Layout.literalOf(",'prevSeqId':");
    private static final Layout.Literal BOOK_END = Layout.literalOf("}]}");

    private final Symbols symbols;
    private final EventSink sink;
    private final Layout in = new Layout();
    private final BookLevels levels = new BookLevels();
    private final TradeBatch batch = new TradeBatch();

    OkxLayouts(Symbols symbols, EventSink sink) {
        this.symbols = symbols;
        this.sink = sink;
    }

    /// Reads the message if it has one of the layouts, and pushes its events; else does nothing.
    boolean decode(byte[] message, int from, int to, long receiveTimeNs) {
        in.reset(message, from, to);
        int p = in.literal(0, CHANNEL);
        int after = in.optional(p, TRADES);
        if (after != p) {
            return trades(in.text(after), receiveTimeNs);
        }
        return book(in.text(in.literal(p, BOOKS)), receiveTimeNs);
    }

    private @Nullable Listing symbol() {
        return in.holds() ? symbols.find(in.bytes(), in.textFrom(), in.textTo()) : null;
    }

    private boolean trades(int at, long receiveTimeNs) {
        batch.clear();
        int p = trade(in.literal(at, TRADES_DATA));
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
        int p = in.text(in.literal(at, TRADE));
        Listing on = symbol();
        if (on == null) {
            return in.fail();
        }
        p = in.text(in.literal(p, ID));
        long id = in.holds() ? TextId.of(in.bytes(), in.textFrom(), in.textTo()) : 0;
        p = in.decimal(in.literal(p, PRICE), on.priceScale());
        long price = in.value();
        p = in.decimal(in.literal(p, SIZE), on.quantityScale());
        long quantity = in.value();
        int afterBuy = in.optional(p, BUY);
        boolean buys = afterBuy != p;
        p = in.time(buys ? afterBuy : in.literal(p, SELL));
        long timeNs = WireTime.nanoseconds(in.value());
        int afterCount = in.optional(p, COUNT);
        p = afterCount != p ? in.digits(afterCount) : p;
        int afterSource = in.optional(p, SOURCE);
        p = in.literal(afterSource != p ? in.text(afterSource) : p, QUOTE);
        int afterSequence = in.optional(p, SEQUENCE);
        p = afterSequence != p ? in.digits(afterSequence) : p;
        if (quantity == 0 || price == 0) {
            return in.fail();
        }
        TakerSide side = buys ? TakerSide.BUY : TakerSide.SELL;
        batch.add(on.code(), timeNs, price, quantity, side, id);
        return in.literal(p, END);
    }

    private boolean book(int at, long receiveTimeNs) {
        Listing on = symbol();
        if (on == null) {
            return false;
        }
        boolean isSnapshot = in.isNext(at, SNAPSHOT);
        int p = in.literal(at, isSnapshot ? SNAPSHOT : UPDATE);
        levels.clear();
        p = in.asks(in.literal(p, ASKS), on.priceScale(), on.quantityScale(), levels);
        p = in.bids(in.literal(p, BIDS), on.priceScale(), on.quantityScale(), levels);
        p = in.time(in.literal(p, TIME));
        long timeNs = WireTime.nanoseconds(in.value());
        p = in.signed(in.literal(p, CHECKSUM));
        p = in.signed(in.literal(p, PREVIOUS));
        long previous = in.value();
        p = in.integer(in.literal(p, SEQUENCE));
        long id = in.value();
        if (!in.endsAt(in.literal(p, BOOK_END))) {
            return false;
        }
        if (isSnapshot) {
            sink.bookSnapshot(on.code(), timeNs, receiveTimeNs, id, levels);
        } else if (id != previous || levels.bids() + levels.asks() > 0) {
            sink.bookDelta(on.code(), timeNs, receiveTimeNs, id, id, previous, levels);
        }
        return true;
    }
}

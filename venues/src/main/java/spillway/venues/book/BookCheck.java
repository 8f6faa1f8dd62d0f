package spillway.venues.book;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import spillway.market.BookLevels;
import spillway.market.Channel;
import spillway.market.FeedState;
import spillway.market.LevelBook;
import spillway.market.MarketEvent;
import spillway.market.SelectiveSink;

/// Rebuilds every book of a stream and compares its best prices and sizes with the venue's own
/// quotes, whenever a change ends with the update of which a quote was published, before or after
/// it.
///
/// The stream's books must chain, as [BookContinuity] makes them. A quote or a change is held for
/// its partner until [#HELD] later ones came.
public final class BookCheck implements SelectiveSink {
    /// Quotes and changes of an instrument that are held; partners are a few dozen apart.
    private static final int HELD = 1 << 12;

    /// What was found for one instrument.
    ///
    /// @param compared changes whose last update had a quote
    /// @param equal those where best bid and ask, price and size, were the same
    /// @param crossed changes after which the book was crossed
    /// @param gaps stretches that the stream says were missed
    /// @param changes changes applied
    public record Result(long compared, long equal, long crossed, long gaps, long changes) {}

    /// The best prices of the last few updates, by their number: a ring in which a newer one takes
    /// the place of an older.
    private static final class Tops {
        private final long[] ids = new long[HELD];
        private final long[] values = new long[HELD * 4];

        Tops() {
            java.util.Arrays.fill(ids, MarketEvent.NONE);
        }

        private static int slot(long id) {
            long mixed = id * 0x9E3779B97F4A7C15L;
            return (int) (mixed >>> 52);
        }

        void put(long id, long bid, long bidSize, long ask, long askSize) {
            int slot = slot(id);
            ids[slot] = id;
            values[slot * 4] = bid;
            values[slot * 4 + 1] = bidSize;
            values[slot * 4 + 2] = ask;
            values[slot * 4 + 3] = askSize;
        }

        boolean has(long id) {
            return ids[slot(id)] == id;
        }

        void forget(long id) {
            ids[slot(id)] = MarketEvent.NONE;
        }

        boolean equals(long id, long bid, long bidSize, long ask, long askSize) {
            int at = slot(id) * 4;
            return values[at] == bid
                    && values[at + 1] == bidSize
                    && values[at + 2] == ask
                    && values[at + 3] == askSize;
        }
    }

    private static final class Book {
        final LevelBook levels = new LevelBook();
        final Tops quotes = new Tops();
        final Tops changes = new Tops();
        boolean known;
        long compared;
        long equal;
        long crossed;
        long gaps;
        long applied;

        long bid() {
            return levels.bids() == 0 ? 0 : levels.bidPrice(0);
        }

        long bidSize() {
            return levels.bids() == 0 ? 0 : levels.bidQuantity(0);
        }

        long ask() {
            return levels.asks() == 0 ? 0 : levels.askPrice(0);
        }

        long askSize() {
            return levels.asks() == 0 ? 0 : levels.askQuantity(0);
        }
    }

    private final Map<Integer, Book> books = new TreeMap<>();

    private Book book(int instrument) {
        return books.computeIfAbsent(instrument, _ -> new Book());
    }

    /// What was found so far, by the instrument's code.
    public SortedMap<Integer, Result> results() {
        var results = new TreeMap<Integer, Result>();
        books.forEach((code, book) ->
                results.put(
                        code,
                        new Result(
                                book.compared, book.equal, book.crossed, book.gaps, book.applied)));
        return results;
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        Book book = book(instrument);
        book.levels.replace(levels);
        book.known = true;
        book.crossed += book.levels.isCrossed() ? 1 : 0;
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
        Book book = book(instrument);
        if (!book.known) {
            return;
        }
        book.levels.apply(levels);
        book.applied++;
        book.crossed += book.levels.isCrossed() ? 1 : 0;
        if (book.quotes.has(lastUpdateId)) {
            compared(
                    book,
                    book.quotes.equals(
                            lastUpdateId, book.bid(), book.bidSize(), book.ask(), book.askSize()));
        } else {
            book.changes.put(lastUpdateId, book.bid(), book.bidSize(), book.ask(), book.askSize());
        }
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
        Book book = book(instrument);
        if (book.changes.has(updateId)) {
            compared(
                    book,
                    book.changes.equals(
                            updateId,
                            bidPriceMantissa,
                            bidQuantityMantissa,
                            askPriceMantissa,
                            askQuantityMantissa));
            book.changes.forget(updateId);
            return;
        }
        book.quotes.put(
                updateId,
                bidPriceMantissa,
                bidQuantityMantissa,
                askPriceMantissa,
                askQuantityMantissa);
    }

    private static void compared(Book book, boolean same) {
        book.compared++;
        book.equal += same ? 1 : 0;
    }

    @Override
    public void feedHealth(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            Channel channel,
            FeedState state,
            long fromNs,
            long toNs,
            String reason) {
        if (channel == Channel.BOOK && state == FeedState.GAP) {
            book(instrument).gaps++;
        }
        if (channel == Channel.BOOK && state == FeedState.LOST) {
            book(instrument).known = false;
        }
    }
}

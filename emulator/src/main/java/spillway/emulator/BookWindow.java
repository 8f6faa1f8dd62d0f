package spillway.emulator;

import java.util.TreeSet;
import spillway.market.BookLevels;
import spillway.venues.serving.InstrumentState;

/// What of a book a stream has told, and so what it has to tell next: the levels of its depth that
/// differ.
///
/// Where whole books come by request, one may be handed out between two messages, so a level that
/// changed and changed back is told again: only then does every book that was handed out end as the
/// true one.
final class BookWindow {
    private final int depth;
    private final boolean withTouched;
    private final TreeSet<Long> touchedBids = new TreeSet<>();
    private final TreeSet<Long> touchedAsks = new TreeSet<>();
    private final BookLevels changes = new BookLevels();
    private BookLevels told = new BookLevels();
    private BookLevels next = new BookLevels();
    private long toldId;
    private long toldTimeNs;
    private long messages;
    private boolean isOpen;

    /// @param depth levels of each side
    /// @param withTouched whether books are handed out by request
    BookWindow(int depth, boolean withTouched) {
        this.depth = depth;
        this.withTouched = withTouched;
    }

    /// Whether a whole book was taken.
    boolean isOpen() {
        return isOpen;
    }

    /// Takes the book as it is for told.
    void open(InstrumentState state) {
        state.book(depth, told);
        toldId = state.bookId();
        toldTimeNs = state.bookTimeNs();
        messages++;
        isOpen = true;
    }

    /// The book as it was told.
    BookLevels told() {
        return told;
    }

    /// Number of the last change that was told.
    long toldId() {
        return toldId;
    }

    /// When it was made.
    long toldTimeNs() {
        return toldTimeNs;
    }

    /// Number of the last message.
    long messages() {
        return messages;
    }

    /// Notes levels that change.
    void touched(BookLevels levels) {
        if (!withTouched || !isOpen) {
            return;
        }
        for (int i = 0; i < levels.bids(); i++) {
            touchedBids.add(levels.bidPrice(i));
        }
        for (int i = 0; i < levels.asks(); i++) {
            touchedAsks.add(levels.askPrice(i));
        }
    }

    /// Notes that the whole book changes: all that was told, and all that is new.
    void replaced(BookLevels levels) {
        touched(told);
        touched(levels);
    }

    /// What changed since, which is told with this call; may hold nothing.
    BookLevels tell(InstrumentState state) {
        state.book(depth, next);
        changes.clear();
        bids();
        asks();
        touchedBids.clear();
        touchedAsks.clear();
        if (changes.bids() + changes.asks() > 0) {
            BookLevels free = told;
            told = next;
            next = free;
            toldId = state.bookId();
            toldTimeNs = state.bookTimeNs();
            messages++;
        }
        return changes;
    }

    private void bids() {
        int i = 0;
        int j = 0;
        while (i < told.bids() || j < next.bids()) {
            boolean hasOld = i < told.bids();
            boolean hasNew = j < next.bids();
            long oldPrice = hasOld ? told.bidPrice(i) : Long.MIN_VALUE;
            long newPrice = hasNew ? next.bidPrice(j) : Long.MIN_VALUE;
            if (hasNew && newPrice >= oldPrice) {
                boolean same =
                        newPrice == oldPrice
                                && hasOld
                                && told.bidQuantity(i) == next.bidQuantity(j);
                if (touchedBids.remove(newPrice) || !same) {
                    changes.addBid(newPrice, next.bidQuantity(j));
                }
                i += hasOld && newPrice == oldPrice ? 1 : 0;
                j++;
            } else {
                touchedBids.remove(oldPrice);
                changes.addBid(oldPrice, 0);
                i++;
            }
        }
        for (long gone : touchedBids) {
            changes.addBid(gone, 0);
        }
    }

    private void asks() {
        int i = 0;
        int j = 0;
        while (i < told.asks() || j < next.asks()) {
            boolean hasOld = i < told.asks();
            boolean hasNew = j < next.asks();
            long oldPrice = hasOld ? told.askPrice(i) : Long.MAX_VALUE;
            long newPrice = hasNew ? next.askPrice(j) : Long.MAX_VALUE;
            if (hasNew && newPrice <= oldPrice) {
                boolean same =
                        newPrice == oldPrice
                                && hasOld
                                && told.askQuantity(i) == next.askQuantity(j);
                if (touchedAsks.remove(newPrice) || !same) {
                    changes.addAsk(newPrice, next.askQuantity(j));
                }
                i += hasOld && newPrice == oldPrice ? 1 : 0;
                j++;
            } else {
                touchedAsks.remove(oldPrice);
                changes.addAsk(oldPrice, 0);
                i++;
            }
        }
        for (long gone : touchedAsks) {
            changes.addAsk(gone, 0);
        }
    }
}

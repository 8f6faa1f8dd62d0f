package spillway.exchange.book;

/// How the book names an order: one positive `long` of a number and a place.
///
/// The **number** counts the orders that the book was given, from 1, and stays with an order from
/// its arrival to its end. The **place** says where it rests, so that cancelling it needs no index:
/// the id leads straight to the order, and the number kept there shows whether it is still the same
/// one. An order that does not rest has place 0. When an order moves (replaced at another price, or
/// a conditional order that wakes) its number stays and its place, hence its id, changes;
/// [BookSink#rested] tells the new one.
///
/// ```
/// bit 62 .. 27   number   36 bits
/// bit 26 .. 25   ladder    2 bits   0 the book, 1 conditional on last, 2 conditional on mark
/// bit 24 ..  0   slot     25 bits   place in that ladder, 0 = nowhere
/// ```
public final class OrderId {
    /// The greatest number: 68,719,476,735 orders in the life of one book.
    static final long MAX_NUMBER = (1L << 36) - 1;

    static final int SLOT_BITS = 25;
    static final int NUMBER_SHIFT = 27;
    static final int SLOT_MASK = (1 << SLOT_BITS) - 1;
    static final int BOOK = 0;
    static final int CONDITIONAL_ON_LAST = 1;
    static final int CONDITIONAL_ON_MARK = 2;

    private OrderId() {}

    /// The order's number, which never changes.
    public static long number(long orderId) {
        return orderId >>> NUMBER_SHIFT;
    }

    /// Whether an order waits in the book under this id: not a conditional one, and not one that
    /// only takes.
    public static boolean isResting(long orderId) {
        return ladder(orderId) == BOOK && slot(orderId) != 0;
    }

    /// Whether the id names an order that waits for its trigger.
    public static boolean isConditional(long orderId) {
        return ladder(orderId) != BOOK;
    }

    static long of(long number, int ladder, int slot) {
        return number << NUMBER_SHIFT | (long) ladder << SLOT_BITS | slot;
    }

    static int slot(long orderId) {
        return (int) orderId & SLOT_MASK;
    }

    static int ladder(long orderId) {
        return (int) (orderId >>> SLOT_BITS) & 3;
    }
}

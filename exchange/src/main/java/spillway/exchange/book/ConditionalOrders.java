package spillway.exchange.book;

import java.io.IOException;
import java.util.Arrays;
import spillway.exchange.state.StateReader;
import spillway.exchange.state.StateWriter;

/// Stop and take-profit orders that wait for a reference price, and those that have woken and wait
/// for their turn in the book.
///
/// One [PriceLadder] for each reference price holds the triggers: those that wait for a fall are
/// all below the reference price, those that wait for a rise all above, as bids and asks are.
final class ConditionalOrders {
    private static final int FALL = 0;
    private static final int RISE = 1;
    private static final int FIRST_WOKEN = 1 << 4;

    private final PriceLadder onLast = new PriceLadder(0);
    private final PriceLadder onMark = new PriceLadder(0);

    /// Limit price of the order in each slot of either ladder.
    private int[] limitOnLast = new int[0];

    private int[] limitOnMark = new int[0];

    /// Orders that woke, first in first out; three words each: size, owner, limit.
    private long[] woken = new long[3 * FIRST_WOKEN];

    private int waiting;
    private int wokenFirst;
    private int wokenEnd;

    /// Between commands: no order has woken and waits for its turn.
    void save(StateWriter out) throws IOException {
        onLast.save(out);
        onMark.save(out);
        out.number(limitOnLast.length);
        out.numbers(limitOnLast, limitOnLast.length);
        out.number(limitOnMark.length);
        out.numbers(limitOnMark, limitOnMark.length);
        out.number(waiting);
    }

    void load(StateReader in) throws IOException {
        onLast.load(in);
        onMark.load(in);
        limitOnLast = new int[in.number("limits on last", 0, 1 << 26)];
        in.numbers(limitOnLast);
        limitOnMark = new int[in.number("limits on mark", 0, 1 << 26)];
        in.numbers(limitOnMark);
        waiting = in.number("conditional orders", 0, OrderBook.MAX_ORDERS);
    }

    int waiting() {
        return waiting;
    }

    /// Arms an order; returns its id.
    long arm(
            ReferencePrice reference,
            boolean onRise,
            int triggerTicks,
            int limitTicks,
            long size,
            long owner) {
        PriceLadder ladder = ladder(reference);
        waiting++;
        int slot = ladder.append(onRise ? RISE : FALL, triggerTicks, size, owner);
        return switch (reference) {
            case LAST -> {
                limitOnLast = fit(limitOnLast, slot);
                limitOnLast[slot] = limitTicks;
                yield OrderId.of(OrderWord.number(owner), OrderId.CONDITIONAL_ON_LAST, slot);
            }
            case MARK -> {
                limitOnMark = fit(limitOnMark, slot);
                limitOnMark[slot] = limitTicks;
                yield OrderId.of(OrderWord.number(owner), OrderId.CONDITIONAL_ON_MARK, slot);
            }
        };
    }

    /// The ladder that an id points into.
    PriceLadder ladder(long orderId) {
        return OrderId.ladder(orderId) == OrderId.CONDITIONAL_ON_LAST ? onLast : onMark;
    }

    private PriceLadder ladder(ReferencePrice reference) {
        return switch (reference) {
            case LAST -> onLast;
            case MARK -> onMark;
        };
    }

    /// Takes out an armed order.
    void remove(PriceLadder ladder, int slot, int triggerTicks) {
        waiting--;
        ladder.remove(triggerTicks <= ladder.best(FALL) ? FALL : RISE, slot);
    }

    /// Wakes what a fall of the reference price to `ticks` reaches, the nearest first.
    void fallTo(ReferencePrice reference, int ticks) {
        PriceLadder ladder = ladder(reference);
        int[] limits = reference == ReferencePrice.LAST ? limitOnLast : limitOnMark;
        while (ladder.best(FALL) >= ticks) {
            wakeFirst(ladder, limits, FALL);
        }
    }

    /// Wakes what a rise of the reference price to `ticks` reaches, the nearest first.
    void riseTo(ReferencePrice reference, int ticks) {
        PriceLadder ladder = ladder(reference);
        int[] limits = reference == ReferencePrice.LAST ? limitOnLast : limitOnMark;
        while (ladder.best(RISE) <= ticks) {
            wakeFirst(ladder, limits, RISE);
        }
    }

    private void wakeFirst(PriceLadder ladder, int[] limits, int side) {
        int block = ladder.firstBlock(ladder.tree.cell(ladder.best(side)));
        long live = ladder.orders[(block << PriceLadder.BLOCK_SHIFT) + 1] & PriceLadder.LIVE;
        int slot = block << PriceLadder.ENTRY_BITS | Long.numberOfTrailingZeros(live);
        if (wokenEnd == woken.length) {
            woken = Arrays.copyOf(woken, wokenEnd * 2);
        }
        woken[wokenEnd] = ladder.orders[PriceLadder.index(slot)];
        woken[wokenEnd + 1] = ladder.orders[PriceLadder.index(slot) + 1];
        woken[wokenEnd + 2] = limits[slot];
        wokenEnd += 3;
        waiting--;
        ladder.remove(side, slot);
    }

    /// Whether an order woke that was not dropped; the first of them is at hand.
    boolean hasWoken() {
        if (wokenFirst == wokenEnd) {
            wokenFirst = 0;
            wokenEnd = 0;
        }
        return wokenEnd > 0;
    }

    long wokenSize() {
        return woken[wokenFirst];
    }

    long wokenOwner() {
        return woken[wokenFirst + 1];
    }

    int wokenLimit() {
        return (int) woken[wokenFirst + 2];
    }

    void dropWoken() {
        wokenFirst += 3;
    }

    private static int[] fit(int[] limits, int slot) {
        return slot < limits.length ? limits : Arrays.copyOf(limits, Math.max(slot + 1, slot * 2));
    }
}

package spillway.exchange.book;

import java.io.IOException;
import java.util.Arrays;
import spillway.exchange.state.StateReader;
import spillway.exchange.state.StateWriter;

/// The living orders of each account in one book, resting and conditional, the newest first: what a
/// book cannot answer without looking at all of them.
///
/// Doubly linked through arrays by the place of the order, so that an order that ends leaves in one
/// step; an order that wakes has lost its place and is looked for among its account's own.
public final class AccountOrders {
    /// An order is kept at `place × 2`: its id, then `next << 32 | previous` place. Place 0 is
    /// none.
    private long[] links = new long[2 << 10];

    /// The place of the newest order of each account.
    private int[] first = new int[1 << 10];

    /// The newest order of an account, 0 if it has none.
    public long first(int account) {
        return account < first.length ? links[2 * first[account]] : 0;
    }

    /// The order after this one, 0 after the last.
    public long next(long orderId) {
        return links[2 * next(place(orderId))];
    }

    /// Adds an order that now rests or is armed under this id.
    public void add(int account, long orderId) {
        int place = place(orderId);
        if (2 * place + 1 >= links.length) {
            links = Arrays.copyOf(links, Math.max(2 * place + 2, links.length * 2));
        }
        if (account >= first.length) {
            first = Arrays.copyOf(first, Math.max(account + 1, first.length * 2));
        }
        int head = first[account];
        links[2 * place] = orderId;
        links[2 * place + 1] = (long) head << 32;
        if (head != 0) {
            links[2 * head + 1] = (links[2 * head + 1] & ~0xFFFF_FFFFL) | place;
        }
        first[account] = place;
    }

    /// Takes out an order that has ended under this id.
    public void remove(int account, long orderId) {
        unlink(account, place(orderId));
    }

    /// Takes out a conditional order that woke, of which only the number is left.
    public void removeWoken(int account, long orderId) {
        long number = OrderId.number(orderId);
        for (int place = first[account]; place != 0; place = next(place)) {
            if (OrderId.number(links[2 * place]) == number) {
                unlink(account, place);
                return;
            }
        }
    }

    private void unlink(int account, int place) {
        int next = next(place);
        int previous = (int) links[2 * place + 1];
        links[2 * place] = 0;
        links[2 * place + 1] = 0;
        if (next != 0) {
            links[2 * next + 1] = (links[2 * next + 1] & ~0xFFFF_FFFFL) | previous;
        }
        if (previous == 0) {
            first[account] = next;
        } else {
            links[2 * previous + 1] = (links[2 * previous + 1] & 0xFFFF_FFFFL) | (long) next << 32;
        }
    }

    private int next(int place) {
        return (int) (links[2 * place + 1] >>> 32);
    }

    /// Slots of the three ladders, interleaved. Fewer than 2^25 slots are ever used of a book of
    /// [OrderBook#MAX_ORDERS].
    private static int place(long orderId) {
        return OrderId.slot(orderId) * 3 + OrderId.ladder(orderId);
    }

    public void save(StateWriter out) throws IOException {
        out.section("orders");
        out.number(links.length);
        out.numbers(links, links.length);
        out.number(first.length);
        out.numbers(first, first.length);
    }

    public void load(StateReader in) throws IOException {
        in.section("orders");
        links = new long[in.number("places", 1, 1 << 28)];
        in.numbers(links);
        first = new int[in.number("accounts", 1, OrderBook.MAX_ACCOUNT + 1)];
        in.numbers(first);
    }
}

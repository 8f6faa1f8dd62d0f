package spillway.exchange.book;

import java.util.Arrays;

/// A list of commands for one book, in flat memory, and the way to run them fast.
///
/// A big book waits for memory: a cancelled order is anywhere in tens of megabytes. Commands that
/// are known in advance let these waits overlap: the list reads what the next [#AHEAD] commands
/// will need before it runs them. A book that fits the processor's second-level cache has nothing
/// to wait for and only pays for the reading, so this is done from [#AHEAD_FROM_ORDERS] resting
/// orders on. The answers are the same either way.
///
/// A list names orders either by the ids that the book gave, and is run on an [OrderBook], or by
/// the ids that owners chose, and is run on [ClientOrders].
public final class OrderCommands {
    /// Commands looked at in advance.
    static final int AHEAD = 16;

    /// 20,000 orders take 0.4 to 2.5 MB.
    static final int AHEAD_FROM_ORDERS = 20_000;

    private static final int WORDS = 4;
    private static final int LIMIT = 0;
    private static final int MARKET = 1;
    private static final int CANCEL = 2;
    private static final int REPLACE = 3;
    private static final int FLAGS_SHIFT = 8;
    private static final int ACCOUNT_SHIFT = 32;

    /// Four words each: `account << 32 | flags << 8 | kind`, price, lots, order id.
    private long[] words;

    private int end;

    /// What the look-ahead read: written so that the reading is not optimised away.
    @SuppressWarnings("UnusedVariable")
    private long touched;

    /// @param capacity commands that fit before the list grows
    public OrderCommands(int capacity) {
        words = new long[Math.max(1, capacity) * WORDS];
    }

    public int size() {
        return end / WORDS;
    }

    public void clear() {
        end = 0;
    }

    /// See [OrderBook#limit].
    public void limit(
            int account, OrderSide orderSide, long priceTicks, long lots, OrderTerms terms) {
        add(LIMIT, terms.flags(orderSide), account, priceTicks, lots, 0);
    }

    /// See [ClientOrders#limit].
    public void limit(
            long clientId,
            int account,
            OrderSide orderSide,
            long priceTicks,
            long lots,
            OrderTerms terms) {
        add(LIMIT, terms.flags(orderSide), account, priceTicks, lots, clientId);
    }

    /// See [OrderBook#market].
    public void market(int account, OrderSide orderSide, long lots, OrderTerms terms) {
        add(MARKET, terms.flags(orderSide) | OrderWord.MARKET, account, 0, lots, 0);
    }

    /// See [OrderBook#cancel].
    public void cancel(int account, long orderId) {
        add(CANCEL, 0, account, 0, 0, orderId);
    }

    /// See [OrderBook#replace].
    public void replace(int account, long orderId, long priceTicks, long lots) {
        add(REPLACE, 0, account, priceTicks, lots, orderId);
    }

    /// Runs all commands, in order.
    public void applyTo(OrderBook book) {
        applyTo(book, 0, size());
    }

    private void requireRange(int from, int to) {
        if (from < 0 || to > size() || from > to) {
            throw new IllegalArgumentException(
                    "expected 0 <= from <= to <= %d, found from %d to %d"
                            .formatted(size(), from, to));
        }
    }

    /// Runs commands `from` (inclusive) to `to` (exclusive), in order.
    public void applyTo(OrderBook book, int from, int to) {
        requireRange(from, to);
        for (int at = from * WORDS; at < to * WORDS; ) {
            int stop = Math.min(at + AHEAD * WORDS, to * WORDS);
            if (book.restingOrders() >= AHEAD_FROM_ORDERS) {
                touched += touch(book, at, stop);
            }
            for (; at < stop; at += WORDS) {
                run(book, at);
            }
        }
    }

    /// Runs commands `from` (inclusive) to `to` (exclusive) by the ids of their owners, in order.
    public void applyTo(ClientOrders orders, int from, int to) {
        requireRange(from, to);
        for (int at = from * WORDS; at < to * WORDS; ) {
            int stop = Math.min(at + AHEAD * WORDS, to * WORDS);
            if (orders.book().restingOrders() >= AHEAD_FROM_ORDERS) {
                touched += touch(orders, at, stop);
            }
            for (; at < stop; at += WORDS) {
                run(orders, at);
            }
        }
    }

    /// In two rounds: where an order rests is known only once the index has answered.
    private long touch(ClientOrders orders, int from, int to) {
        long sum = 0;
        for (int at = from; at < to; at += WORDS) {
            sum += orders.touch(words[at + 3]);
        }
        for (int at = from; at < to; at += WORDS) {
            sum += orders.touch(words[at + 1], words[at + 3]);
        }
        return sum;
    }

    private void run(ClientOrders orders, int at) {
        long first = words[at];
        int flags = (int) (first >>> FLAGS_SHIFT) & OrderWord.FLAGS;
        int account = (int) (first >> ACCOUNT_SHIFT);
        int kind = (int) first & 0xFF;
        if (kind == LIMIT) {
            orders.limit(flags, words[at + 3], account, words[at + 1], words[at + 2]);
        } else if (kind == CANCEL) {
            orders.cancel(words[at + 3], account);
        } else if (kind == REPLACE) {
            orders.replace(words[at + 3], account, words[at + 1], words[at + 2]);
        } else {
            orders.book().market(flags, account, words[at + 2]);
        }
    }

    private long touch(OrderBook book, int from, int to) {
        long sum = 0;
        for (int at = from; at < to; at += WORDS) {
            sum += book.touch(words[at + 1], words[at + 3]);
        }
        return sum;
    }

    private void run(OrderBook book, int at) {
        long first = words[at];
        int flags = (int) (first >>> FLAGS_SHIFT) & OrderWord.FLAGS;
        int account = (int) (first >> ACCOUNT_SHIFT);
        int kind = (int) first & 0xFF;
        if (kind == LIMIT) {
            book.limit(flags, account, words[at + 1], words[at + 2]);
        } else if (kind == CANCEL) {
            book.cancel(account, words[at + 3]);
        } else if (kind == REPLACE) {
            book.replace(account, words[at + 3], words[at + 1], words[at + 2]);
        } else {
            book.market(flags, account, words[at + 2]);
        }
    }

    private void add(int kind, int flags, int account, long priceTicks, long lots, long orderId) {
        if (end == words.length) {
            words = Arrays.copyOf(words, end * 2);
        }
        words[end] = (long) account << ACCOUNT_SHIFT | (long) flags << FLAGS_SHIFT | kind;
        words[end + 1] = priceTicks;
        words[end + 2] = lots;
        words[end + 3] = orderId;
        end += WORDS;
    }
}

package spillway.exchange.book;

/// The two words in which an order rests: size and flags, owner and number.
///
/// ```
/// size word    lots 36 bits << 8 | flags 8 bits
/// owner word   account 27 bits << 36 | number 36 bits
/// flags        bit 0 side, 1 reduce-only, 2..3 time in force, 4..5 self-trade, 6 market
/// ```
///
/// Numbers start at 1, so an owner word is never 0, and 0 marks a free entry.
final class OrderWord {
    static final int LOTS_SHIFT = 8;
    static final int SIDE = 1;
    static final int EXPOSURE_SHIFT = 1;
    static final int REDUCE_ONLY = 1 << EXPOSURE_SHIFT;
    static final int TIME_IN_FORCE_SHIFT = 2;
    static final int SELF_TRADE_SHIFT = 4;
    static final int MARKET = 1 << 6;
    static final int FLAGS = 0xFF;

    /// Flags without which an order only trades what it meets and waits with the rest.
    static final int SPECIAL = REDUCE_ONLY | 3 << TIME_IN_FORCE_SHIFT | MARKET;

    static final int GOOD_TILL_CANCELLED = 0;
    static final int IMMEDIATE_OR_CANCEL = 1;
    static final int FILL_OR_KILL = 2;
    static final int POST_ONLY = 3;
    static final int ALLOW = 0;
    static final int CANCEL_TAKER = 1;
    static final int CANCEL_MAKER = 2;
    static final int CANCEL_BOTH = 3;
    static final int BUY = 0;
    static final int SELL = 1;
    static final int ACCOUNT_SHIFT = 36;

    private OrderWord() {}

    static long size(long lots, int flags) {
        return lots << LOTS_SHIFT | flags;
    }

    static long lots(long size) {
        return size >>> LOTS_SHIFT;
    }

    static long owner(int account, long number) {
        return (long) account << ACCOUNT_SHIFT | number;
    }

    static int account(long owner) {
        return (int) (owner >>> ACCOUNT_SHIFT);
    }

    static long number(long owner) {
        return owner & OrderId.MAX_NUMBER;
    }

    static int timeInForce(int flags) {
        return (flags >>> TIME_IN_FORCE_SHIFT) & 3;
    }

    static int selfTrade(int flags) {
        return (flags >>> SELF_TRADE_SHIFT) & 3;
    }
}

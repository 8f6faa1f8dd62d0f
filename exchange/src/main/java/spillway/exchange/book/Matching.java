package spillway.exchange.book;

/// The taker's side of the book: trading against resting orders, best price first, first come first
/// served, and counting beforehand how much of that is possible.
final class Matching {
    /// [#allowed] says: the taker must stop before this maker.
    private static final long STOP = -1;

    private final PriceLadder ladder;
    private final BookSink sink;
    private final ReduceLimits reduceLimits;
    private final LotsByAccount counted = new LotsByAccount();

    /// Whether self-trade prevention ended the last [#take].
    boolean stopped;

    /// Why the maker of the last [#allowed] may not trade all it has.
    private CancelReason makerReason = CancelReason.REQUESTED;

    /// Lowest, highest and last price traded at since [#forgetTrades]; 0 when there was none.
    int lowTraded;

    int highTraded;
    int lastTraded;

    Matching(PriceLadder ladder, BookSink sink, ReduceLimits reduceLimits) {
        this.ladder = ladder;
        this.sink = sink;
        this.reduceLimits = reduceLimits;
    }

    void forgetTrades() {
        lowTraded = 0;
        highTraded = 0;
    }

    /// Whether an order of `side` at `price` meets the other side.
    boolean crosses(int side, int price) {
        return (price - ladder.best(1 - side)) * (1 - 2 * side) >= 0;
    }

    /// Whether anything rests on the other side of `side`.
    boolean hasOther(int side) {
        int other = ladder.best(1 - side);
        return other != PriceLadder.NO_BID && other != PriceLadder.NO_ASK;
    }

    /// Trades up to `lots` at `limit` or better; returns what is left.
    long take(int flags, int limit, long lots, long takerId, int account) {
        int side = flags & OrderWord.SIDE;
        stopped = false;
        long left = lots;
        while (left > 0 && !stopped && crosses(side, limit)) {
            int price = ladder.best(1 - side);
            long before = left;
            left = takeLevel(flags, price, left, takerId, account);
            if (left != before) {
                lastTraded = price;
                lowTraded = lowTraded == 0 ? price : Math.min(lowTraded, price);
                highTraded = Math.max(highTraded, price);
            }
        }
        return left;
    }

    private long takeLevel(int flags, int price, long lots, long takerId, int account) {
        PriceLadder ladder = this.ladder;
        int makerSide = 1 - (flags & OrderWord.SIDE);
        int cell = ladder.tree.cell(price);
        long left = lots;
        long before = ladder.cells[(cell << 1) + 1];
        long atLevel = before;
        int block = ladder.firstBlock(cell);
        while (block != 0 && left > 0 && !stopped) {
            int next = ladder.nextBlock(block);
            int head = block << PriceLadder.BLOCK_SHIFT;
            long state = ladder.orders[head + 1];
            do {
                int entry = Long.numberOfTrailingZeros(state & PriceLadder.LIVE);
                long size = ladder.orders[head + 2 * entry];
                long may = OrderWord.lots(size);
                int maker = OrderWord.account(ladder.orders[head + 2 * entry + 1]);
                if (maker == account || (size & OrderWord.REDUCE_ONLY) != 0) {
                    may = allowed(flags, account, size, maker);
                    if (may == STOP) {
                        break;
                    }
                }
                long traded = Math.min(left, may);
                left -= traded;
                long makerLeft = OrderWord.lots(size) - traded;
                long makerOwner = ladder.orders[head + 2 * entry + 1];
                long makerId =
                        OrderId.of(
                                OrderWord.number(makerOwner),
                                OrderId.BOOK,
                                block << PriceLadder.ENTRY_BITS | entry);
                if (traded == may) {
                    state &= ~(1L << entry);
                    ladder.orders[head + 2 * entry + 1] = 0;
                    ladder.live--;
                    atLevel -= OrderWord.lots(size);
                } else {
                    ladder.orders[head + 2 * entry] = size - (traded << OrderWord.LOTS_SHIFT);
                    atLevel -= traded;
                }
                OrderSide takerSide = OrderSide.of(1 - makerSide);
                if (traded > 0) {
                    sink.filled(
                            takerId, account, makerId, maker, takerSide, price, traded, makerLeft);
                }
                if (traded == may && makerLeft > 0) {
                    sink.cancelled(
                            makerId, maker, takerSide.opposite(), price, makerLeft, makerReason);
                }
            } while (left > 0 && !stopped && (state & PriceLadder.LIVE) != 0);
            ladder.orders[head + 1] = state;
            if ((state & PriceLadder.LIVE) == 0) {
                ladder.drop(makerSide, cell, block);
            }
            block = next;
        }
        ladder.cells[(cell << 1) + 1] = atLevel;
        return left;
    }

    /// What a maker that needs a look may trade with this taker; sets [#stopped] and
    /// [#makerReason].
    private long allowed(int flags, int account, long size, int maker) {
        int selfTrade = OrderWord.selfTrade(flags);
        boolean reduceOnly = (size & OrderWord.REDUCE_ONLY) != 0;
        if (maker == account) {
            if (selfTrade == OrderWord.CANCEL_TAKER) {
                stopped = true;
                return STOP;
            }
            if (selfTrade != OrderWord.ALLOW) {
                stopped = selfTrade == OrderWord.CANCEL_BOTH;
                makerReason = CancelReason.SELF_TRADE;
                return 0;
            }
        }
        if (!reduceOnly) {
            return OrderWord.lots(size);
        }
        makerReason = CancelReason.NOTHING_TO_REDUCE;
        // An account that trades with itself reduces nothing.
        return maker == account ? 0 : reducible(maker, 1 - (flags & OrderWord.SIDE), size);
    }

    private long reducible(int maker, int makerSide, long size) {
        long reducible = reduceLimits.reducibleLots(maker, OrderSide.of(makerSide));
        return Math.clamp(reducible, 0, OrderWord.lots(size));
    }

    /// Whether [#take] would leave nothing of `lots`.
    boolean canFill(int flags, int limit, long lots, int account) {
        int side = flags & OrderWord.SIDE;
        counted.clear();
        long left = lots;
        int price = ladder.best(1 - side);
        while ((limit - price) * (1 - 2 * side) >= 0) {
            int cell = ladder.tree.cell(price);
            for (int block = ladder.firstBlock(cell); block != 0; block = ladder.nextBlock(block)) {
                int head = block << PriceLadder.BLOCK_SHIFT;
                long live = ladder.orders[head + 1] & PriceLadder.LIVE;
                for (; live != 0; live &= live - 1) {
                    int at = head + 2 * Long.numberOfTrailingZeros(live);
                    long may = countable(flags, account, at);
                    if (may == STOP) {
                        return false;
                    }
                    left -= may;
                    if (left <= 0) {
                        return true;
                    }
                }
            }
            price = ladder.behind(1 - side, price);
        }
        return false;
    }

    /// What the maker at `at` would trade after those that [#canFill] counted before it.
    private long countable(int flags, int account, int at) {
        long size = ladder.orders[at];
        int maker = OrderWord.account(ladder.orders[at + 1]);
        boolean reduceOnly = (size & OrderWord.REDUCE_ONLY) != 0;
        if (maker == account) {
            int selfTrade = OrderWord.selfTrade(flags);
            if (selfTrade == OrderWord.ALLOW) {
                return reduceOnly ? 0 : OrderWord.lots(size);
            }
            return selfTrade == OrderWord.CANCEL_MAKER ? 0 : STOP;
        }
        long may = OrderWord.lots(size);
        if (reduceOnly) {
            OrderSide makerSide = OrderSide.of(1 - (flags & OrderWord.SIDE));
            long left = reduceLimits.reducibleLots(maker, makerSide) - counted.of(maker);
            may = Math.clamp(left, 0, may);
        }
        counted.add(maker, may);
        return may;
    }
}

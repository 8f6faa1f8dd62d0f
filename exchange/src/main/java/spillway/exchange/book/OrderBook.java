package spillway.exchange.book;

import java.io.IOException;
import spillway.exchange.state.StateReader;
import spillway.exchange.state.StateWriter;

/// One instrument's order book with price-time priority. What each order type does, and what the
/// book leaves to others, is `docs/concepts/order-book.md`.
///
/// Prices are ticks in `1..MAX_PRICE_TICKS`, quantities lots in `1..MAX_LOTS`, accounts
/// `0..MAX_ACCOUNT`. Every order that arrives gets the next number, also one that is rejected. What
/// happens is told to the [BookSink] while the command runs; a command that changes nothing ends in
/// one `rejected`. No command throws for what it is given.
///
/// Single-threaded. Nothing is allocated once the arrays have grown to the size of the book.
public final class OrderBook {
    public static final int MAX_PRICE_TICKS = (1 << 30) - 1;

    /// 2^22 orders of this size still add up to less than 2^63 at one price.
    public static final long MAX_LOTS = (1L << 36) - 1;

    public static final int MAX_ACCOUNT = (1 << 27) - 1;

    /// As many as fit when every block of the ladder holds a single order.
    public static final int MAX_ORDERS = (1 << 22) - 1;

    private final PriceLadder ladder;
    private final ConditionalOrders conditionals = new ConditionalOrders();
    private final BookSink sink;
    private final ReduceLimits reduceLimits;
    private final Matching matching;
    private final int maxOrders;

    private long lastNumber;
    private int markTicks;

    /// Worst price for each side: the band's top for buys, its bottom for sells.
    private final int[] worst = {MAX_PRICE_TICKS, 1};

    public OrderBook(BookSink sink, ReduceLimits reduceLimits) {
        this(sink, reduceLimits, MAX_ORDERS, 0);
    }

    /// @param maxOrders resting and conditional orders at a time, in `1..MAX_ORDERS`
    /// @param expectedOrders orders for which memory is set aside at once, so that it need not grow
    public OrderBook(BookSink sink, ReduceLimits reduceLimits, int maxOrders, int expectedOrders) {
        if (maxOrders < 1 || maxOrders > MAX_ORDERS) {
            throw new IllegalArgumentException(
                    "maxOrders must be in 1.." + MAX_ORDERS + ", was " + maxOrders);
        }
        if (expectedOrders < 0 || expectedOrders > maxOrders) {
            throw new IllegalArgumentException(
                    "expectedOrders must be in 0..%d, was %d".formatted(maxOrders, expectedOrders));
        }
        ladder = new PriceLadder(expectedOrders);
        this.sink = sink;
        this.reduceLimits = reduceLimits;
        this.maxOrders = maxOrders;
        matching = new Matching(ladder, sink, reduceLimits);
    }

    /// Places a limit order; returns the id under which it rests, 0 if it does not.
    public long limit(
            int account, OrderSide orderSide, long priceTicks, long lots, OrderTerms terms) {
        return limit(terms.flags(orderSide), account, priceTicks, lots);
    }

    /// Places a market order: it trades up to the price band, and the rest is cancelled. Waiting
    /// until cancelled means immediate or cancel here; post-only is refused.
    public void market(int account, OrderSide orderSide, long lots, OrderTerms terms) {
        market(terms.flags(orderSide) | OrderWord.MARKET, account, lots);
    }

    /// Arms a limit order that is placed when the reference price reaches `triggerTicks`; returns
    /// its id, 0 if it was rejected.
    public long conditionalLimit(
            int account,
            OrderSide orderSide,
            TriggerKind kind,
            ReferencePrice reference,
            long triggerTicks,
            long priceTicks,
            long lots,
            OrderTerms terms) {
        long number = ++lastNumber;
        if (isPriceOutOfRange(priceTicks)) {
            return reject(number, account, RejectReason.PRICE_OUT_OF_RANGE);
        }
        int flags = terms.flags(orderSide);
        return arm(number, flags, account, kind, reference, triggerTicks, priceTicks, lots);
    }

    /// Arms a market order; see [#conditionalLimit] and [#market].
    public long conditionalMarket(
            int account,
            OrderSide orderSide,
            TriggerKind kind,
            ReferencePrice reference,
            long triggerTicks,
            long lots,
            OrderTerms terms) {
        long number = ++lastNumber;
        int flags = terms.flags(orderSide) | OrderWord.MARKET;
        if (terms.timeInForce() == TimeInForce.POST_ONLY) {
            return reject(number, account, RejectReason.CONFLICTING_TERMS);
        }
        return arm(number, flags, account, kind, reference, triggerTicks, 0, lots);
    }

    /// Cancels a resting or conditional order; false if it was rejected.
    public boolean cancel(int account, long orderId) {
        PriceLadder from = ladderOf(orderId);
        int slot = OrderId.slot(orderId);
        if (!holds(from, slot, account, orderId)) {
            return false;
        }
        long size = from.orders[PriceLadder.index(slot)];
        int price = from.priceAt(slot);
        if (from == ladder) {
            from.remove((int) size & OrderWord.SIDE, slot);
        } else {
            conditionals.remove(from, slot, price);
        }
        OrderSide orderSide = OrderSide.of((int) size & OrderWord.SIDE);
        long lots = OrderWord.lots(size);
        sink.cancelled(orderId, account, orderSide, price, lots, CancelReason.REQUESTED);
        return true;
    }

    /// Gives a resting order another price or size; returns the id under which it rests, 0 if it
    /// does not any more or the command was rejected (the order then stays as it was).
    ///
    /// At the same price with no more lots it keeps its turn. Otherwise it goes to the end of the
    /// queue, and trades first if the new price allows.
    ///
    /// @param lots what shall be open from now on, not counting what has traded
    public long replace(int account, long orderId, long priceTicks, long lots) {
        PriceLadder from = ladderOf(orderId);
        int slot = OrderId.slot(orderId);
        if (!holds(from, slot, account, orderId)) {
            return 0;
        }
        if (from != ladder) {
            return reject(OrderId.number(orderId), account, RejectReason.NOT_REPLACEABLE);
        }
        long size = ladder.orders[PriceLadder.index(slot)];
        int flags = (int) size & OrderWord.FLAGS;
        int side = flags & OrderWord.SIDE;
        if (isOutOfRange(OrderId.number(orderId), side, account, priceTicks, lots)) {
            return 0;
        }
        long had = OrderWord.lots(size);
        int price = (int) priceTicks;
        if (price == ladder.priceAt(slot) && lots <= had) {
            ladder.reduce(slot, had - lots);
            sink.reduced(orderId, account, OrderSide.of(side), price, lots);
            return orderId;
        }
        if (isRefused(flags, account, price, OrderId.number(orderId))) {
            return 0;
        }
        ladder.remove(side, slot);
        sink.replaced(orderId, account);
        long id = enter(flags, account, price, lots, OrderId.number(orderId));
        wakeOnTrades(side);
        return id;
    }

    /// Tells the mark price, and wakes the conditional orders that it reaches.
    public void markPrice(long ticks) {
        if (isPriceOutOfRange(ticks)) {
            throw new IllegalArgumentException(
                    "ticks must be in 1.." + MAX_PRICE_TICKS + ", was " + ticks);
        }
        markTicks = (int) ticks;
        conditionals.fallTo(ReferencePrice.MARK, markTicks);
        conditionals.riseTo(ReferencePrice.MARK, markTicks);
        matching.forgetTrades();
        placeWoken();
    }

    /// Sets the price band: no buy above `highTicks`, no sell below `lowTicks`. Orders that rest
    /// outside stay.
    public void band(long lowTicks, long highTicks) {
        if (isPriceOutOfRange(lowTicks) || isPriceOutOfRange(highTicks) || lowTicks > highTicks) {
            throw new IllegalArgumentException(
                    "band must be 1 <= lowTicks <= highTicks <= %d, was %d..%d"
                            .formatted(MAX_PRICE_TICKS, lowTicks, highTicks));
        }
        worst[OrderWord.BUY] = (int) highTicks;
        worst[OrderWord.SELL] = (int) lowTicks;
    }

    /// Writes all that later commands depend on, ids included. Not in the middle of a command.
    public void save(StateWriter out) throws IOException {
        out.section("book");
        out.number(lastNumber);
        out.number(markTicks);
        out.number(worst[OrderWord.BUY]);
        out.number(worst[OrderWord.SELL]);
        out.number(matching.lastTraded);
        ladder.save(out);
        conditionals.save(out);
    }

    /// Becomes the book that was saved; every command then does what it would have done there.
    public void load(StateReader in) throws IOException {
        in.section("book");
        lastNumber = in.number();
        markTicks = in.number("the mark price", 0, MAX_PRICE_TICKS);
        worst[OrderWord.BUY] = in.number("the band's top", 1, MAX_PRICE_TICKS);
        worst[OrderWord.SELL] = in.number("the band's bottom", 1, MAX_PRICE_TICKS);
        matching.lastTraded = in.number("the last price", 0, MAX_PRICE_TICKS);
        ladder.load(in);
        conditionals.load(in);
    }

    /// Shows a resting order of `account`; false if there is none under this id.
    public boolean find(long orderId, int account, FoundOrder found) {
        int slot = OrderId.slot(orderId);
        if (!OrderId.isResting(orderId) || !ladder.isEntry(slot)) {
            return false;
        }
        long owner = ladder.orders[PriceLadder.index(slot) + 1];
        if (owner != OrderWord.owner(account, OrderId.number(orderId))) {
            return false;
        }
        long size = ladder.orders[PriceLadder.index(slot)];
        found.set(
                OrderSide.of((int) size & OrderWord.SIDE),
                ladder.priceAt(slot),
                OrderWord.lots(size),
                (size & OrderWord.REDUCE_ONLY) == 0 ? Exposure.ANY : Exposure.REDUCE_ONLY);
        return true;
    }

    /// The highest price at which somebody buys, 0 if nobody does.
    public long bestBidTicks() {
        return ladder.best(OrderWord.BUY);
    }

    /// The lowest price at which somebody sells, 0 if nobody does.
    public long bestAskTicks() {
        int ask = ladder.best(OrderWord.SELL);
        return ask == PriceLadder.NO_ASK ? 0 : ask;
    }

    /// The price of the latest trade, 0 before the first.
    public long lastTicks() {
        return matching.lastTraded;
    }

    /// Orders that rest in the book, conditional ones not counted.
    public int restingOrders() {
        return ladder.live;
    }

    public int conditionalOrders() {
        return conditionals.waiting();
    }

    /// Writes the best levels of one side, best first; returns how many, at most the length of the
    /// shorter array.
    public int depth(OrderSide orderSide, long[] priceTicks, long[] lots) {
        int limit = Math.min(priceTicks.length, lots.length);
        int end = orderSide == OrderSide.BUY ? PriceLadder.NO_BID : PriceLadder.NO_ASK;
        int price = ladder.best(orderSide.code);
        int levels = 0;
        while (price != end && levels < limit) {
            priceTicks[levels] = price;
            lots[levels++] = ladder.cells[(ladder.tree.cell(price) << 1) + 1];
            price = ladder.behind(orderSide.code, price);
        }
        return levels;
    }

    /// Lots that rest at a price, of whichever side.
    public long lotsAt(long priceTicks) {
        if (isPriceOutOfRange(priceTicks)) {
            return 0;
        }
        return ladder.cells[(ladder.tree.find((int) priceTicks) << 1) + 1];
    }

    /// Shows the resting orders of one side, in the order in which they would trade.
    public void resting(OrderSide orderSide, RestingOrders receiver) {
        int end = orderSide == OrderSide.BUY ? PriceLadder.NO_BID : PriceLadder.NO_ASK;
        for (int price = ladder.best(orderSide.code);
                price != end;
                price = ladder.behind(orderSide.code, price)) {
            int block = ladder.firstBlock(ladder.tree.cell(price));
            for (; block != 0; block = ladder.nextBlock(block)) {
                showBlock(block, price, receiver);
            }
        }
    }

    private void showBlock(int block, int price, RestingOrders receiver) {
        long live = ladder.orders[(block << PriceLadder.BLOCK_SHIFT) + 1] & PriceLadder.LIVE;
        for (; live != 0; live &= live - 1) {
            int slot = block << PriceLadder.ENTRY_BITS | Long.numberOfTrailingZeros(live);
            long size = ladder.orders[PriceLadder.index(slot)];
            long owner = ladder.orders[PriceLadder.index(slot) + 1];
            receiver.order(
                    OrderId.of(OrderWord.number(owner), OrderId.BOOK, slot),
                    OrderWord.account(owner),
                    price,
                    OrderWord.lots(size),
                    (size & OrderWord.REDUCE_ONLY) == 0 ? Exposure.ANY : Exposure.REDUCE_ONLY);
        }
    }

    long limit(int flags, int account, long priceTicks, long lots) {
        long number = ++lastNumber;
        int side = flags & OrderWord.SIDE;
        if (isOutOfRange(number, side, account, priceTicks, lots)
                || isFull(flags, account, number)) {
            return 0;
        }
        if ((flags & OrderWord.SPECIAL) == 0 && !matching.crosses(side, (int) priceTicks)) {
            long takerId = OrderId.of(number, OrderId.BOOK, 0);
            sink.accepted(takerId, account, OrderSide.of(side), priceTicks, lots);
            return rest(flags, account, (int) priceTicks, lots, number);
        }
        if (isRefused(flags, account, (int) priceTicks, number)) {
            return 0;
        }
        long id = enter(flags, account, (int) priceTicks, lots, number);
        wakeOnTrades(side);
        return id;
    }

    void market(int flags, int account, long lots) {
        long number = ++lastNumber;
        int side = flags & OrderWord.SIDE;
        int price = worst[side];
        if (OrderWord.timeInForce(flags) == OrderWord.POST_ONLY) {
            reject(number, account, RejectReason.CONFLICTING_TERMS);
        } else if (!isOutOfRange(number, side, account, price, lots)
                && !isRefused(flags, account, price, number)
                && !isFull(flags, account, number)) {
            enter(flags, account, price, lots, number);
            wakeOnTrades(side);
        }
    }

    /// Starts the loads that a command with this price and this order will wait for; see
    /// [PriceLadder#touch].
    long touch(long priceTicks, long orderId) {
        return ladder.touch((int) priceTicks, OrderId.slot(orderId));
    }

    private long arm(
            long number,
            int flags,
            int account,
            TriggerKind kind,
            ReferencePrice reference,
            long triggerTicks,
            long limitTicks,
            long lots) {
        OrderSide orderSide = OrderSide.of(flags & OrderWord.SIDE);
        boolean onRise = kind.wakesOnRise(orderSide);
        int now =
                switch (reference) {
                    case LAST -> matching.lastTraded;
                    case MARK -> markTicks;
                };
        RejectReason reason = RejectReason.BOOK_FULL;
        if (isPriceOutOfRange(triggerTicks)) {
            reason = RejectReason.PRICE_OUT_OF_RANGE;
        } else if (lots < 1 || lots > MAX_LOTS) {
            reason = RejectReason.QUANTITY_OUT_OF_RANGE;
        } else if (account < 0 || account > MAX_ACCOUNT) {
            reason = RejectReason.ACCOUNT_OUT_OF_RANGE;
        } else if (now == 0) {
            reason = RejectReason.NO_REFERENCE_PRICE;
        } else if (onRise ? now >= triggerTicks : now <= triggerTicks) {
            reason = RejectReason.WOULD_TRIGGER;
        } else if (!isFull(number)) {
            long size = OrderWord.size(lots, flags);
            long owner = OrderWord.owner(account, number);
            int trigger = (int) triggerTicks;
            long id = conditionals.arm(reference, onRise, trigger, (int) limitTicks, size, owner);
            sink.armed(id, account, orderSide, triggerTicks, lots);
            return id;
        }
        return reject(number, account, reason);
    }

    private void wakeOnTrades(int takerSide) {
        if (matching.lowTraded == 0) {
            return;
        }
        if (conditionals.waiting() == 0) {
            matching.forgetTrades();
        } else {
            wake(takerSide);
            placeWoken();
        }
    }

    /// A buyer trades from low to high, a seller from high to low.
    private void wake(int takerSide) {
        if (matching.lowTraded == 0) {
            return;
        }
        if (takerSide == OrderWord.BUY) {
            conditionals.fallTo(ReferencePrice.LAST, matching.lowTraded);
            conditionals.riseTo(ReferencePrice.LAST, matching.highTraded);
        } else {
            conditionals.riseTo(ReferencePrice.LAST, matching.highTraded);
            conditionals.fallTo(ReferencePrice.LAST, matching.lowTraded);
        }
        matching.forgetTrades();
    }

    /// Places woken orders one after another; those that they wake queue behind. It ends because
    /// each round uses up an armed order and none is armed in between.
    private void placeWoken() {
        while (conditionals.hasWoken()) {
            long size = conditionals.wokenSize();
            long owner = conditionals.wokenOwner();
            int limit = conditionals.wokenLimit();
            conditionals.dropWoken();
            int flags = (int) size & OrderWord.FLAGS;
            int side = flags & OrderWord.SIDE;
            int account = OrderWord.account(owner);
            long number = OrderWord.number(owner);
            long lots = OrderWord.lots(size);
            int price = (flags & OrderWord.MARKET) == 0 ? limit : worst[side];
            sink.triggered(OrderId.of(number, OrderId.BOOK, 0), account);
            if (!isOutOfRange(number, side, account, price, lots)
                    && !isRefused(flags, account, price, number)) {
                enter(flags, account, price, lots, number);
                wake(side);
            }
        }
    }

    /// Lets a checked order trade and wait; returns the id under which it rests, or 0.
    private long enter(int flags, int account, int price, long asked, long number) {
        int side = flags & OrderWord.SIDE;
        OrderSide orderSide = OrderSide.of(side);
        long lots = asked;
        if ((flags & OrderWord.REDUCE_ONLY) != 0) {
            lots = Math.min(lots, reduceLimits.reducibleLots(account, orderSide));
        }
        long takerId = OrderId.of(number, OrderId.BOOK, 0);
        int timeInForce = OrderWord.timeInForce(flags);
        if (timeInForce == OrderWord.FILL_OR_KILL
                && !matching.canFill(flags, price, lots, account)) {
            return reject(number, account, RejectReason.NOT_FILLABLE);
        }
        sink.accepted(takerId, account, orderSide, price, lots);
        CancelReason reason = CancelReason.NOT_FILLED;
        if (matching.crosses(side, price)) {
            lots = matching.take(flags, price, lots, takerId, account);
            if (lots == 0) {
                return 0;
            }
            if (matching.stopped) {
                sink.cancelled(takerId, account, orderSide, price, lots, CancelReason.SELF_TRADE);
                return 0;
            }
        }
        boolean isMarket = (flags & OrderWord.MARKET) != 0;
        if (!isMarket && mayWait(timeInForce)) {
            return rest(flags, account, price, lots, number);
        }
        boolean moreBehind = isMarket && matching.hasOther(side);
        if (moreBehind) {
            reason = CancelReason.BAND_REACHED;
        }
        sink.cancelled(takerId, account, orderSide, price, lots, reason);
        return 0;
    }

    private long rest(int flags, int account, int price, long lots, long number) {
        int side = flags & OrderWord.SIDE;
        long size = OrderWord.size(lots, flags);
        int slot = ladder.append(side, price, size, OrderWord.owner(account, number));
        long id = OrderId.of(number, OrderId.BOOK, slot);
        sink.rested(id, account, OrderSide.of(side), price, lots);
        return id;
    }

    private static boolean mayWait(int timeInForce) {
        return timeInForce == OrderWord.GOOD_TILL_CANCELLED || timeInForce == OrderWord.POST_ONLY;
    }

    private PriceLadder ladderOf(long orderId) {
        return OrderId.ladder(orderId) == OrderId.BOOK ? ladder : conditionals.ladder(orderId);
    }

    /// Whether `slot` holds this very order; tells the sink if not.
    private boolean holds(PriceLadder from, int slot, int account, long orderId) {
        long number = OrderId.number(orderId);
        RejectReason reason = RejectReason.UNKNOWN_ORDER;
        boolean hasLadder = OrderId.ladder(orderId) <= OrderId.CONDITIONAL_ON_MARK;
        if (from.isEntry(slot) && orderId > 0 && hasLadder) {
            long owner = from.orders[PriceLadder.index(slot) + 1];
            if (OrderWord.number(owner) == number) {
                if (OrderWord.account(owner) == account) {
                    return true;
                }
                reason = RejectReason.NOT_OWNER;
            }
        }
        reject(number, account, reason);
        return false;
    }

    private boolean isOutOfRange(long number, int side, int account, long priceTicks, long lots) {
        if (isPriceOutOfRange(priceTicks)) {
            reject(number, account, RejectReason.PRICE_OUT_OF_RANGE);
        } else if (lots < 1 || lots > MAX_LOTS) {
            reject(number, account, RejectReason.QUANTITY_OUT_OF_RANGE);
        } else if (account < 0 || account > MAX_ACCOUNT) {
            reject(number, account, RejectReason.ACCOUNT_OUT_OF_RANGE);
        } else if ((worst[side] - priceTicks) * (1 - 2 * side) < 0) {
            reject(number, account, RejectReason.OUTSIDE_BAND);
        } else {
            return false;
        }
        return true;
    }

    private boolean isRefused(int flags, int account, int price, long number) {
        int side = flags & OrderWord.SIDE;
        if ((flags & OrderWord.REDUCE_ONLY) != 0
                && reduceLimits.reducibleLots(account, OrderSide.of(side)) <= 0) {
            reject(number, account, RejectReason.NOTHING_TO_REDUCE);
            return true;
        }
        if (OrderWord.timeInForce(flags) == OrderWord.POST_ONLY && matching.crosses(side, price)) {
            reject(number, account, RejectReason.WOULD_TAKE);
            return true;
        }
        return false;
    }

    private boolean isFull(int flags, int account, long number) {
        boolean waits = (flags & OrderWord.MARKET) == 0 && mayWait(OrderWord.timeInForce(flags));
        if (waits ? isFull(number) : number > OrderId.MAX_NUMBER) {
            reject(number, account, RejectReason.BOOK_FULL);
            return true;
        }
        return false;
    }

    private boolean isFull(long number) {
        return ladder.live + conditionals.waiting() >= maxOrders || number > OrderId.MAX_NUMBER;
    }

    private static boolean isPriceOutOfRange(long ticks) {
        return ticks < 1 || ticks > MAX_PRICE_TICKS;
    }

    private long reject(long number, int account, RejectReason reason) {
        sink.rejected(OrderId.of(number, OrderId.BOOK, 0), account, reason);
        return 0;
    }
}

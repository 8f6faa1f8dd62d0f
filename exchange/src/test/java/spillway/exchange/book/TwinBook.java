package spillway.exchange.book;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import spillway.exchange.book.Event.Accepted;
import spillway.exchange.book.Event.Armed;
import spillway.exchange.book.Event.Cancelled;
import spillway.exchange.book.Event.Filled;
import spillway.exchange.book.Event.Reduced;
import spillway.exchange.book.Event.Rejected;
import spillway.exchange.book.Event.Replaced;
import spillway.exchange.book.Event.Rested;
import spillway.exchange.book.Event.Triggered;

/// The slow, obvious order book: maps of queues of objects, orders named by number.
///
/// Fill-or-kill is decided by trying it on a copy of everything, which is its definition.
final class TwinBook {
    /// An order, resting, arriving or armed.
    static final class Order {
        long number;
        int account;
        OrderSide side;
        OrderTerms terms;
        boolean market;
        long price;
        long lots;

        Order(
                long number,
                int account,
                OrderSide side,
                OrderTerms terms,
                boolean market,
                long price,
                long lots) {
            this.number = number;
            this.account = account;
            this.side = side;
            this.terms = terms;
            this.market = market;
            this.price = price;
            this.lots = lots;
        }

        Order(Order other) {
            this(
                    other.number,
                    other.account,
                    other.side,
                    other.terms,
                    other.market,
                    other.price,
                    other.lots);
        }

        boolean isReduceOnly() {
            return terms.exposure() == Exposure.REDUCE_ONLY;
        }
    }

    private record Conditional(
            Order order, ReferencePrice reference, boolean onRise, long trigger) {}

    final NavigableMap<Long, ArrayDeque<Order>> bids = new TreeMap<>(Comparator.reverseOrder());
    final NavigableMap<Long, ArrayDeque<Order>> asks = new TreeMap<>();
    final List<Event> events = new ArrayList<>();
    final Positions positions;

    private final Map<Long, Order> resting = new HashMap<>();
    private final Map<Long, Conditional> armed = new TreeMap<>();
    private final ArrayDeque<Order> woken = new ArrayDeque<>();
    private final List<Long> tradedPrices = new ArrayList<>();
    private final int maxOrders;
    private long lastNumber;
    private long last;
    private long mark;
    private long lowBand = 1;
    private long highBand = OrderBook.MAX_PRICE_TICKS;

    TwinBook(int maxOrders) {
        this.maxOrders = maxOrders;
        positions = new Positions();
    }

    /// A copy to try things on; conditional orders do not matter there.
    private TwinBook(TwinBook other) {
        maxOrders = other.maxOrders;
        positions = new Positions(other.positions);
        for (OrderSide side : OrderSide.values()) {
            other.side(side)
                    .forEach((price, queue) -> {
                        var copy = new ArrayDeque<Order>();
                        queue.forEach(order -> copy.add(new Order(order)));
                        side(side).put(price, copy);
                    });
        }
    }

    List<Event> drain() {
        List<Event> drained = List.copyOf(events);
        events.clear();
        return drained;
    }

    long lotsAt(OrderSide side, long price) {
        return side(side).getOrDefault(price, new ArrayDeque<>()).stream()
                .mapToLong(o -> o.lots)
                .sum();
    }

    Stream<String> queue(OrderSide side) {
        return side(side).values().stream()
                .flatMap(ArrayDeque::stream)
                .map(o -> o.number + " " + o.account + " " + o.price + " " + o.lots);
    }

    int restingOrders() {
        return resting.size();
    }

    int conditionalOrders() {
        return armed.size();
    }

    long last() {
        return last;
    }

    void limit(int account, OrderSide side, long price, long lots, OrderTerms terms) {
        place(new Order(++lastNumber, account, side, terms, false, price, lots), false);
        settle();
    }

    void market(int account, OrderSide side, long lots, OrderTerms terms) {
        place(new Order(++lastNumber, account, side, terms, true, 0, lots), false);
        settle();
    }

    void conditional(
            int account,
            OrderSide side,
            TriggerKind kind,
            ReferencePrice reference,
            long trigger,
            @Nullable Long price,
            long lots,
            OrderTerms terms) {
        long number = ++lastNumber;
        boolean rise = (kind == TriggerKind.STOP) == (side == OrderSide.BUY);
        long now = reference == ReferencePrice.LAST ? last : mark;
        RejectReason reason = null;
        if (price == null && terms.timeInForce() == TimeInForce.POST_ONLY) {
            reason = RejectReason.CONFLICTING_TERMS;
        } else if (!isPrice(trigger) || (price != null && !isPrice(price))) {
            reason = RejectReason.PRICE_OUT_OF_RANGE;
        } else if (lots < 1 || lots > OrderBook.MAX_LOTS) {
            reason = RejectReason.QUANTITY_OUT_OF_RANGE;
        } else if (account < 0 || account > OrderBook.MAX_ACCOUNT) {
            reason = RejectReason.ACCOUNT_OUT_OF_RANGE;
        } else if (now == 0) {
            reason = RejectReason.NO_REFERENCE_PRICE;
        } else if (rise ? now >= trigger : now <= trigger) {
            reason = RejectReason.WOULD_TRIGGER;
        } else if (resting.size() + armed.size() >= maxOrders) {
            reason = RejectReason.BOOK_FULL;
        }
        if (reason != null) {
            events.add(new Rejected(number, account, reason));
            return;
        }
        var order =
                new Order(
                        number,
                        account,
                        side,
                        terms,
                        price == null,
                        price == null ? 0 : price,
                        lots);
        armed.put(number, new Conditional(order, reference, rise, trigger));
        events.add(new Armed(number, account, side, trigger, lots));
    }

    void cancel(int account, long number) {
        Conditional conditional = armed.get(number);
        Order order = conditional == null ? resting.get(number) : conditional.order;
        if (order == null) {
            events.add(new Rejected(number, account, RejectReason.UNKNOWN_ORDER));
            return;
        }
        long price = conditional == null ? order.price : conditional.trigger;
        if (order.account != account) {
            events.add(new Rejected(number, account, RejectReason.NOT_OWNER));
            return;
        }
        if (armed.remove(number) == null) {
            remove(order);
        }
        events.add(
                new Cancelled(
                        number, account, order.side, price, order.lots, CancelReason.REQUESTED));
    }

    void replace(int account, long number, long price, long lots) {
        Conditional conditional = armed.get(number);
        if (conditional != null && conditional.order.account == account) {
            events.add(new Rejected(number, account, RejectReason.NOT_REPLACEABLE));
            return;
        }
        boolean exists = conditional != null || resting.containsKey(number);
        Order order = resting.get(number);
        if (order == null || order.account != account) {
            events.add(
                    new Rejected(
                            number,
                            account,
                            exists ? RejectReason.NOT_OWNER : RejectReason.UNKNOWN_ORDER));
            return;
        }
        RejectReason reason = rangeFault(account, order.side, price, lots);
        if (reason == null && price == order.price && lots <= order.lots) {
            order.lots = lots;
            events.add(new Reduced(number, account, order.side, price, lots));
            return;
        }
        var moved = new Order(number, account, order.side, order.terms, false, price, lots);
        reason = reason == null ? fault(moved) : reason;
        if (reason != null) {
            events.add(new Rejected(number, account, reason));
            return;
        }
        remove(order);
        events.add(new Replaced(number, account));
        enter(moved);
        settle();
    }

    void markPrice(long ticks) {
        mark = ticks;
        wake(ReferencePrice.MARK, ticks);
        runWoken();
    }

    void band(long low, long high) {
        lowBand = low;
        highBand = high;
    }

    private void settle() {
        wakeOnTrades();
        runWoken();
    }

    private void runWoken() {
        while (!woken.isEmpty()) {
            Order order = woken.remove();
            events.add(new Triggered(order.number, order.account));
            place(order, true);
            wakeOnTrades();
        }
    }

    /// Every trade counts, in its turn. Of orders that wait at one distance, the first armed wakes
    /// first; the nearer before the farther.
    private void wakeOnTrades() {
        List<Long> prices = List.copyOf(tradedPrices);
        tradedPrices.clear();
        if (prices.isEmpty()) {
            return;
        }
        long first = prices.getFirst();
        long lastPrice = prices.getLast();
        boolean rising = lastPrice >= first;
        // A rising taker meets falls at its first trade and rises up to its last; and so reversed.
        // With a single price only one of the two can hold anything.
        if (rising) {
            wakeFalls(ReferencePrice.LAST, first);
            wakeRises(ReferencePrice.LAST, lastPrice);
        } else {
            wakeRises(ReferencePrice.LAST, first);
            wakeFalls(ReferencePrice.LAST, lastPrice);
        }
    }

    private void wake(ReferencePrice reference, long price) {
        wakeFalls(reference, price);
        wakeRises(reference, price);
    }

    private void wakeFalls(ReferencePrice reference, long price) {
        wakeAll(
                armed.values().stream()
                        .filter(c -> c.reference == reference && !c.onRise && c.trigger >= price)
                        .sorted(Comparator.comparingLong(c -> -c.trigger))
                        .toList());
    }

    private void wakeRises(ReferencePrice reference, long price) {
        wakeAll(
                armed.values().stream()
                        .filter(c -> c.reference == reference && c.onRise && c.trigger <= price)
                        .sorted(Comparator.comparingLong(c -> c.trigger))
                        .toList());
    }

    private void wakeAll(List<Conditional> conditionals) {
        for (Conditional conditional : conditionals) {
            armed.remove(conditional.order.number);
            woken.add(conditional.order);
        }
    }

    private void place(Order order, boolean wasArmed) {
        if (order.market) {
            order.price = order.side == OrderSide.BUY ? highBand : lowBand;
        }
        RejectReason reason = null;
        if (order.market && order.terms.timeInForce() == TimeInForce.POST_ONLY) {
            reason = RejectReason.CONFLICTING_TERMS;
        }
        if (reason == null) {
            reason = rangeFault(order.account, order.side, order.price, order.lots);
        }
        if (reason == null
                && !wasArmed
                && mayWait(order)
                && resting.size() + armed.size() >= maxOrders) {
            reason = RejectReason.BOOK_FULL;
        }
        if (reason == null) {
            reason = fault(order);
        }
        if (reason != null) {
            events.add(new Rejected(order.number, order.account, reason));
            return;
        }
        enter(order);
    }

    private @Nullable RejectReason rangeFault(int account, OrderSide side, long price, long lots) {
        if (!isPrice(price)) {
            return RejectReason.PRICE_OUT_OF_RANGE;
        }
        if (lots < 1 || lots > OrderBook.MAX_LOTS) {
            return RejectReason.QUANTITY_OUT_OF_RANGE;
        }
        if (account < 0 || account > OrderBook.MAX_ACCOUNT) {
            return RejectReason.ACCOUNT_OUT_OF_RANGE;
        }
        boolean outside = side == OrderSide.BUY ? price > highBand : price < lowBand;
        return outside ? RejectReason.OUTSIDE_BAND : null;
    }

    private @Nullable RejectReason fault(Order order) {
        if (order.isReduceOnly() && positions.reducibleLots(order.account, order.side) <= 0) {
            return RejectReason.NOTHING_TO_REDUCE;
        }
        boolean postOnly = order.terms.timeInForce() == TimeInForce.POST_ONLY;
        return postOnly && crosses(order) ? RejectReason.WOULD_TAKE : null;
    }

    private void enter(Order order) {
        if (order.isReduceOnly()) {
            order.lots = Math.min(order.lots, positions.reducibleLots(order.account, order.side));
        }
        if (order.terms.timeInForce() == TimeInForce.FILL_OR_KILL) {
            var copy = new TwinBook(this);
            var trial = new Order(order);
            copy.take(trial);
            if (trial.lots > 0) {
                events.add(new Rejected(order.number, order.account, RejectReason.NOT_FILLABLE));
                return;
            }
        }
        events.add(new Accepted(order.number, order.account, order.side, order.price, order.lots));
        boolean stopped = take(order);
        if (order.lots == 0) {
            return;
        }
        if (stopped) {
            cancelRest(order, CancelReason.SELF_TRADE);
        } else if (mayWait(order)) {
            side(order.side).computeIfAbsent(order.price, p -> new ArrayDeque<>()).add(order);
            resting.put(order.number, order);
            events.add(
                    new Rested(order.number, order.account, order.side, order.price, order.lots));
        } else {
            boolean more = order.market && !side(order.side.opposite()).isEmpty();
            cancelRest(order, more ? CancelReason.BAND_REACHED : CancelReason.NOT_FILLED);
        }
    }

    private void cancelRest(Order order, CancelReason reason) {
        events.add(
                new Cancelled(
                        order.number, order.account, order.side, order.price, order.lots, reason));
    }

    /// Trades; returns whether self-trade prevention stopped the taker.
    private boolean take(Order taker) {
        NavigableMap<Long, ArrayDeque<Order>> makers = side(taker.side.opposite());
        while (taker.lots > 0 && crosses(taker)) {
            Order maker = makers.firstEntry().getValue().getFirst();
            boolean own = maker.account == taker.account;
            SelfTrade policy = taker.terms.selfTrade();
            if (own && policy == SelfTrade.CANCEL_TAKER) {
                return true;
            }
            if (own && policy != SelfTrade.ALLOW) {
                remove(maker);
                cancelRest(maker, CancelReason.SELF_TRADE);
                if (policy == SelfTrade.CANCEL_BOTH) {
                    return true;
                }
                continue;
            }
            long may = maker.lots;
            if (maker.isReduceOnly()) {
                long reducible = positions.reducibleLots(maker.account, maker.side);
                may = own ? 0 : Math.min(may, reducible);
            }
            long traded = Math.min(taker.lots, may);
            taker.lots -= traded;
            maker.lots -= traded;
            if (traded > 0) {
                positions.trade(taker.account, taker.side, maker.account, traded);
                last = maker.price;
                tradedPrices.add(maker.price);
                events.add(
                        new Filled(
                                taker.number,
                                taker.account,
                                maker.number,
                                maker.account,
                                taker.side,
                                maker.price,
                                traded,
                                maker.lots));
            }
            if (traded == may) {
                remove(maker);
                if (maker.lots > 0) {
                    cancelRest(maker, CancelReason.NOTHING_TO_REDUCE);
                }
            }
        }
        return false;
    }

    private boolean crosses(Order order) {
        NavigableMap<Long, ArrayDeque<Order>> makers = side(order.side.opposite());
        if (makers.isEmpty()) {
            return false;
        }
        return order.side == OrderSide.BUY
                ? order.price >= makers.firstKey()
                : order.price <= makers.firstKey();
    }

    private void remove(Order order) {
        ArrayDeque<Order> queue = requireNonNull(side(order.side).get(order.price));
        for (Iterator<Order> it = queue.iterator(); it.hasNext(); ) {
            if (it.next() == order) {
                it.remove();
                break;
            }
        }
        if (queue.isEmpty()) {
            side(order.side).remove(order.price);
        }
        resting.remove(order.number);
    }

    private NavigableMap<Long, ArrayDeque<Order>> side(OrderSide side) {
        return side == OrderSide.BUY ? bids : asks;
    }

    private static boolean mayWait(Order order) {
        return !order.market
                && (order.terms.timeInForce() == TimeInForce.GOOD_TILL_CANCELLED
                        || order.terms.timeInForce() == TimeInForce.POST_ONLY);
    }

    private static boolean isPrice(long ticks) {
        return ticks >= 1 && ticks <= OrderBook.MAX_PRICE_TICKS;
    }
}

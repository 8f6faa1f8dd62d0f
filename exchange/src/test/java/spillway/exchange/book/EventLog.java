package spillway.exchange.book;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import spillway.exchange.book.Event.Accepted;
import spillway.exchange.book.Event.Armed;
import spillway.exchange.book.Event.Cancelled;
import spillway.exchange.book.Event.Filled;
import spillway.exchange.book.Event.Reduced;
import spillway.exchange.book.Event.Rejected;
import spillway.exchange.book.Event.Replaced;
import spillway.exchange.book.Event.Rested;
import spillway.exchange.book.Event.Triggered;

/// Keeps what the book tells, knows the id under which each order rests, and keeps positions.
final class EventLog implements BookSink, ReduceLimits {
    final List<Event> events = new ArrayList<>();
    final Map<Long, Long> idByNumber = new HashMap<>();
    final Positions positions = new Positions();

    /// The id that names an order now.
    long id(long number) {
        return idByNumber.getOrDefault(number, OrderId.of(number, 0, 0));
    }

    List<Event> drain() {
        List<Event> drained = List.copyOf(events);
        events.clear();
        return drained;
    }

    @Override
    public long reducibleLots(int account, OrderSide orderSide) {
        return positions.reducibleLots(account, orderSide);
    }

    @Override
    public void accepted(long id, int account, OrderSide side, long price, long lots) {
        events.add(new Accepted(OrderId.number(id), account, side, price, lots));
    }

    @Override
    public void rejected(long id, int account, RejectReason reason) {
        events.add(new Rejected(OrderId.number(id), account, reason));
    }

    @Override
    public void filled(
            long takerId,
            int takerAccount,
            long makerId,
            int makerAccount,
            OrderSide takerSide,
            long price,
            long lots,
            long makerLotsLeft) {
        long taker = OrderId.number(takerId);
        long maker = OrderId.number(makerId);
        if (id(maker) != makerId) {
            throw new AssertionError("maker " + maker + " is known by another id");
        }
        positions.trade(takerAccount, takerSide, makerAccount, lots);
        events.add(
                new Filled(
                        taker,
                        takerAccount,
                        maker,
                        makerAccount,
                        takerSide,
                        price,
                        lots,
                        makerLotsLeft));
    }

    @Override
    public void rested(long id, int account, OrderSide side, long price, long lots) {
        idByNumber.put(OrderId.number(id), id);
        events.add(new Rested(OrderId.number(id), account, side, price, lots));
    }

    @Override
    public void cancelled(
            long id, int account, OrderSide side, long price, long lots, CancelReason reason) {
        events.add(new Cancelled(OrderId.number(id), account, side, price, lots, reason));
    }

    @Override
    public void reduced(long id, int account, OrderSide side, long price, long lotsLeft) {
        events.add(new Reduced(OrderId.number(id), account, side, price, lotsLeft));
    }

    @Override
    public void replaced(long id, int account) {
        events.add(new Replaced(OrderId.number(id), account));
    }

    @Override
    public void armed(long id, int account, OrderSide side, long trigger, long lots) {
        idByNumber.put(OrderId.number(id), id);
        events.add(new Armed(OrderId.number(id), account, side, trigger, lots));
    }

    @Override
    public void triggered(long id, int account) {
        events.add(new Triggered(OrderId.number(id), account));
    }
}

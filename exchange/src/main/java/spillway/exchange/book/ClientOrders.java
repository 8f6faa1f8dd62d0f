package spillway.exchange.book;

import java.util.Arrays;

/// An order book whose limit orders are named by ids that their owners choose: any `long`, in any
/// pattern, used again as soon as the order before is gone.
///
/// An id names an order from the moment it rests until it is gone, and stays with it when it is
/// replaced. Two living orders cannot share one. Everything else is as in [OrderBook], whose own
/// ids the sink is told.
public final class ClientOrders {
    private final BookSink sink;
    private final OrderBook book;
    private final ClientIds ids;

    /// The client id of the order in each slot of the book.
    private long[] clientOfSlot = new long[1 << 10];

    /// The client id that the running command is about.
    private long current;

    /// @param hashKey secret of the index: derive it from the run's seed, and never from the
    ///   clients
    public ClientOrders(BookSink sink, ReduceLimits reduceLimits, long hashKey) {
        this.sink = sink;
        ids = new ClientIds(hashKey, 1 << 10);
        book = new OrderBook(new Tracking(), reduceLimits);
    }

    /// The book underneath, for its prices and orders. Placing, cancelling or replacing there would
    /// pass this index by.
    public OrderBook book() {
        return book;
    }

    /// Living orders that have a client id.
    public int size() {
        return ids.size();
    }

    /// See [OrderBook#limit]; false if it was rejected because the id is in use.
    public boolean limit(
            long clientId,
            int account,
            OrderSide orderSide,
            long priceTicks,
            long lots,
            OrderTerms terms) {
        return limit(terms.flags(orderSide), clientId, account, priceTicks, lots);
    }

    boolean limit(int flags, long clientId, int account, long priceTicks, long lots) {
        long living = ids.get(clientId);
        if (living != 0) {
            sink.rejected(living, account, RejectReason.DUPLICATE_CLIENT_ID);
            return false;
        }
        current = clientId;
        book.limit(flags, account, priceTicks, lots);
        return true;
    }

    /// Reads where the index keeps an id; see [OrderCommands].
    long touch(long clientId) {
        return ids.touch(clientId);
    }

    /// Reads what a command on an order will need; see [OrderCommands].
    long touch(long priceTicks, long clientId) {
        return book.touch(priceTicks, ids.get(clientId));
    }

    /// See [OrderBook#cancel].
    public boolean cancel(long clientId, int account) {
        current = clientId;
        return book.cancel(account, ids.get(clientId));
    }

    /// See [OrderBook#replace].
    public void replace(long clientId, int account, long priceTicks, long lots) {
        current = clientId;
        book.replace(account, ids.get(clientId), priceTicks, lots);
    }

    /// Forgets an order that ends without being named. Where a command names it, [#current] saves
    /// the trip to memory.
    private void forget(long orderId) {
        int slot = OrderId.slot(orderId);
        if (slot != 0) {
            ids.remove(clientOfSlot[slot]);
        }
    }

    /// Keeps the index while it hands everything on.
    private final class Tracking implements BookSink {
        @Override
        public void rested(
                long orderId, int account, OrderSide orderSide, long priceTicks, long lots) {
            int slot = OrderId.slot(orderId);
            if (slot >= clientOfSlot.length) {
                clientOfSlot = Arrays.copyOf(clientOfSlot, Math.max(slot + 1, slot * 2));
            }
            clientOfSlot[slot] = current;
            ids.put(current, orderId);
            sink.rested(orderId, account, orderSide, priceTicks, lots);
        }

        @Override
        public void filled(
                long takerId,
                int takerAccount,
                long makerId,
                int makerAccount,
                OrderSide takerSide,
                long priceTicks,
                long lots,
                long makerLotsLeft) {
            if (makerLotsLeft == 0) {
                forget(makerId);
            }
            sink.filled(
                    takerId,
                    takerAccount,
                    makerId,
                    makerAccount,
                    takerSide,
                    priceTicks,
                    lots,
                    makerLotsLeft);
        }

        @Override
        public void cancelled(
                long orderId,
                int account,
                OrderSide orderSide,
                long priceTicks,
                long lots,
                CancelReason reason) {
            if (reason == CancelReason.REQUESTED) {
                ids.remove(current);
            } else {
                forget(orderId);
            }
            sink.cancelled(orderId, account, orderSide, priceTicks, lots, reason);
        }

        @Override
        public void replaced(long orderId, int account) {
            ids.remove(current);
            sink.replaced(orderId, account);
        }

        @Override
        public void accepted(
                long orderId, int account, OrderSide orderSide, long priceTicks, long lots) {
            sink.accepted(orderId, account, orderSide, priceTicks, lots);
        }

        @Override
        public void rejected(long orderId, int account, RejectReason reason) {
            sink.rejected(orderId, account, reason);
        }

        @Override
        public void reduced(
                long orderId, int account, OrderSide orderSide, long priceTicks, long lotsLeft) {
            sink.reduced(orderId, account, orderSide, priceTicks, lotsLeft);
        }

        @Override
        public void armed(
                long orderId, int account, OrderSide orderSide, long triggerTicks, long lots) {
            sink.armed(orderId, account, orderSide, triggerTicks, lots);
        }

        @Override
        public void triggered(long orderId, int account) {
            sink.triggered(orderId, account);
        }
    }
}

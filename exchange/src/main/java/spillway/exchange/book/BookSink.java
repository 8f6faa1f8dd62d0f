package spillway.exchange.book;

/// Where the book tells what happened, in order, as primitives.
///
/// An order's story is `accepted`, then any number of `filled`, and at most one of `rested` (it
/// waits) and `cancelled` (the rest is gone); an order whose fills add up to its lots is done
/// without a further call. A resting order is named by the id that the last `rested` gave it; see
/// [OrderId].
///
/// Called in the middle of a command: an implementation must not call the book and must not throw.
public interface BookSink {
    /// An order was taken in and is about to trade or wait.
    ///
    /// @param priceTicks its limit; for a market order the worst price it may reach
    /// @param lots what it may trade, less than asked if reduce-only cut it
    void accepted(long orderId, int account, OrderSide orderSide, long priceTicks, long lots);

    /// A command changed nothing. `orderId` is the number given to the refused order, or the id
    /// that a cancel or replace named.
    void rejected(long orderId, int account, RejectReason reason);

    /// A trade, at the resting order's price.
    ///
    /// @param makerLotsLeft what still rests of the maker; 0 when it is done
    void filled(
            long takerId,
            int takerAccount,
            long makerId,
            int makerAccount,
            OrderSide takerSide,
            long priceTicks,
            long lots,
            long makerLotsLeft);

    /// An order waits in the book from now on under `orderId`.
    void rested(long orderId, int account, OrderSide orderSide, long priceTicks, long lots);

    /// What was left of an order is gone. For a conditional order `priceTicks` is its trigger.
    void cancelled(
            long orderId,
            int account,
            OrderSide orderSide,
            long priceTicks,
            long lots,
            CancelReason reason);

    /// A resting order shrank in place and kept its turn.
    void reduced(long orderId, int account, OrderSide orderSide, long priceTicks, long lotsLeft);

    /// A resting order left its place to come back, under the same number, at another price or
    /// size; `accepted` follows.
    void replaced(long orderId, int account);

    /// A conditional order waits under `orderId` until the reference price reaches its trigger.
    void armed(long orderId, int account, OrderSide orderSide, long triggerTicks, long lots);

    /// A conditional order woke; `accepted` or `rejected` with the same number follows.
    void triggered(long orderId, int account);
}

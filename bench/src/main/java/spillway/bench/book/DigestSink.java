package spillway.bench.book;

import spillway.exchange.book.BookSink;
import spillway.exchange.book.CancelReason;
import spillway.exchange.book.OrderId;
import spillway.exchange.book.OrderSide;
import spillway.exchange.book.RejectReason;

/// Reads the trades of a book, sees that nothing is rejected, and notes under which id each order
/// rests if there is a table for it. One class for all engines: a second one would turn the book's
/// calls into virtual ones, which no program with one kind of sink has to pay.
final class DigestSink implements BookSink {
    final Digest digest = new Digest();
    private final long[] ids;

    /// @param ids a place for each order's id by number, or none
    DigestSink(long[] ids) {
        this.ids = ids;
    }

    @Override
    public void accepted(
            long orderId, int account, OrderSide orderSide, long priceTicks, long lots) {}

    @Override
    public void rejected(long orderId, int account, RejectReason reason) {
        throw new IllegalStateException("order " + orderId + " was rejected: " + reason);
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
        digest.trade(priceTicks, lots, makerAccount, makerLotsLeft == 0);
    }

    @Override
    public void rested(long orderId, int account, OrderSide orderSide, long priceTicks, long lots) {
        if (ids.length != 0) {
            ids[(int) OrderId.number(orderId)] = orderId;
        }
    }

    @Override
    public void cancelled(
            long orderId,
            int account,
            OrderSide orderSide,
            long priceTicks,
            long lots,
            CancelReason reason) {}

    @Override
    public void reduced(
            long orderId, int account, OrderSide orderSide, long priceTicks, long lotsLeft) {}

    @Override
    public void replaced(long orderId, int account) {}

    @Override
    public void armed(
            long orderId, int account, OrderSide orderSide, long triggerTicks, long lots) {}

    @Override
    public void triggered(long orderId, int account) {}
}

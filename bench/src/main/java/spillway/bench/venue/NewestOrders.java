package spillway.bench.venue;

import spillway.exchange.book.CancelReason;
import spillway.exchange.book.OrderSide;
import spillway.exchange.venue.FillCause;
import spillway.exchange.venue.Trigger;
import spillway.exchange.venue.VenueSink;
import spillway.market.PositionSide;

/// What a client keeps of a venue: the ids of orders that came to rest, the latest 65,536 of them,
/// for cancelling; and counts of what happened.
public final class NewestOrders implements VenueSink {
    private static final int KEPT = 1 << 16;

    private final long[] ids = new long[KEPT];
    private final int[] accounts = new int[KEPT];
    private int next;
    private long trades;
    private long liquidations;
    private long takeovers;
    private long deleveraged;
    private long rejected;

    /// The owner of the order that command `n` names: one of the latest, spread over them.
    int account(int n) {
        return accounts[place(n)];
    }

    /// The id of that order.
    long take(int n) {
        return ids[place(n)];
    }

    private static int place(int n) {
        return (int) ((n * 0x9E37_79B9_7F4A_7C15L) >>> 48);
    }

    public long trades() {
        return trades;
    }

    public long liquidations() {
        return liquidations;
    }

    public long takeovers() {
        return takeovers;
    }

    public long deleveraged() {
        return deleveraged;
    }

    public long rejected() {
        return rejected;
    }

    @Override
    public void rested(
            int account, int instrument, long orderId, OrderSide orderSide, long ticks, long lots) {
        int at = next++ & (KEPT - 1);
        ids[at] = orderId;
        accounts[at] = account;
    }

    @Override
    public void rejected(int account, int instrument, spillway.exchange.venue.VenueReject reason) {
        rejected++;
    }

    @Override
    public void orderRejected(
            int account, int instrument, long orderId, spillway.exchange.book.RejectReason reason) {
        rejected++;
    }

    @Override
    public void cancelled(
            int account,
            int instrument,
            long orderId,
            OrderSide orderSide,
            long ticks,
            long lots,
            CancelReason reason) {}

    @Override
    public void filled(
            int instrument,
            long takerId,
            int taker,
            long makerId,
            int maker,
            OrderSide takerSide,
            long ticks,
            long lots,
            long left,
            FillCause cause) {
        trades++;
    }

    @Override
    public void liquidated(
            int account,
            int instrument,
            PositionSide closedSide,
            long lots,
            long limit,
            long bankruptcy,
            long filledLots,
            long filledValue,
            long fee,
            Trigger trigger) {
        liquidations++;
    }

    @Override
    public void takenOver(
            int account,
            int instrument,
            PositionSide side,
            long lots,
            long ticks,
            Trigger trigger) {
        takeovers++;
    }

    @Override
    public void deleveraged(
            int account,
            int instrument,
            PositionSide side,
            long lots,
            long ticks,
            int bankrupt,
            Trigger trigger) {
        deleveraged++;
    }
}

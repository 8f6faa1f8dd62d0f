package spillway.exchange.venue;

import java.util.Map;
import java.util.TreeMap;
import spillway.exchange.book.CancelReason;
import spillway.exchange.book.OrderSide;
import spillway.exchange.book.RejectReason;
import spillway.market.PositionSide;

/// Counts what a venue tells by kind, and digests all of it in order.
final class EventCounts implements VenueSink {
    private final TreeMap<String, Long> counts = new TreeMap<>();
    private long digest;

    Map<String, Long> counts() {
        return counts;
    }

    long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    long digest() {
        return digest;
    }

    private void note(String what, long... values) {
        counts.merge(what, 1L, Long::sum);
        digest = digest * 31 + what.hashCode();
        for (long value : values) {
            digest = (digest ^ value) * 0x9E37_79B9_7F4A_7C15L;
        }
    }

    @Override
    public void rejected(int account, int instrument, VenueReject reason) {
        note("rejected " + reason, account, instrument);
    }

    @Override
    public void orderRejected(int account, int instrument, long orderId, RejectReason reason) {
        note("order rejected", account, instrument, orderId);
    }

    @Override
    public void rested(
            int account, int instrument, long orderId, OrderSide side, long ticks, long lots) {
        note("rested", account, instrument, orderId, ticks, lots);
    }

    @Override
    public void reduced(
            int account, int instrument, long orderId, OrderSide side, long ticks, long left) {
        note("reduced", account, instrument, orderId, ticks, left);
    }

    @Override
    public void cancelled(
            int account,
            int instrument,
            long orderId,
            OrderSide side,
            long ticks,
            long lots,
            CancelReason reason) {
        note("cancelled", account, instrument, orderId, ticks, lots);
    }

    @Override
    public void armed(
            int account, int instrument, long orderId, OrderSide side, long ticks, long lots) {
        note("armed", account, instrument, orderId, ticks, lots);
    }

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
        note("filled", instrument, takerId, taker, makerId, maker, ticks, lots, left);
        note("filled " + cause);
    }

    @Override
    public void liquidated(
            int account,
            int instrument,
            PositionSide side,
            long lots,
            long limit,
            long bankruptcy,
            long filledLots,
            long filledValue,
            long fee,
            Trigger trigger) {
        note("liquidated", account, instrument, lots, limit, bankruptcy, filledLots, fee);
        note("liquidated " + trigger);
    }

    @Override
    public void takenOver(
            int account,
            int instrument,
            PositionSide side,
            long lots,
            long ticks,
            Trigger trigger) {
        note("taken over", account, instrument, lots, ticks);
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
        note("deleveraged", account, instrument, lots, ticks, bankrupt);
    }

    @Override
    public void fundChanged(int account, long change, long wallet, FundChange why) {
        String what =
                switch (why) {
                    case DEPOSIT -> "deposit";
                    case LIQUIDATION_FEE -> "fee";
                    case SURPLUS -> "surplus";
                    case TAKE_OVER -> "margin taken over";
                    case DEBT -> "debt";
                    case SHARED_LOSS -> "shared loss";
                };
        note(what, account, change, wallet);
    }

    @Override
    public void converted(int account, int asset, long amount, long proceeds) {
        note("converted", account, asset, amount, proceeds);
    }

    @Override
    public void funded(int instrument, long ratePpb, long toNs, long intervalNs) {
        note("funded", instrument, ratePpb);
    }
}

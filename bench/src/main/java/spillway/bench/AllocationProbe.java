package spillway.bench;

import java.util.Arrays;
import spillway.market.Completeness;
import spillway.market.EventSink;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.SelectiveSink;
import spillway.market.TakerSide;

/// Hands events on, and counts what the thread allocates from each to the next, over a stretch of
/// the stream. Trades and liquidations alone: what the synthetic market has.
final class AllocationProbe implements SelectiveSink {
    private final EventSink sink;
    private final int from;

    /// Of each event of the stretch, from its push to the next one's.
    private final int[] bytes;

    private int events;
    private long before;

    /// @param from number of the first event that counts
    /// @param to number of the first that does not any more
    AllocationProbe(EventSink sink, int from, int to) {
        this.sink = sink;
        this.from = from;
        bytes = new int[to - from];
    }

    /// Bytes of the whole stretch.
    ///
    /// @throws IllegalStateException if the stream ended before
    long total() {
        if (events <= from + bytes.length) {
            throw new IllegalStateException(
                    "expected more than " + (from + bytes.length) + " events, found " + events);
        }
        long total = 0;
        for (int ofOne : bytes) {
            total += ofOne;
        }
        return total;
    }

    double mean() {
        return (double) total() / bytes.length;
    }

    /// What 999 of 1,000 events stay within.
    double mostOfThousand() {
        int[] sorted = bytes.clone();
        Arrays.sort(sorted);
        return sorted[(int) (sorted.length * 0.999)];
    }

    private void count() {
        if (events >= from && events <= from + bytes.length) {
            long now = Stopwatch.THREADS.getCurrentThreadAllocatedBytes();
            if (events > from) {
                bytes[events - from - 1] = Math.toIntExact(now - before);
            }
            before = now;
        }
        events++;
    }

    @Override
    public void at(long seq) {
        sink.at(seq);
    }

    @Override
    public void trade(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long priceMantissa,
            long quantityMantissa,
            TakerSide takerSide,
            long venueId) {
        count();
        sink.trade(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                priceMantissa,
                quantityMantissa,
                takerSide,
                venueId);
    }

    @Override
    public void liquidation(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            PositionSide closedSide,
            long quantityMantissa,
            long priceMantissa,
            PriceKind priceKind,
            long notionalMicroUsd,
            Completeness completeness,
            long venueId) {
        count();
        sink.liquidation(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                closedSide,
                quantityMantissa,
                priceMantissa,
                priceKind,
                notionalMicroUsd,
                completeness,
                venueId);
    }
}

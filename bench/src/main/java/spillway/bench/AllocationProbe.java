package spillway.bench;

import spillway.market.Completeness;
import spillway.market.EventSink;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.SelectiveSink;
import spillway.market.TakerSide;

/// Hands events on, and counts what the thread allocates from one event to another. Trades and
/// liquidations alone: what the synthetic market has.
final class AllocationProbe implements SelectiveSink {
    private final EventSink sink;
    private final int from;
    private final int to;
    private int events;
    private long bytes;

    /// @param from number of the first event that counts
    /// @param to number of the first that does not any more
    AllocationProbe(EventSink sink, int from, int to) {
        this.sink = sink;
        this.from = from;
        this.to = to;
    }

    /// What was allocated between the two.
    ///
    /// @throws IllegalStateException if the stream ended before
    long bytes() {
        if (events <= to) {
            throw new IllegalStateException(
                    "expected more than " + to + " events, found " + events);
        }
        return bytes;
    }

    double bytesPerEvent() {
        return (double) bytes() / (to - from);
    }

    private void count() {
        if (events == from || events == to) {
            bytes = Stopwatch.THREADS.getCurrentThreadAllocatedBytes() - bytes;
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

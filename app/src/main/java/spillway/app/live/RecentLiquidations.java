package spillway.app.live;

import java.util.ArrayList;
import java.util.List;
import spillway.market.Completeness;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.SelectiveSink;

/// The last liquidations, in the order in which they arrived. Used by one thread.
final class RecentLiquidations implements SelectiveSink {
    /// Hours on a calm day and minutes of the worst flush; a few megabytes.
    static final int KEPT = 10_000;

    private final Instruments instruments;
    private final RecentLiquidation[] ring = new RecentLiquidation[KEPT];
    private long seq = MarketEvent.NONE;
    private long count;

    RecentLiquidations(Instruments instruments) {
        this.instruments = instruments;
    }

    @Override
    public void at(long nextSeq) {
        seq = nextSeq;
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
        ring[(int) (count++ % KEPT)] =
                new RecentLiquidation(
                        seq,
                        venueTimeNs,
                        instruments.get(instrument),
                        closedSide,
                        quantityMantissa,
                        priceMantissa,
                        priceKind,
                        notionalMicroUsd,
                        completeness);
    }

    /// How many there were; those kept are the last of them.
    long count() {
        return count;
    }

    /// Those after the first `from` that are still kept, oldest first.
    List<RecentLiquidation> since(long from) {
        var since = new ArrayList<RecentLiquidation>();
        for (long at = Math.max(from, count - KEPT); at < count; at++) {
            since.add(ring[(int) (at % KEPT)]);
        }
        return since;
    }

    /// Up to `limit` with an id below `before`, newest first.
    List<RecentLiquidation> before(long before, int limit) {
        var found = new ArrayList<RecentLiquidation>();
        long oldest = Math.max(0, count - KEPT);
        for (long at = count - 1; at >= oldest && found.size() < limit; at--) {
            RecentLiquidation one = ring[(int) (at % KEPT)];
            if (one.id() < before) {
                found.add(one);
            }
        }
        return found;
    }
}

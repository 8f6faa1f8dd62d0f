package spillway.emulator;

import java.util.SortedMap;
import spillway.market.Completeness;
import spillway.market.Instruments;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.SelectiveSink;

/// Adds up the liquidations that a client decoded.
final class LiquidationSink implements SelectiveSink {
    private final Instruments instruments;
    private final LiquidationTally tally;

    LiquidationSink(Instruments instruments, Iterable<String> venues) {
        this.instruments = instruments;
        tally = new LiquidationTally(venues);
    }

    SortedMap<String, LiquidationSums> sums() {
        return tally.sums();
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
        tally.add(
                instruments.get(instrument).venue().code(),
                LiquidationTally.one(closedSide, notionalMicroUsd));
    }
}

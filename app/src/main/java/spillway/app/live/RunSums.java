package spillway.app.live;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import spillway.market.Completeness;
import spillway.market.Instruments;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.SelectiveSink;
import spillway.signals.totals.LongShort;
import spillway.signals.totals.OrderSum;

/// What was liquidated since a run began, by venue. Used by one thread.
final class RunSums implements SelectiveSink {
    private final Instruments instruments;
    private final SortedMap<String, LongShort> byVenue = new TreeMap<>();

    RunSums(Instruments instruments) {
        this.instruments = instruments;
    }

    void clear() {
        byVenue.clear();
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
        String venue = instruments.get(instrument).venue().code();
        var order = LongShort.NONE.plus(closedSide, new OrderSum(1, notionalMicroUsd));
        byVenue.merge(venue, order, LongShort::plus);
    }

    SortedMap<String, LongShort> byVenue() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(byVenue));
    }
}

package spillway.emulator;

import java.util.SortedMap;
import java.util.TreeMap;
import spillway.market.PositionSide;

/// Adds up liquidations by venue. Used by one thread.
public final class LiquidationTally {
    private final SortedMap<String, LiquidationSums> sums = new TreeMap<>();

    /// Counts from zero.
    ///
    /// @param venues codes that are there from the start
    public LiquidationTally(Iterable<String> venues) {
        for (String venue : venues) {
            sums.put(venue, LiquidationSums.NONE);
        }
    }

    /// The sums of one order.
    public static LiquidationSums one(PositionSide closedSide, long microUsd) {
        return closedSide == PositionSide.LONG
                ? new LiquidationSums(1, microUsd, 0, 0)
                : new LiquidationSums(0, 0, 1, microUsd);
    }

    public void add(String venue, LiquidationSums more) {
        sums.merge(venue, more, LiquidationSums::plus);
    }

    /// What was added so far.
    public SortedMap<String, LiquidationSums> sums() {
        return new TreeMap<>(sums);
    }
}

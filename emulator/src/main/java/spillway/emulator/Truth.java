package spillway.emulator;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What was liquidated, by the code of the venue: each venue that was emulated is in each map.
///
/// @param wire what the venues published: after their throttles, at the prices that they print. A
///   client that was subscribed all the time and met no fault heard exactly this
/// @param economic what happened: every order, at the price at which it was filled
/// @param swallowed what of `wire` a fault kept from a connection that was subscribed to it,
///   counted once for each such connection
public record Truth(
        SortedMap<String, LiquidationSums> wire,
        SortedMap<String, LiquidationSums> economic,
        SortedMap<String, LiquidationSums> swallowed) {
    public Truth {
        wire = copy(wire);
        economic = copy(economic);
        swallowed = copy(swallowed);
    }

    private static SortedMap<String, LiquidationSums> copy(
            SortedMap<String, LiquidationSums> sums) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(sums));
    }

    /// What one venue published; nothing where it was not emulated.
    public LiquidationSums wireOf(String venue) {
        return wire.getOrDefault(venue, LiquidationSums.NONE);
    }

    /// What happened at one venue; nothing where it was not emulated.
    public LiquidationSums economicOf(String venue) {
        return economic.getOrDefault(venue, LiquidationSums.NONE);
    }
}

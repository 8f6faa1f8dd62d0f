package spillway.signals.totals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import spillway.market.Completeness;
import spillway.market.PriceKind;
import spillway.market.TimeWindow;
import spillway.signals.coverage.WindowCoverage;

/// What was liquidated in one rolling window, observed order by order.
///
/// Every split adds up to `sums`. Orders others report in sum, and positions closed by
/// deleveraging, are in none of them.
///
/// @param window `(t − W, t]` as the half-open window that [TimeWindow] writes
/// @param sums all orders
/// @param byCoin by symbol of the coin
/// @param byVenue by code of the venue; one that was listened to and told of nothing is here with
///   zeros, one that was not listened to is missing: see [#withoutData()]
/// @param byPriceKind by what the price is that orders are valued at: sums over kinds compare only
///   roughly, since a bankruptcy price lies 50 to 500 basis points beyond the fill
/// @param byCompleteness by whether the feed that told of an order carries every order
/// @param largest the largest order; empty where there was none
/// @param oneSidedness with its interval
/// @param deleveraged positions reduced to meet others' bankruptcy, kept apart; few venues tell of
///   them, and `coverage` is not theirs, so zero may mean that nobody told
/// @param coverage how much of the window is behind this
/// @param range where the true total lies
public record LiquidationTotals(
        TimeWindow window,
        LongShort sums,
        SortedMap<String, LongShort> byCoin,
        SortedMap<String, LongShort> byVenue,
        SortedMap<PriceKind, LongShort> byPriceKind,
        SortedMap<Completeness, LongShort> byCompleteness,
        Optional<LargestOrder> largest,
        OneSidedness oneSidedness,
        LongShort deleveraged,
        WindowCoverage coverage,
        ObservedRange range) {
    public LiquidationTotals {
        byCoin = copy(byCoin);
        byVenue = copy(byVenue);
        byPriceKind = copy(byPriceKind);
        byCompleteness = copy(byCompleteness);
    }

    private static <K> SortedMap<K, LongShort> copy(Map<K, LongShort> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /// Venues of the universe of which nothing is known in this window: their feed was not listened
    /// to, or there is none. What they liquidated is not zero but unknown. By code, sorted.
    public List<String> withoutData() {
        var codes = new ArrayList<String>();
        for (var venue : coverage.venues()) {
            String code = venue.rule().venue().code();
            if (!byVenue.containsKey(code)) {
                codes.add(code);
            }
        }
        return codes;
    }

    /// Whether anything is behind these numbers: a feed was listened to, or an order was seen. If
    /// not, the sums are no data, whatever zeros they hold.
    public boolean hasData() {
        return !byVenue.isEmpty();
    }

    /// The part of `sums` that is a floor: it comes from feeds that leave orders out, or may.
    public LongShort floor() {
        return floorOf(byCompleteness);
    }

    static LongShort floorOf(Map<Completeness, LongShort> byCompleteness) {
        return byCompleteness
                .getOrDefault(Completeness.SAMPLED, LongShort.NONE)
                .plus(byCompleteness.getOrDefault(Completeness.UNKNOWN, LongShort.NONE));
    }
}

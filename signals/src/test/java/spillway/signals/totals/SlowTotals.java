package spillway.signals.totals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import spillway.market.Instrument;
import spillway.market.MarketEvent;
import spillway.market.MarketEvent.Deleveraging;
import spillway.market.MarketEvent.Liquidation;
import spillway.market.PositionSide;
import spillway.market.TimeWindow;
import spillway.signals.InstrumentOrder;
import spillway.signals.Scope;

/// The slow, obvious twin of [RollingTotals]: keeps every order for ever and filters all of them
/// for each answer.
final class SlowTotals {
    private final List<Liquidation> orders = new ArrayList<>();
    private final List<Deleveraging> deleveragings = new ArrayList<>();

    void add(MarketEvent event) {
        if (event instanceof Liquidation order) {
            orders.add(order);
        }
        if (event instanceof Deleveraging deleveraging) {
            deleveragings.add(deleveraging);
        }
    }

    List<Liquidation> orders(Scope scope, TimeWindow window) {
        return orders.stream()
                .filter(o -> scope.contains(o.instrument()) && window.contains(o.venueTimeNs()))
                .toList();
    }

    LongShort sums(Scope scope, TimeWindow window) {
        return sum(orders(scope, window));
    }

    LongShort deleveraged(Scope scope, TimeWindow window) {
        var sums = LongShort.NONE;
        for (var one : deleveragings) {
            if (scope.contains(one.instrument()) && window.contains(one.venueTimeNs())) {
                sums = sums.plus(one.closedSide(), new OrderSum(1, one.notionalMicroUsd()));
            }
        }
        return sums;
    }

    private static LongShort sum(List<Liquidation> orders) {
        var sums = LongShort.NONE;
        for (var order : orders) {
            sums = sums.plus(order.closedSide(), new OrderSum(1, order.notionalMicroUsd()));
        }
        return sums;
    }

    <K extends Comparable<K>> SortedMap<K, LongShort> split(
            Scope scope, TimeWindow window, Function<Liquidation, K> by) {
        var groups = new TreeMap<K, List<Liquidation>>();
        for (var order : orders(scope, window)) {
            groups.computeIfAbsent(by.apply(order), _ -> new ArrayList<>()).add(order);
        }
        var sums = new TreeMap<K, LongShort>();
        groups.forEach((key, group) -> sums.put(key, sum(group)));
        return sums;
    }

    private record OrderKey(Instrument instrument, PositionSide closedSide, long venueId) {}

    Optional<LargestOrder> largest(Scope scope, TimeWindow window) {
        Map<Object, List<Liquidation>> fills = new LinkedHashMap<>();
        for (var order : orders(scope, window)) {
            boolean named = order.venueId() != MarketEvent.NONE;
            Object key =
                    named
                            ? new OrderKey(order.instrument(), order.closedSide(), order.venueId())
                            : new Object();
            fills.computeIfAbsent(key, _ -> new ArrayList<>()).add(order);
        }
        return fills.values().stream()
                .map(SlowTotals::whole)
                .max(
                        Comparator.comparingLong(LargestOrder::notionalMicroUsd)
                                .thenComparing(FIRST.reversed()));
    }

    private static LargestOrder whole(List<Liquidation> fills) {
        return fills.stream()
                .map(o -> whole(o, sum(fills).total().microUsd(), fills.size()))
                .min(FIRST)
                .orElseThrow();
    }

    private static LargestOrder whole(Liquidation order, long microUsd, int fills) {
        return new LargestOrder(
                order.instrument(),
                order.venueTimeNs(),
                order.closedSide(),
                order.priceKind(),
                microUsd,
                order.completeness(),
                order.venueId(),
                fills);
    }

    private static final Comparator<LargestOrder> FIRST =
            Comparator.comparingLong(LargestOrder::venueTimeNs)
                    .thenComparing(LargestOrder::instrument, InstrumentOrder.BY_DEFINITION)
                    .thenComparingLong(LargestOrder::venueId)
                    .thenComparing(LargestOrder::closedSide)
                    .thenComparing(LargestOrder::priceKind)
                    .thenComparing(LargestOrder::completeness);

    /// Of all windows of `lengthNs` inside `bounds` that end on a whole second or with it begin.
    Optional<TimeWindow> largestWindow(Scope scope, long lengthNs, TimeWindow bounds, long stepNs) {
        TimeWindow largest = null;
        long most = -1;
        for (long from = bounds.fromNs(); from + lengthNs <= bounds.toNs(); from += stepNs) {
            var window = new TimeWindow(from, from + lengthNs);
            long sum = sums(scope, window).total().microUsd();
            if (sum > most) {
                most = sum;
                largest = window;
            }
        }
        return orders(scope, bounds).isEmpty() ? Optional.empty() : Optional.ofNullable(largest);
    }
}

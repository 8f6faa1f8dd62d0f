package spillway.signals.surges;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The surges of one coin, found in the most obvious way: every second is looked at, and everything
/// is summed and sorted anew.
final class SlowSurges {
    record Order(long second, long amount) {}

    record Found(long raisedS, long clearedS, long peakS, long peak, long threshold, long orders) {}

    private static final long NEVER = Long.MAX_VALUE;

    private final List<Order> orders;
    private final TreeMap<Long, List<Order>> bySecond = new TreeMap<>();
    private final List<Found> found = new ArrayList<>();
    private final TreeMap<Long, Boolean> normal = new TreeMap<>();
    private long raised = NEVER;
    private long loud;

    SlowSurges(List<Order> orders) {
        this.orders = orders;
        orders.forEach(o -> bySecond.computeIfAbsent(o.second(), _ -> new ArrayList<>()).add(o));
    }

    /// @param least smallest threshold with history
    /// @param floor threshold without
    List<Found> find(long untilS, long least, long floor) {
        long sinceS = bySecond.firstKey();
        long threshold = 0;
        long peakS = 0;
        long peak = 0;
        for (long s = sinceS; s <= untilS; s++) {
            boolean any = bySecond.containsKey(s);
            if (raised != NEVER && s >= loud + 300 && any) {
                found.add(
                        new Found(raised, loud + 300, peakS, peak, threshold, count(raised, loud)));
                raised = NEVER;
            }
            if (!any) {
                continue;
            }
            long hourS = Math.floorDiv(s, 3_600L) * 3_600;
            bySecond.headMap(hourS).keySet().forEach(t -> normal.putIfAbsent(t, isNormal(t)));
            long sum = counted(bySecond.subMap(s - 59, true, s, true).values());
            if (raised == NEVER) {
                threshold = s - sinceS < 86_400 ? floor : Math.max(least, 4 * normal(hourS));
                if (sum < threshold) {
                    continue;
                }
                raised = s;
                peak = 0;
            }
            if (2 * sum >= threshold) {
                loud = s;
                peakS = sum > peak ? s : peakS;
                peak = Math.max(peak, sum);
            }
        }
        if (raised != NEVER) {
            long cleared = untilS >= loud + 300 ? loud + 300 : NEVER;
            found.add(new Found(raised, cleared, peakS, peak, threshold, count(raised, loud)));
        }
        return found;
    }

    /// Known once, at the first whole hour after it.
    private boolean isNormal(long second) {
        boolean within = raised != NEVER && second >= raised && second < raised + 86_400;
        for (var one : found) {
            within |=
                    second >= one.raisedS()
                            && second < one.clearedS()
                            && second < one.raisedS() + 86_400;
        }
        return !within;
    }

    private long count(long raisedS, long loudS) {
        return orders.stream()
                .filter(o -> o.second() >= raisedS - 59 && o.second() <= loudS)
                .count();
    }

    private static long counted(Iterable<List<Order>> seconds) {
        long sum = 0;
        long largest = 0;
        for (var second : seconds) {
            for (var order : second) {
                sum += order.amount();
                largest = Math.max(largest, order.amount());
            }
        }
        return sum - largest;
    }

    private long normal(long hourS) {
        var minutes = new TreeMap<Long, List<List<Order>>>();
        long firstS = Math.ceilDiv(hourS - 7 * 86_400L, 60L) * 60;
        bySecond.subMap(firstS, hourS)
                .forEach((s, of) -> {
                    if (normal.getOrDefault(s, true)) {
                        minutes.computeIfAbsent(Math.floorDiv(s, 60L), _ -> new ArrayList<>())
                                .add(of);
                    }
                });
        long[] sorted =
                minutes.values().stream()
                        .mapToLong(SlowSurges::counted)
                        .filter(a -> a > 0)
                        .sorted()
                        .toArray();
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.ceil(sorted.length * 999 / 1_000.0 - 1e-9) - 1];
    }
}

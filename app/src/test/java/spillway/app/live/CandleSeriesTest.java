package spillway.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.testing.Counts;

/// Candles are first, highest, lowest and last of their interval, whatever comes late; and whoever
/// applies the changes has what is kept.
class CandleSeriesTest {
    static LongStream seeds() {
        return LongStream.range(0, Counts.of(20, 2_000));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isWhatAListWouldSay(long seed) {
        var random = new SplittableRandom(seed);
        var series = new CandleSeries();
        var slow = new TreeMap<Long, List<Double>>();
        var shown = new TreeMap<Long, Candle>();
        long second = 1_000;
        int prices = random.nextInt(3 * CandleSeries.KEPT);
        for (int i = 0; i < prices; i++) {
            second += random.nextInt(3);
            long at = second - (random.nextInt(10) == 0 ? random.nextInt(5) : 0);
            double price = random.nextInt(1, 1_000);
            series.add(at, price);
            long newest = slow.isEmpty() ? Long.MIN_VALUE : slow.lastKey();
            if (at >= newest || slow.containsKey(at)) {
                slow.computeIfAbsent(at, _ -> new ArrayList<>());
                boolean open = at >= newest;
                addLate(slow.get(at), price, open);
            }
            if (random.nextInt(20) == 0) {
                series.changes().forEach(c -> shown.put(c.timeSeconds(), c));
            }
        }
        series.changes().forEach(c -> shown.put(c.timeSeconds(), c));
        assertThat(series.changes()).as("seed %d", seed).isEmpty();
        var expected = slow.entrySet().stream().map(CandleSeriesTest::candle).toList();
        var kept = expected.subList(Math.max(0, expected.size() - CandleSeries.KEPT), expected.size());
        assertThat(series.last(CandleSeries.KEPT)).as("seed %d", seed).isEqualTo(kept);
        assertThat(new ArrayList<>(shown.values())).as("seed %d", seed).endsWith(
                kept.toArray(new Candle[0]));
    }

    /// A price that comes once a newer candle is open goes before the last one of its own.
    private static void addLate(List<Double> prices, double price, boolean open) {
        prices.add(open ? prices.size() : prices.size() - 1, price);
    }

    private static Candle candle(java.util.Map.Entry<Long, List<Double>> slow) {
        var prices = slow.getValue();
        return new Candle(
                slow.getKey(),
                prices.getFirst(),
                prices.stream().mapToDouble(p -> p).max().orElseThrow(),
                prices.stream().mapToDouble(p -> p).min().orElseThrow(),
                prices.getLast());
    }
}

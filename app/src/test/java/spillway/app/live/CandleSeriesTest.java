package spillway.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
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

    /// The prices of one interval: those that came while it was the newest, and those that came later.
    private static final class Prices {
        final List<Double> inTime = new ArrayList<>();
        final List<Double> late = new ArrayList<>();

        Candle candle(long timeSeconds) {
            var all = new ArrayList<>(inTime);
            all.addAll(late);
            return new Candle(
                    timeSeconds,
                    inTime.getFirst(),
                    Collections.max(all),
                    Collections.min(all),
                    inTime.getLast());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isWhatAListWouldSay(long seed) {
        var random = new SplittableRandom(seed);
        var series = new CandleSeries();
        var slow = new TreeMap<Long, Prices>();
        var shown = new TreeMap<Long, Candle>();
        long second = 1_000;
        int prices = random.nextInt(3 * CandleSeries.KEPT);
        for (int i = 0; i < prices; i++) {
            second += random.nextInt(3);
            long at = second - (random.nextInt(10) == 0 ? random.nextInt(5) : 0);
            double price = random.nextInt(1, 1_000);
            series.add(at, price);
            if (slow.isEmpty() || at >= slow.lastKey()) {
                slow.computeIfAbsent(at, _ -> new Prices()).inTime.add(price);
            } else if (slow.containsKey(at)) {
                slow.getOrDefault(at, new Prices()).late.add(price);
            }
            if (random.nextInt(20) == 0) {
                series.changes().forEach(c -> shown.put(c.timeSeconds(), c));
            }
        }
        series.changes().forEach(c -> shown.put(c.timeSeconds(), c));
        assertThat(series.changes()).as("seed %d", seed).isEmpty();
        var expected = new ArrayList<Candle>();
        slow.forEach((time, of) -> expected.add(of.candle(time)));
        int from = Math.max(0, expected.size() - CandleSeries.KEPT);
        assertThat(series.last(CandleSeries.KEPT))
                .as("seed %d", seed)
                .isEqualTo(expected.subList(from, expected.size()));
        assertThat(new ArrayList<>(shown.values())).as("seed %d", seed).isEqualTo(expected);
    }
}

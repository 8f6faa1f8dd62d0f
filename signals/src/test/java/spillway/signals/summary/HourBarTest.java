package spillway.signals.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.Decimal;
import spillway.market.TimeWindow;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;

/// An hour's bar is made of the earliest, largest, smallest and latest value, whatever the order in
/// which values come and however many decimals each is printed with.
class HourBarTest {
    private record Value(long timeNs, Decimal number) {}

    private static Bar bar(List<Value> values) {
        var bar = new HourBar(0);
        values.forEach(v -> bar.add(v.timeNs(), v.number().mantissa(), v.number().scale()));
        return bar.bar();
    }

    /// By sorting records; of equal values the earliest, and of those the one printed shortest.
    private static Bar twin(List<Value> values) {
        var byValue =
                Comparator.comparing(Value::number)
                        .thenComparing(v -> v.number().scale(), Comparator.reverseOrder());
        var byTime = Comparator.comparingLong(Value::timeNs);
        var open = Collections.min(values, byTime.thenComparing(byValue.reversed()));
        var close = Collections.max(values, byTime.thenComparing(byValue));
        var number = Comparator.comparing(Value::number);
        var first = byTime.thenComparingInt(v -> v.number().scale());
        var high = Collections.max(values, number.thenComparing(first.reversed()));
        var low = Collections.min(values, number.thenComparing(first));
        return new Bar(
                new TimeWindow(0, HourBar.HOUR_NS),
                open.number(),
                high.number(),
                low.number(),
                close.number(),
                high.timeNs(),
                low.timeNs());
    }

    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void agreesWithTheTwinInAnyOrder(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            var values = new ArrayList<Value>();
            for (int n = random.nextInt(1, 12); n > 0; n--) {
                values.add(new Value(random.nextInt(6), number(random)));
            }
            var expected = twin(values);
            assertThat(bar(values)).as("seed %d", seed).isEqualTo(expected);
            Collections.shuffle(values, new Random(seed));
            assertThat(bar(values)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    /// Few digits at many scales, so that equal numbers are often printed differently, and now and
    /// then a number that leaves 64 bits when another's decimals are added.
    private static Decimal number(SplittableRandom random) {
        int scale = random.nextInt(19);
        return switch (random.nextInt(4)) {
            case 0 -> new Decimal(random.nextLong(), scale);
            case 1 -> new Decimal(random.nextInt(-2, 3), 0);
            default -> {
                long digits = random.nextInt(-2, 3);
                yield new Decimal(digits * Decimal.powerOfTen(scale), scale);
            }
        };
    }

    @Test
    void isTheSameAfterBeingSavedAndRestored() {
        var bar = new HourBar(0);
        bar.add(7, -25, 4);
        bar.add(3, 1_000, 6);
        var state = new StateWriter();
        bar.saveTo(state);
        var restored = HourBar.restoredFrom(new StateReader(state.written()));
        assertThat(restored.bar()).isEqualTo(bar.bar());
        restored.add(1, 5, 0);
        assertThat(restored.bar().open()).isEqualTo(new Decimal(5, 0));
        assertThat(restored.bar().close()).isEqualTo(new Decimal(-25, 4));
    }
}

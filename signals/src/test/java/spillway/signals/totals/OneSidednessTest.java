package spillway.signals.totals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.PositionSide;
import spillway.market.TimeWindow;
import spillway.testing.Counts;

/// One-sidedness is `2 × longShare − 1` in USD, with an interval over bursts.
class OneSidednessTest {
    private static final TimeWindow WINDOW = new TimeWindow(1_000, 2_000);

    private static OneSidedness of(long[] longs, long[] shorts) {
        return OneSidedness.ofBlocks(longs, shorts, WINDOW);
    }

    private static long[] numbers(String text) {
        return text.isEmpty()
                ? new long[0]
                : LongStream.of(
                                java.util.Arrays.stream(text.split(" "))
                                        .mapToLong(Long::parseLong)
                                        .toArray())
                        .toArray();
    }

    /// The first two are 2026-02-05 (2.14 of 2.60 B) and 2026-01-31 (2.407 of 2.5615 B).
    @ParameterizedTest
    @CsvSource({
        "2140, 460, 0.646",
        "24070, 1545, 0.879",
        "1 1, 1 1, 0.000",
        "5 0, 0 0, 1.000",
        "0 0 0, 1 2 3, -1.000",
        "1 0, 0 3, -0.500",
    })
    void isTwiceTheLongShareLessOne(String longs, String shorts, double expected) {
        assertThat(of(numbers(longs), numbers(shorts)).value().orElseThrow())
                .isCloseTo(expected, within(0.0005));
    }

    /// Kish: `(Σw)² / Σw²`.
    @ParameterizedTest
    @CsvSource({
        "1 1 1 1, 4",
        "7, 1",
        "1000000 1, 1.000002",
        "3 1, 1.6",
        "2 2 0 0, 2",
        "'', 0",
    })
    void countsHowManyBurstsOfEqualSizeWouldCarryAsMuch(String worth, double effective) {
        long[] longs = numbers(worth);
        assertThat(of(longs, new long[longs.length]).effectiveBursts())
                .isCloseTo(effective, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 0, nothing was liquidated",
        "0 0, 0 0, 0, nothing was liquidated",
        "9, 4, 1, 'an interval needs 2 bursts, there was 1'",
        "9 0, 4 0, 1, 'an interval needs 2 bursts, there was 1'",
    })
    void saysWhyThereIsNoInterval(String longs, String shorts, int bursts, String reason) {
        var found = of(numbers(longs), numbers(shorts));
        assertThat(found.interval()).isEmpty();
        assertThat(found.reason()).isEqualTo(reason);
        assertThat(found.bursts()).isEqualTo(bursts);
        assertThat(found.value().isPresent()).isEqualTo(bursts > 0);
    }

    @Test
    void hasAnIntervalWithoutWidthWhereAllIsOfOneSide() {
        var interval = of(new long[] {1, 2, 3}, new long[3]).interval().orElseThrow();
        assertThat(interval).isEqualTo(new OneSidedness.Interval(1, 1));
    }

    /// Two bursts, one of each side and of one size: a quarter of the drawings is long only, a
    /// quarter short only, so 95 % reach from end to end.
    @Test
    void isAsUncertainAsItsBurstsAreFew() {
        var two = of(new long[] {5, 0}, new long[] {0, 5});
        assertThat(two.value()).hasValue(0);
        assertThat(two.interval()).contains(new OneSidedness.Interval(-1, 1));
        var many = new long[200];
        var others = new long[200];
        for (int i = 0; i < 200; i++) {
            many[i] = i % 2 == 0 ? 5 : 0;
            others[i] = 5 - many[i];
        }
        var interval = of(many, others).interval().orElseThrow();
        // A share of 200 fair coins: one standard error of O is 2 × √(0.25 / 200) = 0.0707.
        assertThat(interval.high()).isCloseTo(1.96 * 0.0707, within(0.03));
        assertThat(interval.low()).isCloseTo(-1.96 * 0.0707, within(0.03));
    }

    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void isTheSameEachTimeAndMirroredWhenSidesAreSwapped(long seed) {
        var bursts = new Market(seed, 40);
        var found = of(bursts.longs, bursts.shorts);
        assertThat(of(bursts.longs, bursts.shorts)).isEqualTo(found);
        var mirrored = of(bursts.shorts, bursts.longs);
        assertThat(mirrored.value().orElseThrow())
                .isCloseTo(-found.value().orElseThrow(), within(1e-12));
        var interval = found.interval().orElseThrow();
        var mirror = mirrored.interval().orElseThrow();
        assertThat(mirror.low()).isCloseTo(-interval.high(), within(1e-12));
        assertThat(mirror.high()).isCloseTo(-interval.low(), within(1e-12));
        double value = found.value().orElseThrow();
        assertThat(value).isBetween(interval.low(), interval.high());
    }

    /// Of samples of 60 bursts from a market whose one-sidedness is known, about 95 % of the
    /// intervals hold it. A percentile bootstrap falls a little short of its promise on few and
    /// skewed bursts (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, section 13), so
    /// 88 % are asked for; orders taken one by one would reach far less.
    @Test
    void holdsTheTruthAboutAsOftenAsItSays() {
        int samples = Counts.of(300, 2_000);
        int held = 0;
        for (int seed = 0; seed < samples; seed++) {
            var market = new Market(seed, 60);
            var interval = of(market.longs, market.shorts).interval().orElseThrow();
            boolean in = interval.low() <= Market.TRUTH && Market.TRUTH <= interval.high();
            held += in ? 1 : 0;
        }
        assertThat(held / (double) samples).isBetween(0.88, 0.98);
    }

    /// Bursts of a market in which 70 % of the money, whatever the size of a burst, is long.
    private static final class Market {
        static final double TRUTH = 2 * 0.7 - 1;

        final long[] longs;
        final long[] shorts;

        Market(long seed, int bursts) {
            var random = new SplittableRandom(seed * 7_919 + 11);
            longs = new long[bursts];
            shorts = new long[bursts];
            for (int i = 0; i < bursts; i++) {
                long worth = (long) (1_000_000 * Math.exp(random.nextGaussian()));
                boolean longSide = random.nextDouble() < 0.7;
                longs[i] = longSide ? worth : 0;
                shorts[i] = worth - longs[i];
            }
        }
    }

    @Test
    void refusesSidesOfDifferentLength() {
        assertThatThrownBy(() -> of(new long[2], new long[3]))
                .hasMessage("one-sidedness: expected as many shorts as longs, found 3 and 2");
    }

    /// Orders as seconds, in half seconds where needed, and the bursts that they make.
    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "0 0 0, 3",
        "0 59.999999999, 2",
        "0 60, 1 1",
        "0 59 118 177, 4",
        "0 59 119, 2 1",
        // An hour of orders never a minute apart is cut at the hour.
        "0 50 100, 3",
    })
    void endABurstAfterAMinuteWithoutOrders(String seconds, String ordersOfBursts) {
        var bursts = new Bursts();
        for (String second : seconds.split(" ")) {
            bursts.add(ns(second), PositionSide.LONG, 1);
        }
        assertThat(bursts.longMicroUsd()).isEqualTo(numbers(ordersOfBursts));
        assertThat(bursts.shortMicroUsd()).containsOnly(0L).hasSameSizeAs(bursts.longMicroUsd());
    }

    private static long ns(String seconds) {
        return new java.math.BigDecimal(seconds).movePointRight(9).longValueExact();
    }

    @Test
    void endABurstAfterAnHourHoweverDense() {
        var bursts = new Bursts();
        for (int second = 0; second <= 7_200; second += 30) {
            var side = second % 60 == 0 ? PositionSide.LONG : PositionSide.SHORT;
            bursts.add(ns(String.valueOf(second)), side, 1);
        }
        assertThat(bursts.longMicroUsd()).containsExactly(60, 60, 1);
        assertThat(bursts.shortMicroUsd()).containsExactly(60, 60, 0);
    }
}

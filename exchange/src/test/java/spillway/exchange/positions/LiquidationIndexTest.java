package spillway.exchange.positions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import spillway.exchange.positions.TwinIndex.Position;
import spillway.market.PositionSide;
import spillway.testing.Counts;

/// A price move touches exactly what it liquidates, and the sums by price are exact.
class LiquidationIndexTest {
    private static final int NUMBERS = 700;
    private static final int MAX_PRICE = 1 << 20;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Counts.of(6, 60));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void answersAsItsTwinAfterAnyChanges(long seed) {
        var random = new SplittableRandom(seed);
        int maxPrice = List.of(1, 63, 300, 9_000).get((int) (seed % 4));
        var index = new LiquidationIndex(maxPrice, 1 + random.nextInt(100));
        var twin = new TwinIndex();
        for (int i = 0; i < Counts.of(20_000, 200_000); i++) {
            change(random, maxPrice, index, twin);
            if (i % 50 == 0) {
                ask(random, maxPrice, index, twin);
            }
            if (i % 1_000 == 999) {
                liquidate(random, maxPrice, index, twin);
            }
            if (i % 3_000 == 2_999) {
                index.compact();
            }
            assertThat(index.size()).isEqualTo(twin.positions.size());
        }
    }

    private static void change(
            SplittableRandom random, int maxPrice, LiquidationIndex index, TwinIndex twin) {
        int number = random.nextInt(NUMBERS);
        if (index.contains(number) && random.nextInt(4) == 0) {
            index.remove(number);
            twin.positions.remove(number);
            return;
        }
        int ticks = random.nextInt(maxPrice + 1);
        long lots = random.nextLong(1, 1_000) * (random.nextBoolean() ? 1 : -1);
        long cost = lots * random.nextInt(1, maxPrice + 1);
        long margin = random.nextLong(0, 200_000);
        index.put(number, ticks, lots, cost, margin);
        twin.put(number, ticks, lots, cost, margin);
    }

    private static void ask(
            SplittableRandom random, int maxPrice, LiquidationIndex index, TwinIndex twin) {
        int low = random.nextInt(-2, maxPrice + 3);
        int high = random.nextInt(-2, maxPrice + 3);
        for (PositionSide side : PositionSide.values()) {
            assertThat(index.between(side, low, high)).isEqualTo(twin.between(side, low, high));
            assertThat(hit(index, side, low, high)).isEqualTo(twin.hit(side, low, high));
        }
        int price = random.nextInt(maxPrice + 1);
        assertThat(index.revalue(price)).isEqualTo(twin.revalue(price));
        assertThat(index.revalue(price, new ScalarRevaluer())).isEqualTo(twin.revalue(price));
    }

    private static void liquidate(
            SplittableRandom random, int maxPrice, LiquidationIndex index, TwinIndex twin) {
        PositionSide side = random.nextBoolean() ? PositionSide.LONG : PositionSide.SHORT;
        int from = random.nextInt(maxPrice + 1);
        int to = random.nextInt(maxPrice + 1);
        List<Position> expected = twin.hit(side, from, to);
        var found = new ArrayList<Position>();
        index.liquidate(side, from, to, (ticks, block) -> collect(found, ticks, block));
        assertThat(sorted(side, found)).isEqualTo(expected);
        expected.forEach(position -> twin.positions.remove(position.number()));
        assertThat(expected).noneMatch(position -> index.contains(position.number()));
    }

    private static List<Position> hit(LiquidationIndex index, PositionSide side, int from, int to) {
        var found = new ArrayList<Position>();
        index.hit(side, from, to, (ticks, block) -> collect(found, ticks, block));
        for (int i = 1; i < found.size(); i++) {
            int step = found.get(i).liquidationTicks() - found.get(i - 1).liquidationTicks();
            assertThat(side == PositionSide.LONG ? -step : step).isNotNegative();
        }
        return sorted(side, found);
    }

    private static void collect(List<Position> found, int ticks, PositionBlock block) {
        for (int i = 0; i < block.size(); i++) {
            found.add(
                    new Position(
                            block.number(i), ticks, block.lots(i), block.cost(i), block.margin(i)));
        }
    }

    private static List<Position> sorted(PositionSide side, List<Position> positions) {
        Comparator<Position> byPrice = Comparator.comparingInt(Position::liquidationTicks);
        var sorted = new ArrayList<>(positions);
        sorted.sort(
                (side == PositionSide.LONG ? byPrice.reversed() : byPrice)
                        .thenComparingInt(Position::number));
        return sorted;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void vectorsAndScalarsAgreeOnHugeValues(long seed) {
        assumeTrue(
                Revaluer.vectorised().isPresent(),
                "the module jdk.incubator.vector is absent: start with --add-modules");
        var random = new SplittableRandom(seed);
        var index = new LiquidationIndex(MAX_PRICE, 10);
        for (int i = 0; i < 1_000; i++) {
            long lots = random.nextLong(-(1L << 30), 1L << 30) | 1;
            long cost = lots * random.nextInt(1, MAX_PRICE);
            int ticks = random.nextInt(MAX_PRICE);
            index.put(i, ticks, lots, cost, random.nextLong(1L << 45));
        }
        for (int price : new int[] {0, 1, 1 << 16, MAX_PRICE}) {
            assertThat(index.isVectorised()).isTrue();
            assertThat(index.revalue(price)).isEqualTo(index.revalue(price, new ScalarRevaluer()));
        }
    }

    @Test
    void puttingManyAtOnceIsPuttingThemOneByOne() {
        var random = new SplittableRandom(5);
        var one = new LiquidationIndex(500, 10);
        var many = new LiquidationIndex(500, 10);
        for (int round = 0; round < 50; round++) {
            long seed = random.nextLong();
            int count = random.nextInt(100);
            many.putAll(count, new Made(seed));
            for (int i = 0; i < count; i++) {
                var made = new Made(seed);
                one.put(
                        made.number(i),
                        made.liquidationTicks(i),
                        made.lots(i),
                        made.cost(i),
                        made.margin(i));
            }
            assertThat(many.size()).isEqualTo(one.size());
            assertThat(hit(many, PositionSide.LONG, 500, 1))
                    .isEqualTo(hit(one, PositionSide.LONG, 500, 1));
            assertThat(hit(many, PositionSide.SHORT, 1, 500))
                    .isEqualTo(hit(one, PositionSide.SHORT, 1, 500));
            assertThat(many.revalue(250)).isEqualTo(one.revalue(250));
        }
    }

    /// Changes that depend on nothing but a seed and their place.
    private record Made(long seed) implements Changes {
        private long value(int place, int field) {
            return new SplittableRandom(seed + 31L * place + field).nextLong(1, 400);
        }

        @Override
        public int number(int place) {
            return (int) value(place, 0);
        }

        @Override
        public int liquidationTicks(int place) {
            return (int) value(place, 1);
        }

        @Override
        public long lots(int place) {
            return value(place, 2) % 2 == 0 ? value(place, 3) : -value(place, 3);
        }

        @Override
        public long cost(int place) {
            return lots(place) * value(place, 4);
        }

        @Override
        public long margin(int place) {
            return value(place, 5);
        }
    }

    /// Longs of 2 and 3 lots liquidated at 90 and 95, a short of 4 at 110, entered at 100.
    @Test
    void aLongIsHitAtItsPriceAndNotOneTickAbove() {
        var index = new LiquidationIndex(200, 4);
        index.put(1, 90, 2, 200, 25);
        index.put(2, 95, 3, 300, 18);
        index.put(3, 110, -4, -400, 44);

        assertThat(index.between(PositionSide.LONG, 96, 200)).isEqualTo(new ForcedFlow(0, 0, 0, 0));
        assertThat(index.between(PositionSide.LONG, 95, 200))
                .isEqualTo(new ForcedFlow(1, 3, 300, 18));
        assertThat(index.between(PositionSide.LONG, 90, 200))
                .isEqualTo(new ForcedFlow(2, 5, 500, 43));
        assertThat(index.between(PositionSide.SHORT, 1, 109)).isEqualTo(new ForcedFlow(0, 0, 0, 0));
        assertThat(index.between(PositionSide.SHORT, 1, 110))
                .isEqualTo(new ForcedFlow(1, -4, -400, 44));
    }

    /// At 88: 2 x (88 - 100) + 25 = 1, 3 x (88 - 100) + 18 = -18, -4 x (88 - 100) + 44 = 92.
    @Test
    void revaluationCountsGainsLossesAndWhatTheFundWouldOwe() {
        var index = new LiquidationIndex(200, 4);
        index.put(1, 90, 2, 200, 25);
        index.put(2, 95, 3, 300, 18);
        index.put(3, 110, -4, -400, 44);

        assertThat(index.revalue(88)).isEqualTo(new Revaluation(48, 60, 1, 18));
    }

    @Test
    void aPositionThatNothingLiquidatesIsOnlyRevalued() {
        var index = new LiquidationIndex(200, 4);
        index.put(7, LiquidationIndex.NEVER, 5, 500, 10_000);

        assertThat(index.between(PositionSide.LONG, -5, 300)).isEqualTo(new ForcedFlow(0, 0, 0, 0));
        assertThat(hit(index, PositionSide.LONG, 300, -5)).isEmpty();
        assertThat(index.revalue(90)).isEqualTo(new Revaluation(0, 50, 0, 0));
    }

    @Test
    void refusesWhatItCouldNotSumExactly() {
        var index = new LiquidationIndex(1_000, 4);
        index.put(1, 10, 1, 1, 1);
        long most = (1L << 61) / 1_000;
        check(index, 1_001, 1, 1, 1);
        check(index, -1, 1, 1, 1);
        check(index, 10, 0, 0, 1);
        check(index, 10, most, 0, 1);
        check(index, 10, Long.MIN_VALUE, 0, 1);
        check(index, 10, 1, 1L << 61, 1);
        check(index, 10, 1, Long.MIN_VALUE, 1);
        check(index, 10, 1, 1, 1L << 61);
        check(index, 10, 1, 1, -1);
        assertThat(index.size()).isEqualTo(1);
        index.put(2, 10, most - 1, 0, 0);
        assertThat(index.size()).isEqualTo(2);
    }

    private static void check(
            LiquidationIndex index, int ticks, long lots, long cost, long margin) {
        assertThatThrownBy(() -> index.put(2, ticks, lots, cost, margin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("position 2");
    }

    @Test
    void refusesToRemoveWhatIsNotIn() {
        var index = new LiquidationIndex(1_000, 4);
        assertThatThrownBy(() -> index.remove(3)).hasMessageContaining("position 3");
        assertThatThrownBy(() -> index.remove(-1)).hasMessageContaining("position -1");
    }
}

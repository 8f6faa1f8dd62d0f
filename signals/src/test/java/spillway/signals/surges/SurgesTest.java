package spillway.signals.surges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.Coin;
import spillway.market.Completeness;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.Metric;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;
import spillway.testing.Results;

class SurgesTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long DAY_S = 86_400;
    private static final long USD = 1_000_000;
    private static final long START_NS = TimeWindow.nanos(Instant.parse("2026-01-01T00:00:00Z"));
    private static final long START_S = START_NS / SECOND_NS;
    private static final Duration KEEP = Duration.ofDays(60);
    private static final Venue VENUE = new Venue("alpha");

    private static int calmCoins;
    private static int alarms;

    private final Instruments instruments = new Instruments();
    private final Surges surges = new Surges(instruments, KEEP);

    @AfterAll
    static void keepTheCount() {
        Results.held("signals", "coins over 30 calm days with at most one false surge", calmCoins);
        Results.held("signals", "surges raised in those", alarms);
    }

    private static Instrument coin(String symbol) {
        return Instrument.linear(VENUE, symbol + "USDT", new Coin(symbol), "USDT", 2, 3);
    }

    private void order(Surges into, String coin, long second, PositionSide side, long usd) {
        into.liquidation(
                instruments.code(coin(coin)),
                (START_S + second) * SECOND_NS + second % 1_000,
                MarketEvent.NONE,
                side,
                1,
                1,
                PriceKind.FILL,
                usd * USD,
                Completeness.COMPLETE,
                MarketEvent.NONE);
    }

    private void order(String coin, long second, long usd) {
        order(surges, coin, second, PositionSide.LONG, usd);
    }

    /// Two orders of the same size, so that one is left when the largest does not count.
    private void two(String coin, long second, long usd) {
        order(coin, second, usd);
        order(coin, second, usd);
    }

    private void counted(long second, long orders) {
        surges.reported(
                instruments.code(Instrument.venueTotal(VENUE)),
                (START_S + second) * SECOND_NS,
                MarketEvent.NONE,
                Metric.LIQUIDATION_ORDERS,
                "study",
                SECOND_NS,
                MarketEvent.NONE,
                MarketEvent.NONE,
                MarketEvent.NONE,
                orders,
                0,
                orders);
    }

    private List<Surge> until(long second) {
        return until(second, OpenInterestAt.UNKNOWN);
    }

    private List<Surge> until(long second, OpenInterestAt openInterest) {
        long nowNs = (START_S + second) * SECOND_NS;
        surges.onWatermark(nowNs);
        return surges.surges(new TimeWindow(START_NS, nowNs + 1), openInterest);
    }

    private List<Surge> of(String coin, List<Surge> all) {
        return all.stream().filter(s -> s.subject().coin().symbol().equals(coin)).toList();
    }

    /// A minute of 100 USD beside its largest order each hour: that is what is normal.
    private void quiet(String coin, long days) {
        for (long hour = 0; hour < days * 24; hour++) {
            two(coin, hour * 3_600, 100);
        }
    }

    private static long second(Surge surge) {
        return surge.raisedNs() / SECOND_NS - START_S;
    }

    @Test
    void isRaisedInTheSecondThatReachesTheThresholdAndClearedAfterFiveQuietMinutes() {
        quiet("BTC", 8);
        long from = 8 * DAY_S + 100;
        order("BTC", from, 49_999);
        order("BTC", from, 90_000);
        assertThat(of("BTC", until(from))).isEmpty();
        order("BTC", from + 59, 1);
        var raised = of("BTC", until(from + 59)).getFirst();
        assertThat(second(raised)).isEqualTo(from + 59);
        assertThat(raised.clearedNs()).isEmpty();
        assertThat(raised.peak()).as("beside the largest").isEqualTo(50_000 * USD);
        assertThat(raised.longs()).as("with it").isEqualTo(140_000 * USD);
        assertThat(raised.orders()).isEqualTo(3);
        assertThat(raised.baseline().kind()).isEqualTo(SurgeBaseline.Kind.HISTORY);
        assertThat(raised.baseline().normal()).isEqualTo(100 * USD);
        assertThat(raised.multiple()).isEqualTo(500.0);
        assertThat(of("BTC", until(from + 59 + 299)).getFirst().clearedNs()).isEmpty();
        assertThat(of("BTC", until(from + 59 + 300)).getFirst().clearedNs())
                .hasValue((START_S + from + 59 + 300) * SECOND_NS);
    }

    @Test
    void aSecondTooLateIsNoSurgeAndOneLargeOrderIsNone() {
        quiet("BTC", 8);
        long from = 8 * DAY_S + 100;
        two("BTC", from, 25_000);
        two("BTC", from + 60, 25_000);
        order("BTC", from + 1_000, 900_000_000);
        assertThat(until(from + 2_000)).isEmpty();
    }

    @Test
    void breathesWithoutBeingRaisedAgainAndIsNotTakenForNormal() {
        quiet("BTC", 8);
        long from = 8 * DAY_S;
        for (long s = 0; s < 3_600; s += 200) {
            two("BTC", from + s, s % 400 == 0 ? 60_000 : 26_000);
        }
        assertThat(of("BTC", until(from + 4_500))).hasSize(1);
        two("BTC", from + 5_000, 60_000);
        assertThat(of("BTC", until(from + 6_000))).hasSize(2);
        assertThat(of("BTC", until(from + 6_000)).getLast().baseline().normal())
                .isEqualTo(100 * USD);
    }

    @Test
    void measuresAgainstFourTimesWhatIsNormal() {
        for (long hour = 0; hour < 8 * 24; hour++) {
            two("BTC", hour * 3_600, 100_000);
        }
        long from = 8 * DAY_S + 30;
        two("BTC", from, 399_999);
        assertThat(of("BTC", until(from))).isEmpty();
        order("BTC", from + 1, 1);
        var surge = of("BTC", until(from + 1)).getLast();
        assertThat(second(surge)).isEqualTo(from + 1);
        assertThat(surge.multiple()).isEqualTo(4.0);
    }

    @Test
    void saysHowMuchIsKnownOfWhatIsNormal() {
        order("BTC", 0, 100);
        two("BTC", DAY_S - 1, 1_000_000);
        two("BTC", 2 * DAY_S, 4_000_000);
        two("BTC", 7 * DAY_S, 20_000_000);
        assertThat(of("BTC", until(8 * DAY_S)))
                .extracting(s -> s.baseline().kind())
                .containsExactly(
                        SurgeBaseline.Kind.FLOOR,
                        SurgeBaseline.Kind.WARM_UP,
                        SurgeBaseline.Kind.HISTORY);
    }

    @Test
    void floorIsAPartOfOpenInterestWhereThatIsKnown() {
        OpenInterestAt open =
                (coin, _) ->
                        coin.symbol().equals("PEPE")
                                ? OptionalLong.of(1_000_000L * USD)
                                : OptionalLong.of(1_000_000_000L * USD);
        two("PEPE", 0, 49_999);
        two("BTC", 0, 499_999);
        assertThat(of("PEPE", until(10, open))).isEmpty();
        assertThat(of("BTC", until(10, open))).isEmpty();
        order("BTC", 11, 1);
        order("PEPE", 11, 1);
        assertThat(of("PEPE", until(20, open))).hasSize(1);
        assertThat(of("BTC", until(20, open))).hasSize(1);
        assertThat(until(20)).as("a million without open interest").isEmpty();
    }

    @Test
    void threeCoinsAtOnceAreASurgeOfTheMarket() {
        two("BTC", 0, 2_000_000);
        two("ETH", 5, 2_000_000);
        two("SOL", 9, 2_000_000);
        var found = until(400);
        assertThat(of("BTC", found).getFirst().coinsAtOnce()).isEqualTo(1);
        assertThat(of("ETH", found).getFirst().isMarketWide()).isFalse();
        assertThat(of("SOL", found).getFirst().coinsAtOnce()).isEqualTo(3);
        assertThat(of("SOL", found).getFirst().isMarketWide()).isTrue();
        assertThat(of("*", found)).hasSize(1);
    }

    @Test
    void worksOnCountsWhereNobodyTellsDollars() {
        counted(0, 104);
        counted(6, 135);
        assertThat(until(6)).isEmpty();
        counted(7, 1);
        var surge = until(7).getFirst();
        assertThat(second(surge)).isEqualTo(7);
        assertThat(surge.subject().unit()).isEqualTo(SurgeUnit.ORDERS);
        assertThat(surge.subject().source()).isEqualTo("study (alpha all)");
        assertThat(surge.orders()).isEqualTo(240);
        assertThat(surge.baseline().kind()).isEqualTo(SurgeBaseline.Kind.FLOOR);
    }

    @Test
    void longIntervalsCannotShowASurge() {
        surges.reported(
                instruments.code(Instrument.composite(VENUE, new Coin("BTC"))),
                START_NS,
                MarketEvent.NONE,
                Metric.LIQUIDATED_LONG,
                "hourly",
                3_600 * SECOND_NS,
                MarketEvent.NONE,
                MarketEvent.NONE,
                MarketEvent.NONE,
                1_000_000_000,
                0,
                MarketEvent.NONE);
        assertThat(until(7_200)).isEmpty();
        assertThat(surges.hasData()).isFalse();
    }

    @Test
    void needsRoomForABaseline() {
        assertThatThrownBy(() -> new Surges(instruments, Duration.ofDays(6)))
                .hasMessageContaining("keep must be at least PT168H");
    }

    /// Bursty orders of heavy-tailed size over nine days: the walk agrees with looking at every
    /// second, whatever the order of arrival, and after a snapshot.
    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void agreesWithTheSlowTwinInAnyOrderOfArrival(long seed) {
        var random = new SplittableRandom(seed);
        var orders = new ArrayList<SlowSurges.Order>();
        long second = 0;
        while (second < 9 * DAY_S) {
            boolean burst = random.nextInt(30) == 0;
            int count = burst ? 1 + random.nextInt(80) : 1;
            for (int i = 0; i < count; i++) {
                long usd = (long) (2_000 / Math.pow(random.nextDouble(), burst ? 0.9 : 0.4));
                orders.add(new SlowSurges.Order(START_S + second, usd * USD));
                second += random.nextInt(burst ? 9 : 1_200);
            }
            second += random.nextInt(2_000);
        }
        for (int s = 0; s < 400; s++) {
            long usd = random.nextLong(20_000_000);
            orders.add(new SlowSurges.Order(START_S + 8 * DAY_S + 3_500 + s, usd * USD));
        }
        Collections.shuffle(orders, new Random(seed));
        for (var one : orders) {
            order("BTC", one.second() - START_S, one.amount() / USD);
        }
        long untilS = 9 * DAY_S;
        var slow = new SlowSurges(orders).find(START_S + untilS, 50_000 * USD, 1_000_000 * USD);
        var fast = of("BTC", until(untilS));
        assertThat(fast.stream().map(SurgesTest::found)).as("seed %d", seed).isEqualTo(slow);
        assertThat(slow).as("seed %d", seed).isNotEmpty();
        var restored = new Surges(instruments, KEEP);
        var out = new StateWriter();
        surges.saveTo(out);
        restored.restoreFrom(new StateReader(out.written()));
        assertThat(restored.stateHash()).isEqualTo(surges.stateHash());
        assertThat(
                        restored.surges(
                                new TimeWindow(START_NS, START_NS + untilS * SECOND_NS + 1),
                                OpenInterestAt.UNKNOWN))
                .isEqualTo(until(untilS));
    }

    private static SlowSurges.Found found(Surge surge) {
        return new SlowSurges.Found(
                surge.raisedNs() / SECOND_NS,
                surge.clearedNs().isEmpty()
                        ? Long.MAX_VALUE
                        : surge.clearedNs().getAsLong() / SECOND_NS,
                surge.peakNs() / SECOND_NS,
                surge.peak(),
                surge.baseline().threshold(),
                surge.orders());
    }

    /// Thirty calm days after a week of the same: clustered orders of log-normal size, twice as
    /// many in the busy hours of a day. A planted surge in the end is found, so silence is not
    /// deafness.
    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void raisesAtMostOneFalseAlarmInThirtyCalmDaysAndThePlantedSurge(long seed) {
        var random = new SplittableRandom(seed);
        double perHour = 5 + random.nextInt(120);
        long second = 0;
        long end = 37 * DAY_S;
        while (second < end) {
            boolean busy = second % DAY_S > DAY_S / 2;
            double wait = -Math.log(1 - random.nextDouble()) * 3_600 / (perHour * (busy ? 2 : 1));
            second += 1 + (long) wait;
            int size = random.nextInt(8) == 0 ? 1 + random.nextInt(6) : 1;
            for (int i = 0; i < size; i++) {
                order("BTC", second, (long) Math.exp(8 + 1.6 * random.nextGaussian()));
                second += random.nextInt(5);
            }
        }
        long planted = end + 3_600;
        long perSecond = 300_000;
        for (long s = planted; s < planted + 90; s++) {
            order("BTC", s, perSecond);
        }
        var calm =
                of("BTC", until(planted + 600)).stream()
                        .filter(s -> second(s) >= 7 * DAY_S && second(s) < end)
                        .toList();
        assertThat(calm).as("seed %d, %.0f an hour", seed, perHour).hasSizeLessThanOrEqualTo(1);
        calmCoins++;
        alarms += calm.size();
        var found =
                of("BTC", until(planted + 600)).stream().filter(s -> second(s) >= planted).toList();
        assertThat(found).as("seed %d", seed).hasSize(1);
        assertThat(second(found.getFirst()) - planted).as("seed %d", seed).isLessThanOrEqualTo(6);
    }
}

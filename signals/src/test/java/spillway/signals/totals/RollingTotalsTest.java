package spillway.signals.totals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static spillway.signals.RandomStream.ALPHA_BTC;
import static spillway.signals.RandomStream.ALPHA_PEPE;
import static spillway.signals.RandomStream.BETA_BTC;
import static spillway.signals.RandomStream.HOUR_NS;
import static spillway.signals.RandomStream.SECOND_NS;
import static spillway.signals.RandomStream.START_NS;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.Channel;
import spillway.market.Coin;
import spillway.market.Completeness;
import spillway.market.Coverage;
import spillway.market.Feed;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.MarketEvent.Liquidation;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.TimeSpans;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.signals.RandomStream;
import spillway.signals.Scope;
import spillway.signals.coverage.CompletenessRules;
import spillway.signals.coverage.CoverageMeasure;
import spillway.signals.coverage.CoverageQuestion;
import spillway.signals.coverage.Universe;
import spillway.signals.coverage.WindowCoverage;

/// Rolling totals are exact sums of the orders in `(t − W, t]`, by coin, venue, side, price kind
/// and completeness, with the largest order, whatever the order of arrival.
class RollingTotalsTest {
    private static final Universe UNIVERSE =
            new Universe(
                    "test",
                    LocalDate.of(2026, 2, 1),
                    List.of(new Venue("alpha"), new Venue("beta"), new Venue("gamma")));
    private static final List<Scope> SCOPES =
            List.of(
                    Scope.MARKET,
                    Scope.of(new Coin("BTC")),
                    Scope.of(new Venue("beta")),
                    new Scope(Set.of(new Coin("BTC")), Set.of(new Venue("gamma"))),
                    Scope.of(new Coin("DOGE")));

    private final Instruments instruments = new Instruments();

    private static WindowCoverage coverage(
            Instruments instruments, Coverage of, Scope scope, TimeWindow window) {
        var question = new CoverageQuestion(Channel.LIQUIDATIONS, window, UNIVERSE, scope);
        return new CoverageMeasure(CompletenessRules.published(), instruments)
                .measure(of, question, Map.of());
    }

    private static LiquidationTotals totals(
            RollingTotals operator, Instruments instruments, Scope scope, TimeWindow window) {
        var none = new Coverage(new TreeMap<>());
        return operator.totals(scope, coverage(instruments, none, scope, window));
    }

    private LiquidationTotals totals(RollingTotals operator, Duration window) {
        return totals(operator, instruments, Scope.MARKET, operator.window(window));
    }

    private static Liquidation order(
            Instrument on, long timeNs, PositionSide side, long microUsd, long venueId) {
        return new Liquidation(
                MarketEvent.NONE,
                on,
                timeNs,
                MarketEvent.NONE,
                side,
                1,
                1,
                PriceKind.FILL,
                microUsd,
                Completeness.SAMPLED,
                venueId);
    }

    private void push(
            RollingTotals operator, Instrument on, long timeNs, PositionSide side, long microUsd) {
        push(operator, order(on, timeNs, side, microUsd, MarketEvent.NONE));
    }

    private void push(RollingTotals operator, MarketEvent event) {
        event.sendTo(operator, instruments);
    }

    private static void assertSame(
            LiquidationTotals found, SlowTotals twin, Scope scope, TimeWindow window, String as) {
        assertThat(found.sums()).as(as).isEqualTo(twin.sums(scope, window));
        assertThat(found.byCoin())
                .as(as)
                .isEqualTo(twin.split(scope, window, o -> o.instrument().coin().symbol()));
        assertThat(found.byVenue())
                .as(as)
                .isEqualTo(twin.split(scope, window, o -> o.instrument().venue().code()));
        assertThat(found.byPriceKind())
                .as(as)
                .isEqualTo(twin.split(scope, window, Liquidation::priceKind));
        assertThat(found.byCompleteness())
                .as(as)
                .isEqualTo(twin.split(scope, window, Liquidation::completeness));
        assertThat(found.largest()).as(as).isEqualTo(twin.largest(scope, window));
        assertThat(found.deleveraged()).as(as).isEqualTo(twin.deleveraged(scope, window));
    }

    /// Orders up to two hours late, watermarks at random, windows ready and not, ended at the
    /// watermark and before.
    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void agreesWithTheTwin(long seed) {
        var random = new SplittableRandom(seed);
        var numbering = RandomStream.numbering(seed);
        var operator =
                new RollingTotals(
                        numbering,
                        List.of(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(4)));
        var twin = new SlowTotals();
        long latestNs = START_NS;
        for (var event : new RandomStream(seed, 2_000, 7_200).arrival()) {
            event.sendTo(operator, numbering);
            twin.add(event);
            if (random.nextInt(100) == 0) {
                RollingTotals before = operator;
                operator = before.copy();
                event.sendTo(before, numbering); // of no concern to the copy
                before.onWatermark(latestNs + HOUR_NS);
            }
            latestNs = Math.max(latestNs, event.venueTimeNs());
            if (random.nextInt(40) == 0) {
                operator.onWatermark(latestNs - random.nextInt(600) * SECOND_NS);
                for (long seconds : new long[] {600, 3_600, 14_400, random.nextInt(1, 14_401)}) {
                    Scope scope = SCOPES.get(random.nextInt(SCOPES.size()));
                    TimeWindow window = operator.window(Duration.ofSeconds(seconds));
                    assertSame(
                            totals(operator, numbering, scope, window),
                            twin,
                            scope,
                            window,
                            "seed " + seed + " " + scope + " " + window);
                }
                TimeWindow kept = operator.window(Duration.ofHours(4));
                long fromNs = kept.fromNs() + random.nextInt(7_200) * SECOND_NS;
                var inside = new TimeWindow(fromNs, fromNs + random.nextInt(1, 7_200) * SECOND_NS);
                assertSame(
                        totals(operator, numbering, Scope.MARKET, inside),
                        twin,
                        Scope.MARKET,
                        inside,
                        "seed " + seed + " " + inside);
            }
        }
    }

    /// Both sides of both ends, for each usual window and one of a nanosecond.
    @ParameterizedTest
    @CsvSource({"PT1H", "PT4H", "PT12H", "PT24H", "PT0.000000001S"})
    void countsWhatLiesAfterTheStartUpToAndWithTheEnd(Duration length) {
        var operator = new RollingTotals(instruments, List.of(length));
        long lengthNs = length.toNanos();
        push(operator, ALPHA_BTC, START_NS - lengthNs, PositionSide.LONG, 1);
        push(operator, ALPHA_BTC, START_NS - lengthNs + 1, PositionSide.LONG, 10);
        push(operator, ALPHA_BTC, START_NS, PositionSide.LONG, 100);
        push(operator, ALPHA_BTC, START_NS + 1, PositionSide.LONG, 1_000);
        operator.onWatermark(START_NS);
        assertThat(totals(operator, length).sums().longs()).isEqualTo(new OrderSum(2, 110));
        operator.onWatermark(START_NS + 1);
        assertThat(totals(operator, length).sums().longs())
                .isEqualTo(lengthNs == 1 ? new OrderSum(1, 1_000) : new OrderSum(2, 1_100));
    }

    /// An order that comes again is another order: what is the same is decided where orders come
    /// from, not here.
    @Test
    void countsEveryOrderThatItIsGiven() {
        var operator = new RollingTotals(instruments, RollingTotals.USUAL_WINDOWS);
        push(operator, ALPHA_BTC, START_NS, PositionSide.SHORT, 7);
        push(operator, ALPHA_BTC, START_NS, PositionSide.SHORT, 7);
        operator.onWatermark(START_NS);
        assertThat(totals(operator, Duration.ofHours(1)).sums())
                .isEqualTo(new LongShort(OrderSum.NONE, new OrderSum(2, 14)));
    }

    /// Sums past the 53 bits of a `double`: no micro-dollar is lost.
    @Test
    void isExactToTheMicroDollar() {
        var operator = new RollingTotals(instruments, RollingTotals.USUAL_WINDOWS);
        long large = 999_999_999_999_999_999L;
        push(operator, ALPHA_BTC, START_NS, PositionSide.LONG, large);
        push(operator, ALPHA_BTC, START_NS + 1, PositionSide.LONG, 1);
        push(operator, BETA_BTC, START_NS + 2, PositionSide.LONG, large);
        operator.onWatermark(START_NS + HOUR_NS + 1);
        assertThat(totals(operator, Duration.ofHours(1)).sums().longs())
                .isEqualTo(new OrderSum(1, large));
        assertThat(totals(operator, Duration.ofHours(4)).sums().longs())
                .isEqualTo(new OrderSum(3, 1_999_999_999_999_999_999L));
    }

    @Test
    void stopsLoudlyWhereALongDoesNotHoldTheSum() {
        var operator = new RollingTotals(instruments, RollingTotals.USUAL_WINDOWS);
        for (int i = 0; i < 10; i++) {
            push(operator, ALPHA_BTC, START_NS, PositionSide.LONG, 999_999_999_999_999_999L);
        }
        operator.onWatermark(START_NS);
        assertThatThrownBy(() -> totals(operator, Duration.ofHours(1)))
                .isInstanceOf(ArithmeticException.class);
    }

    /// An order after the watermark is in no window yet; one before it is in at once.
    @Test
    void takesCorrectionsAtOnceAndLeavesTheFutureOut() {
        var operator = new RollingTotals(instruments, RollingTotals.USUAL_WINDOWS);
        operator.onWatermark(START_NS + HOUR_NS);
        push(operator, ALPHA_BTC, START_NS + HOUR_NS + 1, PositionSide.LONG, 1_000);
        assertThat(totals(operator, Duration.ofHours(1)).sums()).isEqualTo(LongShort.NONE);
        operator.onCorrection(START_NS + 1);
        push(operator, ALPHA_BTC, START_NS + 1, PositionSide.LONG, 5);
        operator.onCorrection(START_NS);
        push(operator, ALPHA_BTC, START_NS, PositionSide.LONG, 7);
        assertThat(operator.corrections()).isEqualTo(2);
        assertThat(totals(operator, Duration.ofHours(1)).sums().longs())
                .isEqualTo(new OrderSum(1, 5));
        assertThat(totals(operator, Duration.ofHours(4)).sums().longs())
                .isEqualTo(new OrderSum(2, 12));
        push(operator, ALPHA_BTC, START_NS + HOUR_NS, PositionSide.LONG, 100);
        assertThat(totals(operator, Duration.ofHours(1)).sums().longs())
                .isEqualTo(new OrderSum(2, 105));
        operator.onWatermark(START_NS + HOUR_NS + 1);
        assertThat(totals(operator, Duration.ofHours(1)).sums().longs())
                .isEqualTo(new OrderSum(2, 1_100));
    }

    @Test
    void forgetsWhatTheLongestWindowHasLeftForGood() {
        var operator = new RollingTotals(instruments, List.of(Duration.ofHours(1)));
        operator.onWatermark(START_NS);
        long before = operator.stateHash();
        push(operator, ALPHA_BTC, START_NS - HOUR_NS, PositionSide.LONG, 5);
        assertThat(operator.stateHash()).isEqualTo(before);
        push(operator, ALPHA_BTC, START_NS - HOUR_NS + 1, PositionSide.LONG, 5);
        assertThat(operator.stateHash()).isNotEqualTo(before);
    }

    /// Three fills of one order outweigh the largest single one; the same number at another symbol,
    /// or of the other side, is another order.
    @Test
    void findsTheLargestOrderByAllItsFills() {
        var operator = new RollingTotals(instruments, RollingTotals.USUAL_WINDOWS);
        long none = MarketEvent.NONE;
        push(operator, order(ALPHA_BTC, START_NS + 1, PositionSide.LONG, 100, none));
        push(operator, order(ALPHA_BTC, START_NS + 2, PositionSide.LONG, 40, 7));
        push(operator, order(ALPHA_PEPE, START_NS + 2, PositionSide.LONG, 90, 7));
        push(operator, order(ALPHA_BTC, START_NS + 2, PositionSide.SHORT, 95, 7));
        push(operator, order(ALPHA_BTC, START_NS + 4, PositionSide.LONG, 40, 7));
        push(operator, order(ALPHA_BTC, START_NS + 3, PositionSide.LONG, 21, 7));
        operator.onWatermark(START_NS + 9);
        var largest = totals(operator, Duration.ofHours(1)).largest().orElseThrow();
        assertThat(largest.notionalMicroUsd()).isEqualTo(101);
        assertThat(largest.fills()).isEqualTo(3);
        assertThat(largest.venueTimeNs()).isEqualTo(START_NS + 2);
        assertThat(largest.instrument()).isEqualTo(ALPHA_BTC);
        assertThat(totals(operator, Duration.ofHours(1)).sums().total().count()).isEqualTo(6);
    }

    @Test
    void takesTheFirstOfEqualOrdersForTheLargest() {
        var operator = new RollingTotals(instruments, RollingTotals.USUAL_WINDOWS);
        push(operator, BETA_BTC, START_NS, PositionSide.SHORT, 100);
        push(operator, ALPHA_PEPE, START_NS, PositionSide.SHORT, 100);
        push(operator, ALPHA_BTC, START_NS, PositionSide.SHORT, 100);
        push(operator, ALPHA_PEPE, START_NS, PositionSide.LONG, 100);
        operator.onWatermark(START_NS);
        var largest = totals(operator, Duration.ofHours(1)).largest().orElseThrow();
        assertThat(largest.instrument()).isEqualTo(ALPHA_PEPE);
        assertThat(largest.closedSide()).isEqualTo(PositionSide.LONG);
    }

    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void findsTheLargestWindowThatTheTwinFinds(long seed) {
        var numbering = RandomStream.numbering(seed);
        var operator = new RollingTotals(numbering, List.of(Duration.ofHours(3)));
        var twin = new SlowTotals();
        var events = new RandomStream(seed, 120, 60).arrival();
        long lastNs = START_NS;
        for (var event : events) {
            event.sendTo(operator, numbering);
            twin.add(event);
            lastNs = Math.max(lastNs, event.venueTimeNs());
        }
        operator.onWatermark(lastNs);
        var kept = operator.window(Duration.ofHours(3));
        var bounds = new TimeWindow(kept.fromNs() + 60 * SECOND_NS, kept.toNs());
        for (var scope : SCOPES) {
            for (long seconds : new long[] {1, 60, 900, 10_740, 10_741}) {
                var length = Duration.ofSeconds(seconds);
                var found = operator.largest(length, scope, bounds);
                assertThat(found)
                        .as("seed %d %s of %s", seed, length, scope)
                        .isEqualTo(twin.largestWindow(scope, length.toNanos(), bounds, SECOND_NS));
            }
        }
    }

    /// Two bursts of 60 and 70 an hour and a half apart: no hour holds both.
    @Test
    void endsTheLargestWindowWithTheOrderThatFillsIt() {
        var operator = new RollingTotals(instruments, List.of(Duration.ofHours(24)));
        push(operator, ALPHA_BTC, START_NS, PositionSide.LONG, 60);
        push(operator, ALPHA_BTC, START_NS + 90 * 60 * SECOND_NS, PositionSide.LONG, 30);
        push(operator, ALPHA_BTC, START_NS + 100 * 60 * SECOND_NS, PositionSide.SHORT, 40);
        long endNs = START_NS + 5 * HOUR_NS;
        operator.onWatermark(endNs);
        var bounds = new TimeWindow(START_NS, endNs);
        assertThat(operator.largest(Duration.ofHours(1), Scope.MARKET, bounds))
                .contains(
                        TimeWindow.endingAt(START_NS + 100 * 60 * SECOND_NS, Duration.ofHours(1)));
        assertThat(operator.largest(Duration.ofHours(2), Scope.MARKET, bounds))
                .contains(new TimeWindow(START_NS, START_NS + 2 * HOUR_NS));
        assertThat(operator.largest(Duration.ofHours(6), Scope.MARKET, bounds)).isEmpty();
        assertThat(operator.largest(Duration.ofHours(1), Scope.of(new Coin("ETH")), bounds))
                .isEmpty();
    }

    /// Zero is said only of a venue that was listened to.
    @Test
    void saysZeroOfAVenueThatWasHeardAndNothingOfOneThatWasNot() {
        var operator = new RollingTotals(instruments, List.of(Duration.ofHours(1)));
        push(operator, ALPHA_BTC, START_NS, PositionSide.LONG, 60);
        instruments.code(BETA_BTC);
        operator.onWatermark(START_NS + 1);
        var window = operator.window(Duration.ofHours(1));
        var heard = new TreeMap<Feed, TimeSpans>();
        heard.put(Feed.of(BETA_BTC, Channel.LIQUIDATIONS), TimeSpans.of(List.of(window)));
        var found =
                operator.totals(
                        Scope.MARKET,
                        coverage(instruments, new Coverage(heard), Scope.MARKET, window));
        assertThat(found.byVenue())
                .containsOnlyKeys("alpha", "beta")
                .containsEntry("beta", LongShort.NONE);
        assertThat(found.withoutData()).containsExactly("gamma");
        assertThat(found.hasData()).isTrue();
        assertThat(found.floor().total()).isEqualTo(new OrderSum(1, 60));
    }

    @Test
    void hasNoDataWhereNothingWasListenedToAndNothingSeen() {
        var operator = new RollingTotals(instruments, List.of(Duration.ofHours(1)));
        operator.onWatermark(START_NS);
        var found = totals(operator, Duration.ofHours(1));
        assertThat(found.sums()).isEqualTo(LongShort.NONE);
        assertThat(found.hasData()).isFalse();
        assertThat(found.withoutData()).containsExactly("alpha", "beta", "gamma");
        assertThat(found.sums().longShare()).isEmpty();
        assertThat(found.largest()).isEmpty();
    }

    @Test
    void refusesWindowsThatItCannotAnswerFor() {
        var operator = new RollingTotals(instruments, List.of(Duration.ofHours(1)));
        assertThatThrownBy(() -> operator.window(Duration.ofHours(1)))
                .hasMessage("totals: no watermark yet, so no window has an end");
        operator.onWatermark(START_NS);
        var hour = operator.window(Duration.ofHours(1));
        var later = new TimeWindow(hour.fromNs() + 1, hour.toNs() + 1);
        assertThatThrownBy(() -> totals(operator, instruments, Scope.MARKET, later))
                .hasMessageContaining("ends after the last watermark 2026-02-05T00:00:00Z");
        var earlier = new TimeWindow(hour.fromNs() - 1, hour.toNs());
        assertThatThrownBy(() -> totals(operator, instruments, Scope.MARKET, earlier))
                .hasMessageContaining("the oldest order kept; add a longer window");
        assertThatThrownBy(() -> operator.largest(Duration.ofHours(1), Scope.MARKET, earlier))
                .hasMessageContaining("the oldest order kept; add a longer window");
        assertThatThrownBy(() -> operator.largest(Duration.ZERO, Scope.MARKET, hour))
                .hasMessage("length must be > 0, was PT0S");
        var ofBtc =
                coverage(
                        instruments,
                        new Coverage(new TreeMap<>()),
                        Scope.of(new Coin("BTC")),
                        hour);
        assertThatThrownBy(() -> operator.totals(Scope.MARKET, ofBtc))
                .hasMessageStartingWith("totals: expected the coverage of liquidations of");
        assertThatThrownBy(() -> new RollingTotals(instruments, List.of()))
                .hasMessage("windows must be at least one and each > 0, were []");
        assertThatThrownBy(() -> new RollingTotals(instruments, List.of(Duration.ZERO)))
                .hasMessage("windows must be at least one and each > 0, were [PT0S]");
    }
}

package spillway.signals.reset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.Decimal;
import spillway.market.MarketEvent;
import spillway.market.TimeWindow;
import spillway.signals.summary.Bar;
import spillway.signals.summary.Bars;
import spillway.signals.summary.FigureKind;

/// Hourly series around an event whose 24 hours end at hour 0.
class ResetVerdictTest {
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long T0_NS = TimeWindow.nanos(Instant.parse("2026-02-06T02:00:00Z"));
    private static final TimeWindow DAY = new TimeWindow(T0_NS - 24 * HOUR_NS, T0_NS);
    private static final long LATER_NS = T0_NS + 100 * HOUR_NS;

    private Bars price = series(h -> h < 0 ? 70_000 : 65_000);
    private Bars funding = series(h -> h < -6 ? 0.0001 : h < 12 ? -0.0004 : 0.00005);
    private Bars coins = series(h -> h < -6 ? 100_000 : 88_000);
    private Bars futures = series(h -> h < -24 ? 600 : h < 1 ? 3_000 : 400);
    private Bars spot = series(h -> h < -24 ? 100 : 110);
    private Bars flow = series(h -> h < 0 ? -20 : 2);
    private Bars premium = Bars.NONE;
    private Bars depth = series(h -> h < -24 ? 20 : h < 40 ? 8 : 17);

    private static Bars series(IntToDoubleFunction close) {
        return bars(-800, 100, 1, close);
    }

    private static Bars bars(int from, int to, int step, IntToDoubleFunction close) {
        var bars = new ArrayList<Bar>();
        for (int hour = from; hour < to; hour += step) {
            Decimal value = new Decimal(Math.round(close.applyAsDouble(hour) * 1e8), 8);
            long startNs = T0_NS + hour * HOUR_NS;
            bars.add(
                    new Bar(
                            new TimeWindow(startNs, startNs + step * HOUR_NS),
                            value,
                            value,
                            value,
                            value,
                            MarketEvent.NONE,
                            MarketEvent.NONE));
        }
        return new Bars("source", FigureKind.REPORTED, bars);
    }

    private ResetVerdict verdict() {
        return verdict(LATER_NS);
    }

    private ResetVerdict verdict(long knownUntilNs) {
        var bars = new LeverageBars(price, funding, coins, futures, spot, flow, premium, depth);
        return ResetVerdict.of(DAY, bars, 100_000_000, knownUntilNs, ResetRule.EQUAL);
    }

    private static ComponentResult of(ResetVerdict verdict, Component component) {
        return verdict.components().stream()
                .filter(c -> c.component() == component)
                .findFirst()
                .orElseThrow();
    }

    private Check check(Component component, int hours) {
        return of(verdict(), component).at(hours).orElseThrow();
    }

    private String reason(Component component, int hours) {
        return of(verdict(), component).notComputed().getOrDefault(hours, "");
    }

    @Test
    void flushedLeverageIsExhaustion() {
        var verdict = verdict();
        assertThat(verdict.verdict()).isEqualTo(Verdict.EXHAUSTION);
        assertThat(verdict.computed()).isEqualTo(5);
        assertThat(verdict.judgedHours()).isEqualTo(72);
        assertThat(verdict.state()).isEqualTo(ResetVerdict.State.FINAL);
        assertThat(verdict.score().orElseThrow()).isGreaterThan(0.9);
        assertThat(verdict.fundingNormalAfterHours().orElseThrow()).isEqualTo(18);
    }

    @Test
    void brokenDemandIsCollapse() {
        coins = series(h -> h < -6 ? 100_000 : 97_000 + Math.max(0, h) * 250);
        price = series(h -> h < 0 ? 70_000 : 65_000 - h * 50);
        funding = series(h -> h < -6 ? 0.0001 : -0.0002 - 0.00001 * h);
        futures = series(h -> h < -24 ? 600 : 900);
        flow = series(_ -> -20);
        depth = series(h -> h < -24 ? 20 : 10);
        var verdict = verdict();
        assertThat(verdict.verdict()).isEqualTo(Verdict.COLLAPSE);
        assertThat(verdict.score().orElseThrow()).isLessThan(-0.7);
    }

    /// Two of five decide nothing, whatever they say.
    @Test
    void twoComponentsAreInsufficient() {
        futures = Bars.NONE;
        spot = Bars.NONE;
        depth = Bars.NONE;
        var verdict = verdict();
        assertThat(verdict.verdict()).isEqualTo(Verdict.INSUFFICIENT);
        assertThat(verdict.computed()).isEqualTo(2);
        assertThat(reason(Component.SPOT, 72))
                .isEqualTo("no spot volume from anybody on this tape");
        assertThat(reason(Component.BOOK, 6))
                .isEqualTo("no depth of books from anybody on this tape");
    }

    @Test
    void saysSinceWhenAnInputIsMissing() {
        spot = bars(-800, -30, 1, _ -> 100);
        assertThat(reason(Component.DOMINANCE, 24))
                .isEqualTo("no spot volume from source since 2026-02-04T20:00:00Z");
        funding = bars(-800, 100, 24, _ -> 0.0001);
        assertThat(reason(Component.FUNDING, 6))
                .isEqualTo("no funding from source so soon: its values are 24 hours apart");
        assertThat(of(verdict(), Component.FUNDING).at(24)).isPresent();
    }

    @Test
    void whatHasNotHappenedIsProvisional() {
        var verdict = verdict(T0_NS + 24 * HOUR_NS);
        assertThat(verdict.state()).isEqualTo(ResetVerdict.State.PROVISIONAL);
        assertThat(verdict.judgedHours()).isEqualTo(24);
        assertThat(of(verdict, Component.BOOK).notComputed())
                .containsExactly(
                        java.util.Map.entry(
                                72, "not there yet: the tape ends at 2026-02-07T02:00:00Z"));
    }

    /// What each component makes of a series; `h` is the hour of the change.
    @ParameterizedTest
    @CsvSource({
        "100000, 90000, 1.0",
        "100000, 95000, 0.5",
        "100000, 100000, 0.0",
        "100000, 110000, -1.0",
        "100000, 80000, 1.0"
    })
    void openInterestScoresByTheTenth(double before, double after, double score) {
        coins = series(h -> h < -6 ? before : after);
        Check check = check(Component.OPEN_INTEREST, 24);
        assertThat(check.value()).isEqualTo(100 * (after / Math.max(before, 1) - 1), within(10.1));
        double expected = after > before ? 0 : score;
        assertThat(check.score()).isEqualTo(expected, within(1e-9));
    }

    @Test
    void openInterestIsTakenFromItsPeakInThreeDays() {
        coins = series(h -> h == -71 ? 120_000 : h == -73 ? 200_000 : h < 0 ? 100_000 : 90_000);
        assertThat(check(Component.OPEN_INTEREST, 24).value()).isEqualTo(-25.0, within(1e-9));
        coins = series(h -> h < 0 ? 100_000 : h == 24 ? 85_000 : 86_000);
        assertThat(check(Component.OPEN_INTEREST, 24).value())
                .as("the close of the bar that starts 24 hours after")
                .isEqualTo(-15.0, within(1e-9));
    }

    @Test
    void newShortsAreNoExhaustion() {
        coins = series(h -> h < -6 ? 100_000 : h < 20 ? 80_000 : 85_000);
        price = series(h -> h < 20 ? 70_000 : 69_000);
        assertThat(check(Component.OPEN_INTEREST, 24).score()).isEqualTo(-1);
        price = series(h -> h < 20 ? 70_000 : 71_000);
        assertThat(check(Component.OPEN_INTEREST, 24).score()).isEqualTo(0.5);
    }

    @Test
    void fundingThatWasNeverAwayProvesNothing() {
        funding = series(_ -> 0.0001);
        assertThat(check(Component.FUNDING, 72).score()).isZero();
        funding = series(h -> h < 20 ? h < -6 ? 0.0001 : 0.0009 : 0.00005);
        assertThat(check(Component.FUNDING, 24).score()).as("not for six hours").isEqualTo(0.5);
        assertThat(check(Component.FUNDING, 72).score()).isEqualTo(1);
        assertThat(check(Component.FUNDING, 72).threshold()).isEqualTo(0.01, within(1e-9));
    }

    @Test
    void spotNeedsVolumeAndBuyers() {
        flow = Bars.NONE;
        assertThat(reason(Component.SPOT, 72)).startsWith("no spot flow, and no premium");
        premium = bars(-800, 100, 24, _ -> -0.0005);
        spot = bars(-792, 120, 24, h -> h < -24 ? 100 : 75);
        price = bars(-792, 120, 24, _ -> 60_000);
        assertThat(check(Component.SPOT, 72).score())
                .as("three quarters of the volume is 0, full discount −1")
                .isEqualTo(-0.5, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"20, 16, 1", "20, 12, -1", "20, 14, 0", "20, 40, 1"})
    void bookScoresBetweenSixtyAndEightyPerCent(double before, double after, double score) {
        depth = series(h -> h < -24 ? before : after);
        assertThat(check(Component.BOOK, 24).score()).isEqualTo(score, within(1e-9));
    }

    @Test
    void saysHowFarBackOpenInterestFell() {
        coins = series(h -> h < -700 ? 88_000 : h < -6 ? 100_000 : 88_000);
        var reach = verdict().reach().orElseThrow();
        assertThat(reach.lastSeenNs()).hasValue(T0_NS - 700 * HOUR_NS);
        coins = series(h -> h < -6 ? 100_000 : 88_000);
        assertThat(verdict().reach().orElseThrow().lastSeenNs()).isEmpty();
        assertThat(verdict().forced().orElseThrow().closedUsd())
                .isEqualTo(12_000 * 70_000.0, within(1.0));
    }

    /// Whatever the series: scores within bounds, weights add up, and never a verdict on fewer than
    /// three.
    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void everyScoreIsWithinBoundsAndNoVerdictRestsOnFewerThanThree(long seed) {
        var random = new SplittableRandom(seed);
        price = walk(random, 60_000);
        funding = random.nextBoolean() ? Bars.NONE : walk(random, 0.0001);
        coins = random.nextBoolean() ? Bars.NONE : walk(random, 90_000);
        futures = random.nextBoolean() ? Bars.NONE : walk(random, 500);
        spot = random.nextBoolean() ? Bars.NONE : walk(random, 90);
        flow = random.nextBoolean() ? Bars.NONE : walk(random, 3);
        depth = random.nextBoolean() ? Bars.NONE : walk(random, 9);
        var verdict = verdict();
        assertThat(verdict.components()).hasSize(5);
        for (double score : verdict.scores().values()) {
            assertThat(score).as("seed %d", seed).isBetween(-1.0, 1.0);
        }
        for (var component : verdict.components()) {
            assertThat(component.checks().size() + component.notComputed().size()).isEqualTo(3);
        }
        assertThat(verdict.verdict() == Verdict.INSUFFICIENT)
                .as("seed %d", seed)
                .isEqualTo(verdict.computed() < 3);
    }

    private static Bars walk(SplittableRandom random, double start) {
        double[] at = {start};
        int step = List.of(1, 4, 24).get(random.nextInt(3));
        return bars(-30 * step, 120, step, _ -> at[0] *= Math.exp(0.05 * random.nextGaussian()));
    }
}

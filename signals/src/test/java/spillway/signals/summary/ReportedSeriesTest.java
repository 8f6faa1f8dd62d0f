package spillway.signals.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.Coin;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.MarketEvent.Reported;
import spillway.market.Metric;
import spillway.market.TimeWindow;
import spillway.market.Venue;

/// What others report is kept interval by interval, never as orders; the figure reported last
/// counts, and an interval without both sides is missing, not zero.
class ReportedSeriesTest {
    private static final long HOUR_NS = HourBar.HOUR_NS;
    private static final Coin BTC = new Coin("BTC");
    private static final Instrument ON = Instrument.composite(new Venue("aggregator"), BTC);

    private final Instruments instruments = new Instruments();
    private final ReportedSeries series = new ReportedSeries(instruments, Duration.ofDays(30));
    private long seq;

    private void report(Metric metric, long hour, long cents) {
        reported(metric, hour, cents, HOUR_NS).sendTo(series, instruments);
    }

    private Reported reported(Metric metric, long hour, long cents, long intervalNs) {
        return new Reported(
                seq++,
                ON,
                hour * HOUR_NS,
                MarketEvent.NONE,
                metric,
                "aggregator",
                intervalNs,
                MarketEvent.NONE,
                MarketEvent.NONE,
                MarketEvent.NONE,
                cents,
                2,
                MarketEvent.NONE);
    }

    private void liquidated(long hour, long longCents, long shortCents) {
        report(Metric.LIQUIDATED_LONG, hour, longCents);
        report(Metric.LIQUIDATED_SHORT, hour, shortCents);
    }

    private ReportedTotals totals() {
        return series.totals(series.subjects(BTC).getFirst());
    }

    private static TimeWindow hours(long from, long to) {
        return new TimeWindow(from * HOUR_NS, to * HOUR_NS);
    }

    @Test
    void addsUpWholeIntervalsAndSaysWhichAreMissing() {
        liquidated(0, 100, 1);
        liquidated(1, 200, 2);
        report(Metric.LIQUIDATED_LONG, 2, 400);
        liquidated(4, 800, 8);
        var sum = totals().sum(hours(0, 5));
        assertThat(sum.longMicroUsd()).isEqualTo(11_000_000);
        assertThat(sum.shortMicroUsd()).isEqualTo(110_000);
        assertThat(sum.totalMicroUsd()).isEqualTo(11_110_000);
        assertThat(sum.missing()).containsExactly(hours(2, 4));
        assertThat(sum.longShare().orElseThrow()).isEqualTo(11_000_000 / 11_110_000.0);
    }

    /// Windows in halves of an hour, cut to whole hours.
    @ParameterizedTest
    @CsvSource({"0, 8, 0, 4", "1, 8, 1, 4", "1, 7, 1, 3", "3, 5, 2, 2", "2, 3, 1, 1"})
    void cutsAWindowToWholeIntervals(long from, long to, long fromHour, long toHour) {
        liquidated(0, 1, 1);
        var window = new TimeWindow(from * HOUR_NS / 2, to * HOUR_NS / 2);
        assertThat(totals().sum(window).window()).isEqualTo(hours(fromHour, toHour));
    }

    @Test
    void rollsBackFromTheLastIntervalThatIsOver() {
        liquidated(0, 100, 0);
        liquidated(1, 200, 0);
        liquidated(2, 400, 0);
        var twoHours = Duration.ofHours(2);
        assertThat(totals().rolling(twoHours, 3 * HOUR_NS).window()).isEqualTo(hours(1, 3));
        assertThat(totals().rolling(twoHours, 3 * HOUR_NS - 1).window()).isEqualTo(hours(0, 2));
        assertThatThrownBy(() -> totals().rolling(Duration.ofMinutes(90), HOUR_NS))
                .hasMessage("length must be a whole number of intervals of PT1H, was PT1H30M");
    }

    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void findsTheLargestWindowThatAddingUpEachFinds(long seed) {
        var random = new SplittableRandom(seed);
        for (long hour = 0; hour < 60; hour++) {
            if (random.nextInt(5) > 0) {
                liquidated(hour, random.nextInt(4) * 100L, random.nextInt(4) * 100L);
            }
        }
        var bounds = hours(random.nextInt(10), 30 + random.nextInt(30));
        for (int length : new int[] {1, 4, 20, 60}) {
            ReportedSum largest = null;
            for (long from = bounds.fromNs() / HOUR_NS;
                    (from + length) * HOUR_NS <= bounds.toNs();
                    from++) {
                var sum = totals().sum(hours(from, from + length));
                boolean more = largest == null || sum.totalMicroUsd() > largest.totalMicroUsd();
                largest = more ? sum : largest;
            }
            var found = totals().largest(Duration.ofHours(length), bounds);
            assertThat(found.orElse(null)).as("seed %d, %d hours", seed, length).isEqualTo(largest);
        }
    }

    @Test
    void hasNoLargestWindowWhereNothingIsReported() {
        liquidated(0, 100, 0);
        assertThat(totals().largest(Duration.ofHours(2), hours(5, 20))).isEmpty();
        assertThat(totals().largest(Duration.ofHours(2), hours(0, 1))).isEmpty();
        assertThat(totals().largest(Duration.ofHours(2), hours(0, 2))).isPresent();
    }

    @Test
    void takesEachIntervalForABurst() {
        liquidated(0, 300, 100);
        liquidated(1, 0, 0);
        liquidated(2, 100, 300);
        var found = totals().oneSidedness(hours(0, 3));
        assertThat(found.bursts()).isEqualTo(2);
        assertThat(found.value()).hasValue(0);
    }

    /// Of several figures for one interval, the one with the greatest place on the tape, in
    /// whatever order they come.
    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void believesWhatWasReportedLast(long seed) {
        var revisions = new ArrayList<Reported>();
        for (int i = 0; i < 6; i++) {
            revisions.add(reported(Metric.PRICE, 3, 100 + i, HOUR_NS));
        }
        Collections.shuffle(revisions, new Random(seed));
        revisions.forEach(r -> r.sendTo(series, instruments));
        var bars = series.bars(series.subjects(BTC).getFirst(), Metric.PRICE);
        assertThat(bars.bars()).hasSize(1);
        assertThat(bars.startingAt(3 * HOUR_NS).orElseThrow().close()).hasToString("1.05");
    }

    /// Figures that are on no tape have no place; then contents decide, not the order of arrival.
    @Test
    void choosesAmongFiguresOffTheTapeByTheirContents() {
        for (var order : List.of(List.of(7L, 9L, 8L), List.of(9L, 8L, 7L))) {
            var fresh = new ReportedSeries(instruments, Duration.ofDays(30));
            for (long cents : order) {
                seq = MarketEvent.NONE;
                reported(Metric.PRICE, 0, cents, HOUR_NS).sendTo(fresh, instruments);
            }
            var bars = fresh.bars(fresh.subjects(BTC).getFirst(), Metric.PRICE);
            assertThat(bars.bars().getFirst().close()).hasToString("0.09");
        }
    }

    @Test
    void keepsIntervalsOfDifferentLengthApart() {
        report(Metric.LIQUIDATED_LONG, 0, 100);
        reported(Metric.LIQUIDATED_LONG, 0, 900, 24 * HOUR_NS).sendTo(series, instruments);
        assertThat(series.subjects(BTC))
                .extracting(ReportedSubject::intervalNs)
                .containsExactly(HOUR_NS, 24 * HOUR_NS);
        assertThat(series.subjects(new Coin("ETH"))).isEmpty();
    }

    @Test
    void forgetsIntervalsThatAreTooOld() {
        var day = new ReportedSeries(instruments, Duration.ofHours(24));
        for (long hour = 0; hour < 40; hour++) {
            reported(Metric.PRICE, hour, hour, HOUR_NS).sendTo(day, instruments);
        }
        day.onWatermark(40 * HOUR_NS + 5);
        var bars = day.bars(day.subjects(BTC).getFirst(), Metric.PRICE);
        assertThat(bars.bars().getFirst().interval()).isEqualTo(hours(17, 18));
        long before = day.stateHash();
        reported(Metric.PRICE, 16, 1, HOUR_NS).sendTo(day, instruments);
        assertThat(day.stateHash()).isEqualTo(before);
    }

    @Test
    void refusesTotalsOfMomentsAndOfTwoGrids() {
        reported(Metric.LIQUIDATED_LONG, 0, 1, 0).sendTo(series, instruments);
        assertThatThrownBy(this::totals)
                .hasMessage(
                        "aggregator: expected totals over intervals, found an interval of 0 ns");
        var shifted = new ReportedSeries(instruments, Duration.ofDays(30));
        for (long startNs : new long[] {0, HOUR_NS + 1}) {
            for (var metric : List.of(Metric.LIQUIDATED_LONG, Metric.LIQUIDATED_SHORT)) {
                new Reported(
                                seq++,
                                ON,
                                startNs,
                                MarketEvent.NONE,
                                metric,
                                "aggregator",
                                HOUR_NS,
                                MarketEvent.NONE,
                                MarketEvent.NONE,
                                MarketEvent.NONE,
                                1,
                                2,
                                MarketEvent.NONE)
                        .sendTo(shifted, instruments);
            }
        }
        var subject = shifted.subjects(BTC).getFirst();
        assertThatThrownBy(() -> shifted.totals(subject))
                .hasMessageContaining("expected intervals on one grid");
    }
}

package spillway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.market.Channel;
import spillway.market.Coin;
import spillway.market.EventSource;
import spillway.market.Feed;
import spillway.market.Instruments;
import spillway.market.Metric;
import spillway.market.TimeSpans;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.signals.Operator;
import spillway.signals.OperatorHost;
import spillway.signals.Scope;
import spillway.signals.Watermarks;
import spillway.signals.coverage.CompletenessRules;
import spillway.signals.coverage.CoverageMeasure;
import spillway.signals.coverage.CoverageQuestion;
import spillway.signals.coverage.FeedCoverage;
import spillway.signals.coverage.Universe;
import spillway.signals.coverage.WindowCoverage;
import spillway.signals.summary.Bars;
import spillway.signals.summary.FigureKind;
import spillway.signals.summary.MarketBars;
import spillway.signals.summary.ReportedSeries;
import spillway.signals.summary.ReportedSubject;
import spillway.signals.totals.RollingTotals;
import spillway.tape.Selection;
import spillway.tape.Tape;
import spillway.tape.TapeWriter;
import spillway.tape.imports.ImportOptions;
import spillway.tape.imports.Importer;
import spillway.tape.imports.Mapping;
import spillway.testing.Recordings;

/// What the operators say of recordings of real markets, beyond the figures that commands print:
/// the numbers of `docs/concepts/totals.md`. Each tape is replayed in both orders and must end in
/// the same state.
class RecordedTotalsTest {
    private static final Coin BTC = new Coin("BTC");
    private static final long HOUR_NS = Duration.ofHours(1).toNanos();
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir private Path folder;

    /// One run of all operators over a tape.
    private static final class Run {
        final Instruments instruments;
        final RollingTotals totals;
        final FeedCoverage coverage;
        final ReportedSeries reported;
        final MarketBars bars;

        Run(Instruments instruments, Duration window) {
            this.instruments = instruments;
            totals = new RollingTotals(instruments, List.of(window));
            coverage = new FeedCoverage(instruments);
            reported = new ReportedSeries(instruments, YEAR);
            bars = new MarketBars(instruments, YEAR);
        }

        List<Operator> operators() {
            return List.of(totals, coverage, reported, bars);
        }
    }

    private void importInto(Path tape, String mapping, ImportOptions options, Path file)
            throws IOException {
        try (var writer = TapeWriter.open(tape);
                var session = writer.beginImport()) {
            var summary =
                    new Importer(Mapping.shipped(mapping), options, session).run(List.of(file));
            assertThat(summary.clean()).as(summary.toString()).isTrue();
            session.finish();
        }
    }

    /// Replays in event order and by arrival; both must end in the same state.
    private static Run replay(Tape tape, Duration window, long atNs) throws IOException {
        var ordered = new Run(tape.instruments(), window);
        var inOrder =
                OperatorHost.inEventOrder(
                        tape.instruments(), ordered.operators(), Duration.ofMinutes(1));
        pour(tape.happening(Selection.all()), inOrder, atNs);
        var arrived = new Run(tape.instruments(), window);
        var byArrival =
                OperatorHost.byArrival(
                        tape.instruments(),
                        arrived.operators(),
                        Watermarks.live(tape.instruments()));
        pour(tape.arrival(Selection.all()), byArrival, atNs);
        assertThat(byArrival.stateHash()).isEqualTo(inOrder.stateHash());
        return ordered;
    }

    private static void pour(EventSource source, OperatorHost host, long atNs) throws IOException {
        source.pour(host);
        host.finish(atNs);
    }

    private static WindowCoverage coverage(
            Run run, Channel channel, Scope scope, TimeWindow window, Venue venue) {
        var universe = new Universe("recording", LocalDate.of(2026, 2, 20), List.of(venue));
        return new CoverageMeasure(CompletenessRules.published(), run.instruments)
                .measure(
                        run.coverage.coverage(),
                        new CoverageQuestion(channel, window, universe, scope),
                        Map.of());
    }

    private static double coins(Bars openInterest, Bars prices, long hourNs) {
        return openInterest.startingAt(hourNs).orElseThrow().close().toDouble()
                / prices.startingAt(hourNs).orElseThrow().close().toDouble();
    }

    private static long ns(String instant) {
        return TimeWindow.nanos(Instant.parse(instant));
    }

    /// Bitcoin's hours over the event of 2026-02-05, as an aggregator reports them.
    @Test
    void tellsHowOneSidedTheReferenceEventWasAndWhatFellInCoin() throws IOException {
        Path file = Recordings.data("seed-event/btc-hourly-2025-12-04_2026-02-20.csv");
        importInto(folder, "coinglass-hourly", ImportOptions.none().withCoin("BTC"), file);
        var window = new TimeWindow(ns("2026-02-04T00:00:00Z"), ns("2026-02-08T00:00:00Z"));
        try (var tape = Tape.open(folder)) {
            var run = replay(tape, DAY, ns("2026-02-21T00:00:00Z"));
            ReportedSubject subject = run.reported.subjects(BTC).getFirst();
            TimeWindow day =
                    run.reported.totals(subject).largest(DAY, window).orElseThrow().window();
            assertThat(TimeWindow.iso(day.fromNs())).isEqualTo("2026-02-05T02:00:00Z");

            var oneSided = run.reported.totals(subject).oneSidedness(day);
            assertThat(oneSided.value().orElseThrow()).isCloseTo(0.6375, within(0.00005));
            assertThat(oneSided.bursts()).isEqualTo(24);
            assertThat(oneSided.effectiveBursts()).isCloseTo(7.562, within(0.0005));
            assertThat(oneSided.interval().orElseThrow().low()).isCloseTo(0.40, within(0.005));
            assertThat(oneSided.interval().orElseThrow().high()).isCloseTo(0.80, within(0.005));

            // 94,386 BTC before the largest 24 hours, 88,356 at their end.
            var closes = run.reported.bars(subject, Metric.OPEN_INTEREST);
            var prices = run.reported.bars(subject, Metric.PRICE);
            double before = coins(closes, prices, day.fromNs() - HOUR_NS);
            double after = coins(closes, prices, day.toNs() - HOUR_NS);
            assertThat(100 * (after / before - 1)).isCloseTo(-6.39, within(0.005));

            var openInterest = run.reported.summary(subject, window).openInterest().orElseThrow();
            assertThat(openInterest.changePct().orElseThrow()).isCloseTo(-20.17, within(0.005));
            var inCoin = openInterest.inCoin().orElseThrow();
            assertThat(inCoin.peakCoins()).isCloseTo(94_536, within(0.5));
            assertThat(inCoin.troughCoins()).isCloseTo(85_499, within(0.5));
            assertThat(inCoin.changePct()).isCloseTo(-9.56, within(0.005));
            assertThat(inCoin.kind()).isEqualTo(FigureKind.ESTIMATED);

            var collected =
                    run.coverage
                            .coverage()
                            .byFeed()
                            .getOrDefault(
                                    new Feed(subject.venue(), Channel.PRICE, subject.symbol()),
                                    TimeSpans.EMPTY);
            assertThat(collected.gapsWithin(window).windows())
                    .containsExactly(
                            new TimeWindow(ns("2026-02-07T11:00:00Z"), ns("2026-02-07T12:00:00Z")));
        }
    }

    /// Forced orders of one venue from three sessions within two days.
    @Test
    void tellsHowLittleOfTwoDaysTheForcedOrdersShow() throws IOException {
        Path file = Recordings.data("forced-orders/binance-usdm_2025-12-27_28.csv");
        importInto(folder, "binance-forced-orders", ImportOptions.none(), file);
        var twoDays = Duration.ofDays(2);
        try (var tape = Tape.open(folder)) {
            var run = replay(tape, twoDays, ns("2025-12-28T20:45:00Z"));
            TimeWindow window = run.totals.window(twoDays);
            var venue = new Venue("binance-usdm");
            var measured = coverage(run, Channel.LIQUIDATIONS, Scope.MARKET, window, venue);
            var totals = run.totals.totals(Scope.MARKET, measured);
            assertThat(totals.sums().total().count()).isEqualTo(2_045);
            assertThat(measured.gaps()).hasSize(4);
            assertThat(measured.timeShare()).isCloseTo(0.0447, within(0.00005));
            assertThat(totals.floor()).isEqualTo(totals.sums());
            assertThat(totals.range().upperMicroUsd()).isEmpty();
            assertThat(totals.range().reason())
                    .startsWith("no venue whose feed carries every order was listened to");

            // Looks like shorts, and is not shown to be: three bursts' worth of evidence.
            var oneSided = totals.oneSidedness();
            assertThat(oneSided.value().orElseThrow()).isCloseTo(-0.47, within(0.005));
            assertThat(oneSided.bursts()).isEqualTo(7);
            assertThat(oneSided.effectiveBursts()).isCloseTo(2.83, within(0.005));
            assertThat(oneSided.interval().orElseThrow().low()).isCloseTo(-0.78, within(0.005));
            assertThat(oneSided.interval().orElseThrow().high()).isCloseTo(0.03, within(0.005));
        }
    }
}

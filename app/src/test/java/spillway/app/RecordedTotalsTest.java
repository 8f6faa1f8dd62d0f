package spillway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
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
import spillway.market.Instruments;
import spillway.market.Metric;
import spillway.market.MicroUsd;
import spillway.market.PositionSide;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.signals.Operator;
import spillway.signals.OperatorHost;
import spillway.signals.Scope;
import spillway.signals.Watermarks;
import spillway.signals.coverage.CompletenessRules;
import spillway.signals.coverage.CoverageGap;
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
import spillway.signals.totals.LiquidationTotals;
import spillway.signals.totals.RollingTotals;
import spillway.tape.Selection;
import spillway.tape.Tape;
import spillway.tape.TapeWriter;
import spillway.tape.imports.ImportOptions;
import spillway.tape.imports.Importer;
import spillway.tape.imports.Mapping;

/// Recordings of real markets, imported into a tape and replayed through the operators, say what
/// was worked out of the files by hand.
class RecordedTotalsTest {
    private static final Coin BTC = new Coin("BTC");
    private static final long HOUR_NS = Duration.ofHours(1).toNanos();
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

    private static Path recording(String path) {
        String shared = System.getProperty("spillway.shared", "");
        Path file = Path.of(shared).resolve("data").resolve(path);
        assumeTrue(
                !shared.isEmpty() && Files.exists(file),
                "needs the recording " + path + " under the folder named by -Dspillway.shared");
        return file;
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

    /// The hourly recording of bitcoin over the event of 2026-02-05.
    @Test
    void tellsTheReferenceEventFromAnHourlyAggregate() throws IOException {
        Path file = recording("seed-event/btc-hourly-2025-12-04_2026-02-20.csv");
        importInto(folder, "coinglass-hourly", ImportOptions.none().withCoin("BTC"), file);
        var window = new TimeWindow(ns("2026-02-04T00:00:00Z"), ns("2026-02-08T00:00:00Z"));
        try (var tape = Tape.open(folder)) {
            var run = replay(tape, Duration.ofHours(24), ns("2026-02-21T00:00:00Z"));
            ReportedSubject subject = run.reported.subjects(BTC).getFirst();
            assertThat(run.reported.subjects(BTC)).hasSize(1);

            var largest =
                    run.reported
                            .totals(subject)
                            .largest(Duration.ofHours(24), window)
                            .orElseThrow();
            assertThat(TimeWindow.iso(largest.window().fromNs())).isEqualTo("2026-02-05T02:00:00Z");
            assertThat(MicroUsd.toCents(largest.longMicroUsd())).isEqualTo("503150482.40");
            assertThat(MicroUsd.toCents(largest.shortMicroUsd())).isEqualTo("111397062.55");
            assertThat(largest.missing()).isEmpty();
            // In coin open interest fell by 6.4 % within these 24 hours: 94,386 to 88,356 BTC.
            long hourBeforeNs = largest.window().fromNs() - HOUR_NS;
            var closes = run.reported.bars(subject, Metric.OPEN_INTEREST);
            var prices = run.reported.bars(subject, Metric.PRICE);
            long lastHourNs = largest.window().toNs() - HOUR_NS;
            double coins = coins(closes, prices, lastHourNs) / coins(closes, prices, hourBeforeNs);
            assertThat(100 * (coins - 1)).isCloseTo(-6.39, within(0.005));
            var oneSided = run.reported.totals(subject).oneSidedness(largest.window());
            assertThat(oneSided.value().orElseThrow()).isCloseTo(0.6375, within(0.00005));
            assertThat(oneSided.bursts()).isEqualTo(24);
            assertThat(oneSided.effectiveBursts()).isCloseTo(7.562, within(0.0005));
            assertThat(oneSided.interval().orElseThrow().low()).isBetween(0.35, 0.45);
            assertThat(oneSided.interval().orElseThrow().high()).isBetween(0.75, 0.85);

            var summary = run.reported.summary(subject, window);
            assertThat(summary.notObserved()).isEmpty();
            var price = summary.price().orElseThrow();
            assertThat(price.low().value()).hasToString("60000");
            assertThat(TimeWindow.iso(price.low().when().fromNs()))
                    .isEqualTo("2026-02-06T00:00:00Z");
            assertThat(price.low().kind()).isEqualTo(FigureKind.REPORTED);

            var openInterest = summary.openInterest().orElseThrow();
            assertThat(openInterest.peak().value()).hasToString("6949954224");
            assertThat(TimeWindow.iso(openInterest.peak().when().fromNs()))
                    .isEqualTo("2026-02-04T20:00:00Z");
            assertThat(openInterest.trough().orElseThrow().value()).hasToString("5548439856");
            assertThat(TimeWindow.iso(openInterest.trough().orElseThrow().when().fromNs()))
                    .isEqualTo("2026-02-06T08:00:00Z");
            assertThat(openInterest.changePct().orElseThrow()).isCloseTo(-20.17, within(0.005));
            // 94,536 BTC at the peak in USD, 85,499 at the trough: half of the fall is the price's.
            var inCoin = openInterest.inCoin().orElseThrow();
            assertThat(inCoin.changePct()).isCloseTo(-9.56, within(0.005));
            assertThat(inCoin.kind()).isEqualTo(FigureKind.ESTIMATED);

            var funding = summary.funding().orElseThrow();
            assertThat(funding.min().value().shifted(2)).hasToString("-0.025318");
            assertThat(funding.max().value().shifted(2)).hasToString("0.01");
            assertThat(funding.last().value().shifted(2)).hasToString("-0.003403");

            var gaps = coverage(run, Channel.PRICE, Scope.of(BTC), window, subject.venue());
            assertThat(gaps.gaps())
                    .extracting(CoverageGap::window)
                    .containsExactly(
                            new TimeWindow(ns("2026-02-07T11:00:00Z"), ns("2026-02-07T12:00:00Z")));
        }
    }

    /// 2,045 forced orders of one venue, of 257 symbols, over two days.
    @Test
    void addsUpForcedOrdersOneByOne() throws IOException {
        Path file = recording("forced-orders/binance-usdm_2025-12-27_28.csv");
        importInto(folder, "binance-forced-orders", ImportOptions.none(), file);
        long atNs = ns("2025-12-28T20:45:00Z");
        try (var tape = Tape.open(folder)) {
            var run = replay(tape, Duration.ofDays(2), atNs);
            TimeWindow window = run.totals.window(Duration.ofDays(2));
            assertThat(window.toNs()).isEqualTo(atNs + 1);
            var venue = new Venue("binance-usdm");
            var measured = coverage(run, Channel.LIQUIDATIONS, Scope.MARKET, window, venue);
            LiquidationTotals totals = run.totals.totals(Scope.MARKET, measured);
            assertThat(totals.sums().total().count()).isEqualTo(2_045);
            assertThat(totals.sums().longs().count()).isEqualTo(880);
            assertThat(MicroUsd.toString(totals.sums().longs().microUsd())).startsWith("544019.79");
            assertThat(totals.sums().shorts().count()).isEqualTo(1_165);
            assertThat(MicroUsd.toString(totals.sums().shorts().microUsd()))
                    .startsWith("1507009.54");
            var largest = totals.largest().orElseThrow();
            assertThat(largest.instrument().symbol()).isEqualTo("1000PEPEUSDT");
            assertThat(largest.closedSide()).isEqualTo(PositionSide.SHORT);
            assertThat(MicroUsd.toCents(largest.notionalMicroUsd())).isEqualTo("126380.25");
            // Three sessions: nothing is known of the rest of the window, nor of what the feed
            // drops.
            assertThat(measured.gaps()).hasSize(4);
            assertThat(measured.timeShare()).isCloseTo(0.0447, within(0.00005));
            assertThat(totals.floor()).isEqualTo(totals.sums());
            assertThat(totals.range().upperMicroUsd()).isEmpty();
            assertThat(totals.range().reason())
                    .startsWith("no venue whose feed carries every order");
        }
    }
}

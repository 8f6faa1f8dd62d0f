package spillway.app.report;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import spillway.app.reading.EventHistory;
import spillway.app.reading.TapeSpan;
import spillway.app.reading.WindowReading;
import spillway.market.Coin;
import spillway.market.Coverage;
import spillway.market.Instruments;
import spillway.market.Metric;
import spillway.market.TimeWindow;
import spillway.signals.Scope;
import spillway.signals.coverage.CoverageGap;
import spillway.signals.coverage.Universe;
import spillway.signals.coverage.VenueCoverage;
import spillway.signals.summary.Bars;
import spillway.signals.summary.FigureKind;
import spillway.signals.summary.ReportedSubject;
import spillway.signals.summary.ReportedSum;
import spillway.signals.summary.ReportedTotals;
import spillway.signals.summary.WindowSummary;
import spillway.signals.totals.LiquidationTotals;
import spillway.signals.totals.LongShort;
import spillway.signals.totals.OrderSum;
import spillway.tape.Tape;

/// Makes an [EventReport] of a window of a tape.
///
/// Where a fact was both observed and reported, what was observed counts, if it was listened to for
/// at least as much of the window. Of several parties that report, the one with the shortest
/// intervals counts, then the first by name.
public final class EventReporter {
    private static final Duration DAY = Duration.ofHours(24);
    private static final long HOUR_NS = Duration.ofHours(1).toNanos();
    private static final int MOST_BARS = 400;

    private final Tape tape;
    private final Coin coin;
    private final TimeWindow window;
    private final WindowReading reading;
    private final SortedMap<String, String> notObserved = new TreeMap<>();

    private EventReporter(Tape tape, Coin coin, WindowReading reading) {
        this.tape = tape;
        this.coin = coin;
        this.reading = reading;
        window = reading.window();
    }

    /// The report of `coin` in `window`.
    public static EventReport report(
            Tape tape, Coin coin, TimeWindow window, Universe universe, EventReport.Origin origin)
            throws IOException {
        long knownUntilNs = TapeSpan.of(tape).map(TimeWindow::toNs).orElse(window.toNs());
        var history = EventHistory.of(tape, coin, window, knownUntilNs);
        return new EventReporter(tape, coin, WindowReading.of(tape, window, universe))
                .report(origin, new EventAnalyst(coin, window, history));
    }

    private EventReport report(EventReport.Origin origin, EventAnalyst analyst) throws IOException {
        Optional<LiquidationTotals> observed =
                Optional.of(reading.liquidations(Scope.of(coin)))
                        .filter(LiquidationTotals::hasData);
        List<ReportedSum> reported = reading.reportedLiquidations(coin, window);
        Optional<ReportedTotals> reports = finestLiquidations();
        boolean fromOrders = observed.isPresent() && isWatchedAsMuch(observed.get(), reports);
        Optional<LargestDay> largestDay =
                fromOrders ? observedDay() : reports.flatMap(this::reportedDay);
        if (largestDay.isEmpty()) {
            notObserved.put(
                    "largest24h", "no 24 hours of the window have liquidations on this tape");
        }
        if (observed.isEmpty()) {
            notObserved.put(
                    "liquidations.observed",
                    "no feed of liquidation orders of this coin was listened to");
        }
        WindowSummary seen = reading.observed(coin);
        Optional<ReportedSubject> market =
                finest(Metric.PRICE, Metric.FUNDING_RATE, Metric.OPEN_INTEREST);
        Optional<WindowSummary> told = market.map(s -> reading.reported().summary(s, window));
        return new EventReport(
                coin,
                window,
                origin,
                observed,
                reported,
                largestDay,
                noted("price", seen.price().or(() -> told.flatMap(WindowSummary::price))),
                noted(
                        "openInterest",
                        seen.openInterest().or(() -> told.flatMap(WindowSummary::openInterest))),
                noted("funding", seen.funding().or(() -> told.flatMap(WindowSummary::funding))),
                fromOrders ? observedBars() : reports.map(this::reportedBars).orElse(List.of()),
                prices(market),
                gaps(),
                analyst.analysis(largestDay, reports),
                notObserved);
    }

    private <T> Optional<T> noted(String key, Optional<T> found) {
        if (found.isEmpty()) {
            notObserved.put(key, "nothing on the tape for this coin in this window");
        }
        return found;
    }

    private boolean isWatchedAsMuch(LiquidationTotals totals, Optional<ReportedTotals> reports) {
        double watched =
                totals.coverage().venues().stream()
                        .mapToDouble(VenueCoverage::timeShare)
                        .max()
                        .orElse(0);
        return reports.isEmpty() || watched >= share(reports.get().sum(window));
    }

    private double share(ReportedSum sum) {
        long missingNs = window.lengthNs() - sum.window().lengthNs();
        for (var missing : sum.missing()) {
            missingNs += missing.lengthNs();
        }
        return 1 - missingNs / (double) window.lengthNs();
    }

    /// The subject of the shortest intervals that has a value of any of `metrics` in the window.
    private Optional<ReportedSubject> finest(Metric... metrics) {
        return reading.reported().subjects(coin).stream()
                .filter(subject -> subject.intervalNs() > 0 && hasAny(subject, metrics))
                .min(
                        Comparator.comparingLong(ReportedSubject::intervalNs)
                                .thenComparing(s -> !s.isWholeCoin())
                                .thenComparingDouble(s -> -openInterest(s))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /// The last open interest in the window, which tells a coin's main contract from the others.
    private double openInterest(ReportedSubject subject) {
        Bars bars = reading.reported().bars(subject, Metric.OPEN_INTEREST).within(window);
        return bars.isEmpty() ? 0 : bars.bars().getLast().close().toDouble();
    }

    private boolean hasAny(ReportedSubject subject, Metric... metrics) {
        for (var metric : metrics) {
            if (!reading.reported().bars(subject, metric).within(window).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// Liquidations as the first reports them that has any in the window, in intervals that make up
    /// a day.
    private Optional<ReportedTotals> finestLiquidations() {
        return reading.reported().liquidations(coin).stream()
                .filter(totals -> DAY.toNanos() % totals.intervalNs() == 0)
                .filter(totals -> share(totals.sum(window)) > 0)
                .findFirst();
    }

    private Optional<LargestDay> observedDay() {
        return reading.largest(DAY, Scope.of(coin)).map(EventReporter::observedDay);
    }

    private static LargestDay observedDay(LiquidationTotals totals) {
        return new LargestDay(
                totals.window(),
                totals.sums(),
                String.join(" + ", totals.byVenue().keySet()),
                FigureKind.OBSERVED,
                totals.oneSidedness(),
                List.of());
    }

    private Optional<LargestDay> reportedDay(ReportedTotals totals) {
        return totals.largest(DAY, window)
                .map(sum ->
                        new LargestDay(
                                sum.window(),
                                new LongShort(
                                        new OrderSum(0, sum.longMicroUsd()),
                                        new OrderSum(0, sum.shortMicroUsd())),
                                sum.source(),
                                FigureKind.REPORTED,
                                totals.oneSidedness(sum.window()),
                                sum.missing()));
    }

    private List<LiquidationBar> observedBars() {
        long stepNs = barNs();
        var bars = new ArrayList<LiquidationBar>();
        for (long at = window.fromNs(); at < window.toNs(); at += stepNs) {
            var interval = new TimeWindow(at, Math.min(at + stepNs, window.toNs()));
            LiquidationTotals totals = reading.liquidations(Scope.of(coin), interval);
            LongShort sums = totals.sums();
            if (totals.hasData()) {
                bars.add(
                        new LiquidationBar(
                                interval, sums.longs().microUsd(), sums.shorts().microUsd()));
            }
        }
        return bars;
    }

    /// An hour, or as many as make no more bars than can be told apart.
    private long barNs() {
        long hours = Math.ceilDiv(window.lengthNs(), HOUR_NS);
        return HOUR_NS * Math.max(1, Math.ceilDiv(hours, MOST_BARS));
    }

    private List<LiquidationBar> reportedBars(ReportedTotals totals) {
        long stepNs = totals.intervalNs();
        TimeWindow cut = totals.sum(window).window();
        var bars = new ArrayList<LiquidationBar>();
        for (long at = cut.fromNs(); at < cut.toNs(); at += stepNs) {
            var interval = new TimeWindow(at, at + stepNs);
            ReportedSum sum = totals.sum(interval);
            if (sum.missing().isEmpty()) {
                bars.add(new LiquidationBar(interval, sum.longMicroUsd(), sum.shortMicroUsd()));
            }
        }
        return bars;
    }

    private List<PriceBar> prices(Optional<ReportedSubject> market) {
        @Nullable Bars told =
                market.map(s -> reading.reported().bars(s, Metric.PRICE).within(window))
                        .orElse(null);
        var bars = new ArrayList<PriceBar>();
        if (told != null) {
            for (var bar : told.bars()) {
                bars.add(
                        new PriceBar(
                                bar.interval(),
                                bar.open().toDouble(),
                                bar.high().toDouble(),
                                bar.low().toDouble(),
                                bar.close().toDouble()));
            }
        }
        return bars;
    }

    /// What each feed of the coin missed, by feed and time.
    private List<CoverageGap> gaps() {
        Coverage coverage = reading.coverage();
        Instruments instruments = tape.instruments();
        var symbols = new java.util.HashSet<String>();
        for (var instrument : instruments.all()) {
            if (instrument.coin().equals(coin) || instrument.isWholeMarket()) {
                symbols.add(instrument.venue().code() + " " + instrument.symbol());
            }
        }
        var gaps = new ArrayList<CoverageGap>();
        coverage.byFeed()
                .forEach((feed, spans) -> {
                    if (symbols.contains(feed.venue().code() + " " + feed.symbol())) {
                        for (var gap : spans.gapsWithin(window).windows()) {
                            gaps.add(new CoverageGap(feed, gap));
                        }
                    }
                });
        return gaps;
    }
}

package spillway.app.reading;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import spillway.market.Channel;
import spillway.market.Coin;
import spillway.market.Coverage;
import spillway.market.EventKind;
import spillway.market.TimeWindow;
import spillway.signals.OperatorHost;
import spillway.signals.Scope;
import spillway.signals.coverage.CompletenessRules;
import spillway.signals.coverage.CoverageMeasure;
import spillway.signals.coverage.CoverageQuestion;
import spillway.signals.coverage.FeedCoverage;
import spillway.signals.coverage.Universe;
import spillway.signals.summary.MarketBars;
import spillway.signals.summary.ReportedSeries;
import spillway.signals.summary.ReportedSum;
import spillway.signals.summary.WindowSummary;
import spillway.signals.totals.LiquidationTotals;
import spillway.signals.totals.RollingTotals;
import spillway.tape.Selection;
import spillway.tape.Tape;

/// One window of a tape, read once through the operators whose answers are asked for.
public final class WindowReading {
    /// Open interest is polled, and stands for up to two hours: a window's first hour needs those
    /// before it.
    private static final Duration BEFORE = Duration.ofHours(3);

    /// What is read of the window; health of feeds is read from the beginning of the tape.
    private static final Set<EventKind> KINDS =
            EnumSet.of(
                    EventKind.LIQUIDATION,
                    EventKind.DELEVERAGING,
                    EventKind.MARK_PRICE,
                    EventKind.FUNDING_RATE,
                    EventKind.OPEN_INTEREST,
                    EventKind.REPORTED);

    private final TimeWindow window;
    private final Universe universe;
    private final Tape tape;
    private final FeedCoverage feeds;
    private final RollingTotals totals;
    private final MarketBars bars;
    private final ReportedSeries reported;

    private WindowReading(Tape tape, TimeWindow window, Universe universe) {
        this.tape = tape;
        this.window = window;
        this.universe = universe;
        var instruments = tape.instruments();
        var length = Duration.ofNanos(window.lengthNs());
        feeds = new FeedCoverage(instruments);
        totals = new RollingTotals(instruments, List.of(length));
        bars = new MarketBars(instruments, length.plus(BEFORE).plusHours(1));
        reported = new ReportedSeries(instruments, length.plus(BEFORE).plusHours(1));
    }

    /// Reads `window` of `tape`.
    ///
    /// @param window longer than nothing
    /// @param universe the venues that coverage is a share of
    public static WindowReading of(Tape tape, TimeWindow window, Universe universe)
            throws IOException {
        var reading = new WindowReading(tape, window, universe);
        reading.readFeeds();
        reading.readEvents();
        return reading;
    }

    private void readFeeds() throws IOException {
        tape.arrival(Selection.of(EventKind.FEED_HEALTH)).pour(feeds);
        feeds.onWatermark(window.toNs() - 1);
    }

    private void readEvents() throws IOException {
        var host =
                OperatorHost.inEventOrder(
                        tape.instruments(), List.of(totals, bars, reported), Duration.ofHours(1));
        long fromNs = window.fromNs() - BEFORE.toNanos();
        tape.happening(new Selection(KINDS, Set.of(), new TimeWindow(fromNs, window.toNs())))
                .pour(host);
        host.finish(window.toNs() - 1);
    }

    public TimeWindow window() {
        return window;
    }

    /// When each feed was listened to, up to the end of the window.
    public Coverage coverage() {
        return feeds.coverage();
    }

    /// Liquidations of the window, order by order.
    public LiquidationTotals liquidations(Scope scope) {
        return liquidations(scope, window);
    }

    /// Liquidations of a part of the window, order by order.
    public LiquidationTotals liquidations(Scope scope, TimeWindow part) {
        var coverage =
                new CoverageMeasure(CompletenessRules.published(), tape.instruments())
                        .measure(
                                feeds.coverage(),
                                new CoverageQuestion(Channel.LIQUIDATIONS, part, universe, scope),
                                bars.openInterestMicroUsd(scope, part.toNs() - 1));
        return totals.totals(scope, coverage);
    }

    /// Liquidations of the `length` inside the window in which they were most; empty where there
    /// were none, or the window is shorter.
    public Optional<LiquidationTotals> largest(Duration length, Scope scope) {
        return totals.largest(length, scope, window).map(part -> liquidations(scope, part));
    }

    /// Price, funding and open interest as venues told us.
    public WindowSummary observed(Coin coin) {
        return bars.summary(coin, window);
    }

    /// What others report.
    public ReportedSeries reported() {
        return reported;
    }

    /// What others report as liquidated in `part`, in whole intervals; those who report nothing of
    /// it are left out.
    public List<ReportedSum> reportedLiquidations(Coin coin, TimeWindow part) {
        var sums = new ArrayList<ReportedSum>();
        for (var totals : reported.liquidations(coin)) {
            ReportedSum sum = totals.sum(part);
            if (sum.window().lengthNs() > 0 && !sum.missing().equals(List.of(sum.window()))) {
                sums.add(sum);
            }
        }
        return sums;
    }
}

package spillway.app.reading;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import spillway.market.Channel;
import spillway.market.CountingSink;
import spillway.market.EventKind;
import spillway.market.TimeWindow;
import spillway.signals.Operator;
import spillway.signals.OperatorHost;
import spillway.signals.Scope;
import spillway.signals.Watermarks;
import spillway.signals.coverage.CompletenessRules;
import spillway.signals.coverage.CoverageMeasure;
import spillway.signals.coverage.CoverageQuestion;
import spillway.signals.coverage.FeedCoverage;
import spillway.signals.liquidity.Liquidity;
import spillway.signals.positioning.Positioning;
import spillway.signals.summary.MarketBars;
import spillway.signals.summary.ReportedSeries;
import spillway.signals.surges.Surges;
import spillway.signals.totals.LiquidationTotals;
import spillway.signals.totals.RollingTotals;
import spillway.tape.Selection;
import spillway.tape.Tape;

/// What the operators say at the end of a whole tape.
///
/// @param order in which it was replayed
/// @param byKind events, by kind; kinds without any are left out
/// @param watermarkNs the last watermark; empty for an empty tape
/// @param corrections events that came after a watermark at or behind them
/// @param idle stretches in which a venue said nothing at all; by arrival only
/// @param stateHash of all operators
/// @param operatorHashes of each, by name
/// @param totals of the usual windows at the last watermark; empty for an empty tape
public record TapeReplay(
        Order order,
        SortedMap<EventKind, Long> byKind,
        OptionalLong watermarkNs,
        long corrections,
        List<Watermarks.IdleGap> idle,
        long stateHash,
        SortedMap<String, Long> operatorHashes,
        SortedMap<Duration, LiquidationTotals> totals) {
    /// How a tape is replayed.
    public enum Order {
        /// As live saw it: late events are late again.
        ARRIVAL,
        /// As it happened.
        EVENT
    }

    /// Hears how far a replay is.
    @FunctionalInterface
    public interface Listener {
        /// Takes how far it is.
        ///
        /// @param done events so far
        /// @param total events of the sealed files
        /// @param events the same as `done`, for the rate
        void progress(long done, long total, long events);
    }

    /// Hours of price, funding, open interest and reports that are kept in memory: the reference
    /// event with a month before it.
    private static final Duration KEPT = Duration.ofDays(40);

    /// Between two samples of a book.
    private static final Duration BOOK_STEP = Duration.ofMinutes(1);

    /// A few times in each redraw of a progress bar.
    private static final int EVENTS_PER_REPORT = 1 << 14;

    /// Events of all kinds.
    public long events() {
        return byKind.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Replays `tape`.
    public static TapeReplay of(Tape tape, Order order, Listener listener) throws IOException {
        var instruments = tape.instruments();
        var feeds = new FeedCoverage(instruments);
        var totals = new RollingTotals(instruments, RollingTotals.USUAL_WINDOWS);
        var bars = new MarketBars(instruments, KEPT);
        List<Operator> operators =
                List.of(
                        totals,
                        feeds,
                        bars,
                        new ReportedSeries(instruments, KEPT),
                        new Surges(instruments, KEPT),
                        new Liquidity(instruments, BOOK_STEP, KEPT),
                        new Positioning(instruments, KEPT));
        var watermarks = Watermarks.live(instruments);
        OperatorHost host =
                switch (order) {
                    case ARRIVAL -> OperatorHost.byArrival(instruments, operators, watermarks);
                    case EVENT ->
                            OperatorHost.inEventOrder(
                                    instruments, operators, Duration.ofSeconds(1));
                };
        long total = total(tape);
        var counted = new CountingSink(host, events -> report(events, total, listener));
        switch (order) {
            case ARRIVAL -> tape.arrival(Selection.all()).pour(counted);
            case EVENT -> tape.happening(Selection.all()).pour(counted);
        }
        host.finish();
        var hashes = new TreeMap<String, Long>();
        operators.forEach(operator -> hashes.put(operator.name(), operator.stateHash()));
        boolean any = host.watermarkNs() != Long.MIN_VALUE;
        return new TapeReplay(
                order,
                counted.byKind(),
                any ? OptionalLong.of(host.watermarkNs()) : OptionalLong.empty(),
                host.corrections(),
                watermarks.idle(),
                host.stateHash(),
                hashes,
                any ? windows(tape, totals, feeds, bars) : new TreeMap<>());
    }

    private static void report(long events, long total, Listener listener) {
        if (events % EVENTS_PER_REPORT == 0) {
            listener.progress(events, total, events);
        }
    }

    private static long total(Tape tape) {
        long rows = 0;
        for (var segment : tape.manifest().segments()) {
            rows += segment.rows();
        }
        return rows;
    }

    private static SortedMap<Duration, LiquidationTotals> windows(
            Tape tape, RollingTotals totals, FeedCoverage feeds, MarketBars bars) {
        var measure = new CoverageMeasure(CompletenessRules.published(), tape.instruments());
        var universe = Universes.published(tape.instruments());
        var byLength = new TreeMap<Duration, LiquidationTotals>();
        for (Duration length : RollingTotals.USUAL_WINDOWS) {
            TimeWindow window = totals.window(length);
            var question =
                    new CoverageQuestion(Channel.LIQUIDATIONS, window, universe, Scope.MARKET);
            var openInterest = bars.openInterestMicroUsd(Scope.MARKET, window.toNs() - 1);
            byLength.put(
                    length,
                    totals.totals(
                            Scope.MARKET,
                            measure.measure(feeds.coverage(), question, openInterest)));
        }
        return byLength;
    }
}

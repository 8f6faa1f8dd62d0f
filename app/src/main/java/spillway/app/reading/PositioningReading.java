package spillway.app.reading;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import spillway.market.Coin;
import spillway.market.Metric;
import spillway.market.TimeWindow;
import spillway.signals.OperatorHost;
import spillway.signals.positioning.Positioning;
import spillway.signals.positioning.PositioningState;
import spillway.signals.positioning.Regime;
import spillway.signals.reset.LeverageBars;
import spillway.signals.summary.Bar;
import spillway.signals.summary.Bars;
import spillway.signals.summary.Figure;
import spillway.tape.Selection;
import spillway.tape.Tape;

/// How leverage in a coin was placed at a moment: as venues told us, and as others report.
///
/// @param state as venues told us
/// @param reported the last value of each metric that others report, by source
/// @param priceChangePct over the window
/// @param openInterestChangePct in coin, over the window
/// @param regime of the two; empty where one is not known
/// @param fundingPercentile share of the closes of the thirty days before that were lower
/// @param openInterestPercentile the same of open interest in coin
/// @param notObserved what is missing, by key, and why
public record PositioningReading(
        PositioningState state,
        List<ReportedFigure> reported,
        OptionalDouble priceChangePct,
        OptionalDouble openInterestChangePct,
        Optional<Regime> regime,
        OptionalDouble fundingPercentile,
        OptionalDouble openInterestPercentile,
        SortedMap<String, String> notObserved) {
    /// The window over which flow and changes are taken.
    private static final Duration DAY = Duration.ofHours(24);

    private static final Duration MONTH = Duration.ofDays(30);
    private static final int LEAST_CLOSES = 7;

    /// A reported value stands for two of its intervals.
    private static final int STANDS_INTERVALS = 2;

    /// One reported value.
    ///
    /// @param metric what
    /// @param figure its last value
    public record ReportedFigure(Metric metric, Figure figure) {}

    public PositioningReading {
        reported = List.copyOf(reported);
        notObserved = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(notObserved));
    }

    /// Reads the day up to `atNs`.
    public static PositioningReading of(Tape tape, Coin coin, long atNs) throws IOException {
        var window = new TimeWindow(atNs - DAY.toNanos(), atNs);
        var positioning = new Positioning(tape.instruments(), DAY.plusHours(2));
        var host =
                OperatorHost.inEventOrder(
                        tape.instruments(), List.of(positioning), Duration.ofHours(1));
        var kinds = EnumSet.copyOf(positioning.kinds());
        tape.happening(new Selection(kinds, Set.of(), window)).pour(host);
        host.finish(atNs - 1);
        var history = EventHistory.of(tape, coin, window, atNs);
        PositioningState state = positioning.state(coin, window);
        LeverageBars bars = history.leverage(window);
        OptionalDouble price = changePct(bars.price(), window);
        OptionalDouble interest = changePct(bars.openInterestCoins(), window);
        var missing = new TreeMap<>(state.notObserved());
        OptionalDouble funding = percentile(bars.funding(), atNs);
        OptionalDouble open = percentile(bars.openInterestCoins(), atNs);
        note(missing, "regime", price.isPresent() && interest.isPresent());
        note(missing, "crowding.funding", funding.isPresent());
        note(missing, "crowding.openInterest", open.isPresent());
        missing.put("estimatedLeverage", "no tape has the reserves of exchanges");
        missing.put("dominance.stock", "no tape has the market value of coins");
        missing.put("optionsSkew", "options are not read");
        List<ReportedFigure> reported = reported(history, coin, atNs);
        boolean etf = reported.stream().anyMatch(f -> f.metric() == Metric.ETF_FLOW);
        if (!etf) {
            missing.put("etfFlow", "nobody reports it on this tape at this time");
        }
        return new PositioningReading(
                state,
                reported,
                price,
                interest,
                price.isPresent() && interest.isPresent()
                        ? Optional.of(Regime.of(price.getAsDouble(), interest.getAsDouble()))
                        : Optional.empty(),
                funding,
                open,
                missing);
    }

    private static void note(SortedMap<String, String> missing, String key, boolean found) {
        if (!found) {
            missing.put(key, "not enough of it on the tape before this time");
        }
    }

    /// From the last close up to the start of `window` to the last up to its end.
    private static OptionalDouble changePct(Bars bars, TimeWindow window) {
        double from = closedBy(bars, window.fromNs());
        double to = closedBy(bars, window.toNs());
        return from > 0 && to > 0
                ? OptionalDouble.of(100 * (to / from - 1))
                : OptionalDouble.empty();
    }

    /// The close of the last bar that ends at `timeNs` or up to a day before; 0 without one.
    private static double closedBy(Bars bars, long timeNs) {
        double close = 0;
        for (Bar bar : bars.bars()) {
            long endNs = bar.interval().toNs();
            boolean near = endNs > timeNs - DAY.toNanos() && endNs <= timeNs;
            close = near ? bar.close().toDouble() : close;
        }
        return close;
    }

    /// Where the last close stands among those of the month before it.
    private static OptionalDouble percentile(Bars bars, long atNs) {
        double now = Double.NaN;
        int lower = 0;
        int others = -1;
        var month = bars.within(new TimeWindow(atNs - MONTH.toNanos(), atNs));
        for (Bar bar : month.bars()) {
            now = bar.close().toDouble();
        }
        for (Bar bar : month.bars()) {
            lower += bar.close().toDouble() < now ? 1 : 0;
            others++;
        }
        return others >= LEAST_CLOSES
                ? OptionalDouble.of(lower / (double) others)
                : OptionalDouble.empty();
    }

    private static List<ReportedFigure> reported(EventHistory history, Coin coin, long atNs) {
        var figures = new ArrayList<ReportedFigure>();
        for (var subject : history.reported().subjects(coin)) {
            for (var metric : Metric.values()) {
                Bars bars = history.reported().bars(subject, metric);
                long oldestNs = atNs - STANDS_INTERVALS * subject.intervalNs();
                Bars standing = bars.within(new TimeWindow(oldestNs, atNs));
                if (subject.intervalNs() > 0 && !standing.isEmpty() && isPlacing(metric)) {
                    Bar last = standing.bars().getLast();
                    figures.add(
                            new ReportedFigure(
                                    metric,
                                    new Figure(
                                            last.close(),
                                            last.interval(),
                                            bars.source(),
                                            bars.kind())));
                }
            }
        }
        return figures;
    }

    /// Whether a metric tells how leverage is placed.
    private static boolean isPlacing(Metric metric) {
        return switch (metric) {
            case PRICE,
                    SPOT_PRICE,
                    LIQUIDATED_LONG,
                    LIQUIDATED_SHORT,
                    LIQUIDATION_ORDERS,
                    DELEVERAGING_ORDERS,
                    BID_DEPTH,
                    ASK_DEPTH ->
                    false;
            case FUNDING_RATE,
                    FUNDING_RATE_BY_OPEN_INTEREST,
                    FUNDING_RATE_BY_VOLUME,
                    OPEN_INTEREST,
                    OPEN_INTEREST_STABLE_MARGIN,
                    OPEN_INTEREST_COIN_MARGIN,
                    OPEN_INTEREST_COINS,
                    CVD,
                    TAKER_BUY,
                    TAKER_SELL,
                    FUTURES_VOLUME,
                    SPOT_VOLUME,
                    LONG_SHORT_ALL_ACCOUNTS,
                    LONG_SHORT_TOP_ACCOUNTS,
                    LONG_SHORT_TOP_POSITIONS,
                    MARGIN_LONG,
                    MARGIN_SHORT,
                    BORROW_RATE,
                    ETF_FLOW,
                    ETF_ASSETS,
                    SPOT_PREMIUM ->
                    true;
        };
    }
}

package spillway.app.live;

import java.time.Duration;
import spillway.app.reading.Universes;
import spillway.market.Channel;
import spillway.market.Instruments;
import spillway.market.TimeWindow;
import spillway.signals.Scope;
import spillway.signals.coverage.CompletenessRules;
import spillway.signals.coverage.CoverageMeasure;
import spillway.signals.coverage.CoverageQuestion;
import spillway.signals.coverage.FeedCoverage;
import spillway.signals.coverage.WindowCoverage;
import spillway.signals.summary.MarketBars;
import spillway.signals.totals.LiquidationTotals;
import spillway.signals.totals.RollingTotals;

/// Totals and coverage as they were at one moment: copies of the operators, which nobody else has.
/// Answering walks through a day of orders, so whoever holds this does it on a thread of their own,
/// one at a time.
public final class LiveAnswers {
    private final Instruments instruments;
    private final Universes.Choice universe;
    private final RollingTotals totals;
    private final FeedCoverage feeds;
    private final MarketBars bars;

    LiveAnswers(
            Instruments instruments,
            Universes.Choice universe,
            RollingTotals totals,
            FeedCoverage feeds,
            MarketBars bars) {
        this.instruments = instruments;
        this.universe = universe;
        this.totals = totals;
        this.feeds = feeds;
        this.bars = bars;
    }

    /// Liquidations of the `length` that ends at that moment; provisional, since orders of the last
    /// seconds may still be on their way.
    ///
    /// @param length at most a day
    public LiquidationTotals totals(Duration length) {
        return totals.totals(Scope.MARKET, coverage(totals.window(length)));
    }

    /// How much of a window that ends at that moment or before was listened to.
    public WindowCoverage coverage(TimeWindow window) {
        var question =
                new CoverageQuestion(
                        Channel.LIQUIDATIONS,
                        window,
                        Universes.of(universe, instruments),
                        Scope.MARKET);
        return new CoverageMeasure(CompletenessRules.published(), instruments)
                .measure(
                        feeds.coverage(),
                        question,
                        bars.openInterestMicroUsd(Scope.MARKET, window.toNs() - 1));
    }
}

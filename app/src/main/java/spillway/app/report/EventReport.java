package spillway.app.report;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import spillway.market.Coin;
import spillway.market.TimeWindow;
import spillway.signals.coverage.CoverageGap;
import spillway.signals.summary.FundingSummary;
import spillway.signals.summary.OpenInterestSummary;
import spillway.signals.summary.PriceSummary;
import spillway.signals.summary.ReportedSum;
import spillway.signals.totals.LiquidationTotals;

/// The facts of one coin in one window.
///
/// What was observed order by order and what others report stand side by side and are never added.
///
/// @param coin whose
/// @param window `[from, to)`
/// @param origin whether it happened
/// @param observed liquidations, order by order; empty where no feed of them was listened to
/// @param reported liquidations of the whole window, by each party that reports any
/// @param largestDay the 24 hours in which most was liquidated
/// @param price in USD per coin
/// @param openInterest in USD and in coin, one side
/// @param funding as a fraction per funding interval
/// @param liquidations by the hour or longer, for pictures, from the source of `largestDay`; times
///   in which nobody listened are left out
/// @param prices for pictures, as reported; empty where nobody reports them
/// @param gaps stretches of the window that a feed of this coin missed
/// @param analysis what it was, beyond its sums
/// @param notObserved what cannot be told, by key, and why
public record EventReport(
        Coin coin,
        TimeWindow window,
        Origin origin,
        Optional<LiquidationTotals> observed,
        List<ReportedSum> reported,
        Optional<LargestDay> largestDay,
        Optional<PriceSummary> price,
        Optional<OpenInterestSummary> openInterest,
        Optional<FundingSummary> funding,
        List<LiquidationBar> liquidations,
        List<PriceBar> prices,
        List<CoverageGap> gaps,
        EventAnalysis analysis,
        SortedMap<String, String> notObserved) {
    /// Whether a report is about something that happened.
    public enum Origin {
        RECORDED,
        /// Made up, to show what Spillway does.
        SYNTHETIC
    }

    public EventReport {
        reported = List.copyOf(reported);
        liquidations = List.copyOf(liquidations);
        prices = List.copyOf(prices);
        gaps = List.copyOf(gaps);
        notObserved = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(notObserved));
    }
}

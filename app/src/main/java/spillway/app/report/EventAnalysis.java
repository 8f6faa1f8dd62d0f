package spillway.app.report;

import java.util.List;
import java.util.Optional;
import spillway.signals.levels.PriceContext;
import spillway.signals.reset.Precedents;
import spillway.signals.reset.ResetVerdict;
import spillway.signals.surges.Surge;

/// What an event was, beyond its sums: its waves, the prices it went through, whether it flushed
/// leverage out, and where it stands among others.
///
/// @param waves of the largest 24 hours; empty where there are none
/// @param prices the price against its past, by party, the shortest bars first
/// @param surges of the coin and the market that were raised in the window
/// @param verdict of the largest 24 hours
/// @param precedents earlier events of a like score; empty where the tape has no history for them
/// @param precedentsMissing why they are empty
/// @param rank among others; empty without 24 hours to rank
public record EventAnalysis(
        Optional<EventWaves> waves,
        List<PriceContext> prices,
        List<Surge> surges,
        Optional<ResetVerdict> verdict,
        Optional<Precedents> precedents,
        String precedentsMissing,
        Optional<EventRank> rank) {
    /// Nothing was looked at.
    public static final EventAnalysis NONE =
            new EventAnalysis(
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    Optional.empty());

    public EventAnalysis {
        prices = List.copyOf(prices);
        surges = List.copyOf(surges);
    }
}

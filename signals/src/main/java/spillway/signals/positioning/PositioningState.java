package spillway.signals.positioning;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import spillway.market.Coin;
import spillway.market.TimeWindow;

/// How leverage in one coin is placed, as venues told us.
///
/// @param coin whose
/// @param window whose end it is as of, and over which flow is summed
/// @param contracts by venue and symbol
/// @param weightedFunding annualised, weighted by open interest over the contracts that have both
/// @param fundingDispersion largest less smallest annualised rate; empty with fewer than two
/// @param openInterestUsd sum over the contracts that tell it
/// @param openInterestCoins sum over the contracts that tell it
/// @param longShort by venue, symbol and population
/// @param derivatives taker flow on contracts
/// @param spot taker flow on spot
/// @param volumeDominance derivatives volume over spot volume
/// @param notObserved what is missing, by key, and why
public record PositioningState(
        Coin coin,
        TimeWindow window,
        List<ContractState> contracts,
        OptionalDouble weightedFunding,
        OptionalDouble fundingDispersion,
        OptionalDouble openInterestUsd,
        OptionalDouble openInterestCoins,
        List<LongShortState> longShort,
        Optional<TakerFlow> derivatives,
        Optional<TakerFlow> spot,
        OptionalDouble volumeDominance,
        SortedMap<String, String> notObserved) {
    public PositioningState {
        contracts = List.copyOf(contracts);
        longShort = List.copyOf(longShort);
        notObserved =
                java.util.Collections.unmodifiableSortedMap(new java.util.TreeMap<>(notObserved));
    }
}

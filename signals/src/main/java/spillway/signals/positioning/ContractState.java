package spillway.signals.positioning;

import java.util.OptionalDouble;
import spillway.market.Instrument;

/// What a venue last said of one contract that carries leverage.
///
/// @param instrument which
/// @param fundingRate fraction per interval
/// @param fundingIntervalHours of that rate; empty where the venue does not say
/// @param fundingAnnualised `rate × 8760 / hours`; empty where rate or interval is not known
/// @param openInterestUsd one side
/// @param openInterestCoins one side
/// @param fundingSpendUsdPerDay what one side pays the other in a day at this rate; negative where
///   shorts pay
/// @param basis mark price over index price, less one
public record ContractState(
        Instrument instrument,
        OptionalDouble fundingRate,
        OptionalDouble fundingIntervalHours,
        OptionalDouble fundingAnnualised,
        OptionalDouble openInterestUsd,
        OptionalDouble openInterestCoins,
        OptionalDouble fundingSpendUsdPerDay,
        OptionalDouble basis) {}

package spillway.exchange.venue;

import spillway.margin.adl.AdlPolicy;
import spillway.margin.adl.AdlPrice;
import spillway.margin.liquidation.FirstOrder;
import spillway.margin.liquidation.FundRule;

/// How a venue closes positions by force, as data. Which venue does what, and what of it is
/// assumed: `docs/concepts/simulated-venue.md`.
///
/// @param firstOrder how much an order closes
/// @param limit at what price it may trade
/// @param after what follows an order that did not cure the account
/// @param fund what the fund gets of a surplus
/// @param adl whom the venue deleverages
/// @param adlPrice at which price
/// @param backstopPpm equity below this share of the requirement, in millionths, is taken over at
///   once; 0 means below zero
/// @param retryNs least time between two orders for one account; 0 for every look
/// @param limits of the fund
/// @param exit how the house works off what it took
/// @param sharing who pays when the fund is empty
public record EngineTerms(
        FirstOrder firstOrder,
        OrderLimit limit,
        AfterOrder after,
        FundRule fund,
        AdlPolicy adl,
        AdlPrice adlPrice,
        long backstopPpm,
        long retryNs,
        FundLimits limits,
        HouseExit exit,
        LossSharing sharing) {
    /// The worst price of a liquidation order; it is always immediate or cancel.
    public enum OrderLimit {
        /// Where the position's share of equity is used up.
        BANKRUPTCY,
        /// Between the mark and one and a half times the maintenance margin beyond it, the further
        /// the more the account has decayed (dYdX).
        FILLABLE
    }

    /// What follows an order after which the account is still to be liquidated.
    public enum AfterOrder {
        /// The house takes over what is left, at once.
        TAKE_OVER,
        /// The next order at the next look if this one traded; else the house takes over.
        LADDER,
        /// The next order at the next look, or after `retryNs`; the house takes over below the
        /// backstop.
        WAIT
    }

    /// Who pays for what the fund cannot.
    public enum LossSharing {
        /// Nobody: the fund's balance goes below zero and says so.
        VENUE,
        /// All who are in profit, in proportion to it.
        WINNERS
    }

    /// The same with another exit.
    public EngineTerms with(HouseExit other) {
        return new EngineTerms(
                firstOrder,
                limit,
                after,
                fund,
                adl,
                adlPrice,
                backstopPpm,
                retryNs,
                limits,
                other,
                sharing);
    }

    /// The same with other limits of the fund.
    public EngineTerms with(FundLimits other) {
        return new EngineTerms(
                firstOrder,
                limit,
                after,
                fund,
                adl,
                adlPrice,
                backstopPpm,
                retryNs,
                other,
                exit,
                sharing);
    }
}

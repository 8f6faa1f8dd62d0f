package spillway.exchange.venue;

import spillway.exchange.account.Proportion;
import spillway.margin.FeeRates;
import spillway.margin.Rational;

/// Fees as parts of a billion of the value of a fill; negative is a rebate.
///
/// @param makerPpb for an order that rested
/// @param takerPpb for an order that did not
/// @param liquidationPpb for a fill of a liquidation order
/// @param conversionPpb for collateral that the venue sells to pay a debt
public record FeeTerms(long makerPpb, long takerPpb, long liquidationPpb, long conversionPpb) {
    public static final FeeTerms NONE = new FeeTerms(0, 0, 0, 0);

    /// Rates cut off after nine decimals.
    ///
    /// @param conversionRate fraction of the value converted
    public static FeeTerms of(FeeRates rates, Rational conversionRate) {
        return new FeeTerms(
                ppb(rates.maker()),
                ppb(rates.taker()),
                ppb(rates.liquidation()),
                ppb(conversionRate));
    }

    private static long ppb(Rational rate) {
        return rate.times(Proportion.BILLION).floor();
    }

    /// A fee in money units, rounded up: against the account, rebates down.
    static long fee(long value, long ppb) {
        return Proportion.ceiling(value, ppb, Proportion.BILLION);
    }
}

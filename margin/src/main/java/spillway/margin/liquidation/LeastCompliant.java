package spillway.margin.liquidation;

import java.math.BigInteger;
import spillway.margin.Leg;
import spillway.margin.MarginTerms;

/// Binance's "smart liquidation" as modelled: the smallest number of lots such that equity less the
/// clearance fee covers the requirement of what is left.
///
/// The venue says one order large enough to become compliant and gives no formula
/// (faq/360033525271), so this is an assumption. It errs towards small orders: a venue that adds a
/// margin of safety closes more.
public final class LeastCompliant {
    private LeastCompliant() {}

    /// Lots to close at `priceTicks`; the whole leg where no part of it is enough.
    ///
    /// @param collateral money units behind the leg
    /// @param feePpm clearance fee in millionths of the value closed
    public static long lots(
            MarginTerms terms, Leg leg, long collateral, long priceTicks, long feePpm) {
        long low = 0;
        long high = leg.lots();
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (isCompliant(terms, leg, collateral, priceTicks, feePpm, middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static boolean isCompliant(
            MarginTerms terms,
            Leg leg,
            long collateral,
            long priceTicks,
            long feePpm,
            long closed) {
        long rest = leg.lots() - closed;
        if (rest == 0) {
            return true;
        }
        long equity =
                terms.equity(leg.side(), leg.lots(), leg.entryValue(), collateral, priceTicks);
        long value = terms.contract().value(closed, priceTicks);
        long fee = Math.ceilDiv(Math.multiplyExact(value, feePpm), 1_000_000);
        long restEntry =
                BigInteger.valueOf(leg.entryValue())
                        .multiply(BigInteger.valueOf(rest))
                        .divide(BigInteger.valueOf(leg.lots()))
                        .longValueExact();
        return equity - fee >= terms.requirement(rest, restEntry, priceTicks);
    }
}

package spillway.margin.liquidation;

import java.math.BigInteger;
import spillway.margin.Leg;
import spillway.margin.MarginTerms;
import spillway.margin.Rational;

/// Binance's "smart liquidation" as modelled: the smallest number of lots such that equity less the
/// clearance fee covers the requirement of what is left.
///
/// The venue says one order large enough to become compliant and gives no formula
/// (faq/360033525271), so this is an assumption. It errs towards small orders: a venue that adds a
/// margin of safety closes more.
///
/// What is left over the requirement is concave in the lots closed, since margin is convex: it
/// rises while the tier's rate is above the fee and falls below that. So the search is for its peak
/// first, and then on the rising side of it.
public final class LeastCompliant {
    private static final long MILLION = 1_000_000;

    private final MarginTerms terms;
    private final Leg leg;
    private final long equity;
    private final long priceTicks;
    private final long feePpm;

    private LeastCompliant(MarginTerms terms, Leg leg, long equity, long priceTicks, long feePpm) {
        this.terms = terms;
        this.leg = leg;
        this.equity = equity;
        this.priceTicks = priceTicks;
        this.feePpm = feePpm;
    }

    /// Lots to close at `priceTicks`; the whole leg where no part of it is enough.
    ///
    /// @param terms with marginal tiers, as Binance has them
    /// @param collateral money units behind the leg
    /// @param feePpm clearance fee in millionths of the value closed
    public static long lots(
            MarginTerms terms, Leg leg, long collateral, long priceTicks, long feePpm) {
        long equity =
                terms.equity(leg.side(), leg.lots(), leg.entryValue(), collateral, priceTicks);
        var search = new LeastCompliant(terms, leg, equity, priceTicks, feePpm);
        long peak = search.peak();
        return search.surplus(peak) < 0 ? leg.lots() : search.firstCompliant(peak);
    }

    /// The number of lots, less than all, after which most is left over the requirement.
    private long peak() {
        long low = 0;
        long high = leg.lots() - 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (surplus(middle) < surplus(middle + 1)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long firstCompliant(long compliant) {
        long low = 0;
        long high = compliant;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (surplus(middle) >= 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /// Money units left over the requirement of the rest once `closed` lots are gone.
    private long surplus(long closed) {
        long rest = leg.lots() - closed;
        long value = terms.contract().value(closed, priceTicks);
        long fee = Rational.of(feePpm, MILLION).times(value).ceiling();
        long restEntry =
                BigInteger.valueOf(leg.entryValue())
                        .multiply(BigInteger.valueOf(rest))
                        .divide(BigInteger.valueOf(leg.lots()))
                        .longValueExact();
        return equity - fee - terms.requirement(rest, restEntry, priceTicks);
    }
}

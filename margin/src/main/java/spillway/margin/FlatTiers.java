package spillway.margin;

import java.util.ArrayList;
import java.util.List;

/// Tiers whose rate applies to the whole position: margin jumps at every boundary, and there is no
/// deduction.
///
/// OKX (okx.com/help/introduction-to-clearing-mechanism), by number of contracts; Bitget
/// (bitget.com/support/articles/360052911052), by value, as read from its text; dYdX with one tier.
public final class FlatTiers implements TierSchedule {
    private final TierMeasure measure;
    private final List<TierStep> steps;
    private final RateSteps rates;

    private FlatTiers(TierMeasure measure, List<TierStep> steps, Rational extraRate) {
        this.measure = measure;
        this.steps = steps;
        rates = new RateSteps(steps, extraRate);
    }

    /// A schedule of flat tiers.
    ///
    /// @param measure what the floors are counted in
    public static FlatTiers of(TierMeasure measure, List<TierStep> steps) {
        for (TierStep step : steps) {
            if (step.deduction().signum() != 0) {
                throw new IllegalArgumentException(
                        "a flat tier has no deduction, was " + step.deduction());
            }
        }
        return new FlatTiers(measure, List.copyOf(steps), Rational.ZERO);
    }

    /// One rate for every size.
    public static FlatTiers single(Rational rate) {
        return of(TierMeasure.VALUE, List.of(new TierStep(0, rate, Rational.ZERO)));
    }

    @Override
    public long roundedUp(long lots, long value) {
        return WideProduct.ceiling(
                value, rates.numerators[tierOf(lots, value)], 0, rates.denominator);
    }

    @Override
    public long roundedDown(long lots, long value) {
        return WideProduct.floor(
                value, rates.numerators[tierOf(lots, value)], 0, rates.denominator);
    }

    @Override
    public int tierOf(long lots, long value) {
        return rates.indexOf(measure == TierMeasure.LOTS ? lots : value);
    }

    @Override
    public TierSchedule plus(Rational rate) {
        return rate.signum() == 0 ? this : new FlatTiers(measure, steps, rate);
    }

    /// Whether the tier changes as the price moves, which is where margin jumps.
    boolean jumpsWithPrice() {
        return measure == TierMeasure.VALUE && steps.size() > 1;
    }

    @Override
    public List<RequirementPiece> pieces(long lots) {
        if (measure == TierMeasure.LOTS) {
            return List.of(piece(Rational.ZERO, rates.indexOf(lots), lots));
        }
        var pieces = new ArrayList<RequirementPiece>();
        for (int k = 0; k < steps.size(); k++) {
            pieces.add(piece(Rational.of(rates.floors[k], lots), k, lots));
        }
        return pieces;
    }

    private RequirementPiece piece(Rational from, int tier, long lots) {
        return RequirementPiece.proportional(from, Rational.ZERO, rates.rate(tier).times(lots));
    }
}

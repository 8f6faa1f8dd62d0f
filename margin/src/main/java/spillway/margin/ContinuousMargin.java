package spillway.margin;

import java.util.List;

/// A margin rate that grows with size, without tiers: `margin = value × (base + slope × size)`.
///
/// Deribit (support.deribit.com, articles 25944738177565 for linear, 25944826427293 for inverse).
/// Size is in coins: the lots of a linear contract, the value of an inverse one, which makes the
/// margin of the latter quadratic in value.
public final class ContinuousMargin implements TierSchedule {
    private final TierMeasure measure;
    private final Rational base;
    private final Rational slope;
    private final long baseNumerator;
    private final long slopeNumerator;
    private final long denominator;

    private ContinuousMargin(TierMeasure measure, Rational base, Rational slope) {
        this.measure = measure;
        this.base = base;
        this.slope = slope;
        denominator = RateSteps.commonDenominator(List.of(base, slope));
        baseNumerator = base.times(denominator).toLongExact();
        slopeNumerator = slope.times(denominator).toLongExact();
    }

    /// A rate that grows along a straight line.
    ///
    /// @param measure what `slope` is counted in
    /// @param base fraction of value at size zero
    /// @param slope fraction of value added by each lot or each money unit
    public static ContinuousMargin of(TierMeasure measure, Rational base, Rational slope) {
        if (base.signum() < 0 || slope.signum() < 0) {
            throw new IllegalArgumentException(
                    "base and slope must be >= 0, were " + base + " and " + slope);
        }
        return new ContinuousMargin(measure, base, slope);
    }

    private long numerator(long lots, long value) {
        long size = measure == TierMeasure.LOTS ? lots : value;
        return Math.addExact(baseNumerator, Math.multiplyExact(slopeNumerator, size));
    }

    @Override
    public long roundedUp(long lots, long value) {
        return WideProduct.ceiling(value, numerator(lots, value), 0, denominator);
    }

    @Override
    public long roundedDown(long lots, long value) {
        return WideProduct.floor(value, numerator(lots, value), 0, denominator);
    }

    @Override
    public int tierOf(long lots, long value) {
        return 0;
    }

    @Override
    public TierSchedule plus(Rational rate) {
        return rate.signum() == 0 ? this : new ContinuousMargin(measure, base.plus(rate), slope);
    }

    @Override
    public List<RequirementPiece> pieces(long lots) {
        if (measure == TierMeasure.LOTS) {
            Rational rate = base.plus(slope.times(lots));
            return List.of(
                    RequirementPiece.proportional(Rational.ZERO, Rational.ZERO, rate.times(lots)));
        }
        return List.of(
                new RequirementPiece(
                        Rational.ZERO,
                        Rational.ZERO,
                        base.times(lots),
                        slope.times(lots).times(lots)));
    }
}

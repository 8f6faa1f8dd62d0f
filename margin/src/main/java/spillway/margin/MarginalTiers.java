package spillway.margin;

import java.util.ArrayList;
import java.util.List;

/// Tiers that work like tax brackets: `margin = value × m_k − c_k` with `c_k = c_(k−1) + floor_k ×
/// (m_k − m_(k−1))`, so that margin is continuous in value.
///
/// Binance (binance.com/en/support/faq/b3c689c1f50a44cabb3a84e663b81d93), Bybit (risk limits),
/// Hyperliquid (hyperliquid.gitbook.io, trading/margin-tiers), BitMEX, Kraken.
public final class MarginalTiers implements TierSchedule {
    private final List<TierStep> steps;
    private final RateSteps rates;
    private final long[] deductionWhole;
    private final long[] deductionRest;

    private MarginalTiers(List<TierStep> steps, Rational extraRate) {
        this.steps = steps;
        rates = new RateSteps(steps, extraRate);
        deductionWhole = new long[steps.size()];
        deductionRest = new long[steps.size()];
        for (int i = 0; i < deductionWhole.length; i++) {
            Rational deduction = steps.get(i).deduction();
            deductionWhole[i] = deduction.floor();
            deductionRest[i] =
                    deduction
                            .minus(Rational.of(deductionWhole[i]))
                            .times(rates.denominator)
                            .ceiling();
        }
    }

    /// A schedule of tiers as printed, deductions included.
    ///
    /// A deduction is kept to the schedule's common denominator of a money unit, so those that
    /// follow from floors and rates are exact.
    public static MarginalTiers of(List<TierStep> steps) {
        return new MarginalTiers(List.copyOf(steps), Rational.ZERO);
    }

    /// The deduction of the tier after one of rate `rateBefore` and deduction `deductionBefore`.
    public static Rational nextDeduction(
            Rational deductionBefore, Rational floor, Rational rate, Rational rateBefore) {
        return deductionBefore.plus(floor.times(rate.minus(rateBefore)));
    }

    /// One rate for every size.
    public static MarginalTiers single(Rational rate) {
        return of(List.of(new TierStep(0, rate, Rational.ZERO)));
    }

    @Override
    public long roundedUp(long lots, long value) {
        int k = rates.indexOf(value);
        return WideProduct.ceiling(value, rates.numerators[k], deductionRest[k], rates.denominator)
                - deductionWhole[k];
    }

    @Override
    public long roundedDown(long lots, long value) {
        int k = rates.indexOf(value);
        return WideProduct.floor(value, rates.numerators[k], deductionRest[k], rates.denominator)
                - deductionWhole[k];
    }

    @Override
    public int tierOf(long lots, long value) {
        return rates.indexOf(value);
    }

    @Override
    public TierSchedule plus(Rational rate) {
        return rate.signum() == 0 ? this : new MarginalTiers(steps, rate);
    }

    @Override
    public List<RequirementPiece> pieces(long lots) {
        var pieces = new ArrayList<RequirementPiece>();
        for (int k = 0; k < steps.size(); k++) {
            pieces.add(
                    RequirementPiece.proportional(
                            Rational.of(rates.floors[k], lots),
                            steps.get(k).deduction().negated(),
                            rates.rate(k).times(lots)));
        }
        return pieces;
    }
}

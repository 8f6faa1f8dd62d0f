package spillway.margin;

/// One tier of a schedule, in the units of its contract.
///
/// @param floor lower bound, in money units or lots; the tier begins above it. `>= 0`
/// @param rate maintenance margin as a fraction of value, 0 to 1
/// @param deduction money units taken off `value × rate`; zero in a flat schedule
public record TierStep(long floor, Rational rate, Rational deduction) {
    public TierStep {
        if (floor < 0) {
            throw new IllegalArgumentException("tier: floor must be >= 0, was " + floor);
        }
        if (rate.signum() < 0 || rate.compareTo(Rational.ONE) > 0) {
            throw new IllegalArgumentException("tier: rate must be 0 to 1, was " + rate);
        }
    }
}

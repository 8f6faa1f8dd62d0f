package spillway.margin;

import java.math.BigInteger;
import java.util.List;

/// The floors and rates of a schedule as parallel arrays with one common denominator.
final class RateSteps {
    final long[] floors;
    final long[] numerators;
    final long denominator;

    RateSteps(List<TierStep> steps, Rational extraRate) {
        if (steps.isEmpty() || steps.getFirst().floor() != 0) {
            throw new IllegalArgumentException("a schedule must begin with a tier of floor 0");
        }
        List<Rational> rates = steps.stream().map(s -> s.rate().plus(extraRate)).toList();
        floors = steps.stream().mapToLong(TierStep::floor).toArray();
        denominator = commonDenominator(rates);
        numerators = rates.stream().mapToLong(r -> r.times(denominator).toLongExact()).toArray();
        for (int i = 1; i < floors.length; i++) {
            if (floors[i] <= floors[i - 1]) {
                throw new IllegalArgumentException(
                        "floors must rise, found " + floors[i] + " after " + floors[i - 1]);
            }
        }
    }

    /// The least number that makes every one of `rates` a whole number.
    static long commonDenominator(List<Rational> rates) {
        BigInteger common = BigInteger.ONE;
        for (Rational rate : rates) {
            BigInteger d = rate.denominator();
            common = common.divide(common.gcd(d)).multiply(d);
        }
        return common.longValueExact();
    }

    /// Index of the tier whose floor lies below `size` and whose cap does not.
    int indexOf(long size) {
        int index = 0;
        while (index + 1 < floors.length && size > floors[index + 1]) {
            index++;
        }
        return index;
    }

    Rational rate(int index) {
        return Rational.of(numerators[index], denominator);
    }
}

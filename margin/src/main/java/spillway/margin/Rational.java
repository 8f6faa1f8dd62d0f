package spillway.margin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import spillway.market.Decimal;

/// An exact fraction, always in lowest terms with a positive denominator. For set-up, reports and
/// closed forms; the hot path uses scaled `long`s.
public final class Rational implements Comparable<Rational> {
    public static final Rational ZERO = new Rational(BigInteger.ZERO, BigInteger.ONE);
    public static final Rational ONE = new Rational(BigInteger.ONE, BigInteger.ONE);

    private static final int ROOT_DECIMALS = 60;

    private final BigInteger numerator;
    private final BigInteger denominator;

    private Rational(BigInteger numerator, BigInteger denominator) {
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /// `numerator / denominator`.
    ///
    /// @throws ArithmeticException if `denominator` is zero
    public static Rational of(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            throw new ArithmeticException(
                    "a fraction needs a denominator, was " + numerator + "/0");
        }
        BigInteger common = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            common = common.negate();
        }
        return new Rational(numerator.divide(common), denominator.divide(common));
    }

    public static Rational of(long numerator, long denominator) {
        return of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    public static Rational of(long whole) {
        return new Rational(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    public static Rational of(Decimal decimal) {
        return of(decimal.toBigDecimal());
    }

    public static Rational of(BigDecimal decimal) {
        return decimal.scale() <= 0
                ? new Rational(decimal.toBigIntegerExact(), BigInteger.ONE)
                : of(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    /// Reads plain or scientific decimal digits: `0.004`, `1e-06`.
    ///
    /// @throws NumberFormatException if `text` is not a decimal number
    public static Rational parse(String text) {
        try {
            return of(new BigDecimal(text));
        } catch (NumberFormatException _) {
            throw new NumberFormatException("expected a decimal number, found '" + text + "'");
        }
    }

    public Rational plus(Rational other) {
        return of(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Rational minus(Rational other) {
        return plus(other.negated());
    }

    public Rational times(Rational other) {
        return of(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    public Rational times(long factor) {
        return of(numerator.multiply(BigInteger.valueOf(factor)), denominator);
    }

    /// This number over `divisor`.
    ///
    /// @throws ArithmeticException if `divisor` is zero
    public Rational dividedBy(Rational divisor) {
        return of(numerator.multiply(divisor.denominator), denominator.multiply(divisor.numerator));
    }

    public Rational negated() {
        return new Rational(numerator.negate(), denominator);
    }

    public Rational abs() {
        return signum() < 0 ? negated() : this;
    }

    public Rational min(Rational other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Rational max(Rational other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /// This number, or the bound that it lies beyond.
    public Rational clamp(Rational lowest, Rational highest) {
        return max(lowest).min(highest);
    }

    /// −1, 0 or 1.
    public int signum() {
        return numerator.signum();
    }

    public boolean isWhole() {
        return denominator.equals(BigInteger.ONE);
    }

    /// The greatest whole number that is not above this one.
    ///
    /// @throws ArithmeticException if it does not fit a `long`
    public long floor() {
        return rounded(RoundingMode.FLOOR);
    }

    /// The least whole number that is not below this one.
    ///
    /// @throws ArithmeticException if it does not fit a `long`
    public long ceiling() {
        return rounded(RoundingMode.CEILING);
    }

    /// A whole number beside this one.
    ///
    /// @throws ArithmeticException if it does not fit a `long`
    public long rounded(RoundingMode mode) {
        return toDecimal(0, mode).longValueExact();
    }

    /// The whole number that this is.
    ///
    /// @throws ArithmeticException if it is none, or does not fit a `long`
    public long toLongExact() {
        if (!isWhole()) {
            throw new ArithmeticException("expected a whole number, found " + this);
        }
        return numerator.longValueExact();
    }

    /// This number at `scale` decimals.
    public BigDecimal toDecimal(int scale, RoundingMode mode) {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), scale, mode);
    }

    /// The square root cut off after 60 decimals.
    ///
    /// @throws ArithmeticException if this number is negative
    Rational squareRoot() {
        BigInteger shift = BigInteger.TEN.pow(ROOT_DECIMALS);
        BigInteger square = numerator.multiply(shift).multiply(shift).divide(denominator);
        return of(square.sqrt(), shift);
    }

    BigInteger denominator() {
        return denominator;
    }

    public double toDouble() {
        return toDecimal(40, RoundingMode.HALF_EVEN).doubleValue();
    }

    @Override
    public int compareTo(Rational other) {
        return numerator
                .multiply(other.denominator)
                .compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rational r
                && numerator.equals(r.numerator)
                && denominator.equals(r.denominator);
    }

    @Override
    public int hashCode() {
        return 31 * numerator.hashCode() + denominator.hashCode();
    }

    /// The decimal digits where they end, else the fraction: `0.004`, `1/30`.
    @Override
    public String toString() {
        try {
            return new BigDecimal(numerator)
                    .divide(new BigDecimal(denominator))
                    .stripTrailingZeros()
                    .toPlainString();
        } catch (ArithmeticException _) {
            return numerator + "/" + denominator;
        }
    }
}

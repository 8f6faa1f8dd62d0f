package spillway.market;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Money as whole millionths of a dollar in a `long`: up to 9.2 trillion dollars, exact, added
/// without rounding in any order. USDT, USDC and USD count one to one.
public final class MicroUsd {
    /// Decimals of a dollar that are kept.
    public static final int SCALE = 6;

    /// Micro-dollars in a dollar.
    public static final long PER_USD = 1_000_000;

    /// The largest amount that one event may carry: eighteen digits, a micro-dollar less than a
    /// trillion dollars.
    public static final long MAX = 999_999_999_999_999_999L;

    private MicroUsd() {}

    /// `a × b × 10^-scale` dollars as micro-dollars, rounded half-even once. Allocates nothing
    /// while `scale − 6` lies in 0 to 18.
    ///
    /// @param a not negative
    /// @param b not negative
    /// @param scale decimals of the product
    /// @throws ArithmeticException from a trillion dollars on
    public static long ofProduct(long a, long b, int scale) {
        if (a < 0 || b < 0) {
            throw new IllegalArgumentException("factors must be >= 0, were " + a + " and " + b);
        }
        int drop = scale - SCALE;
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        if (drop < 0 || drop > Decimal.MAX_SCALE) {
            return slowly(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)), scale);
        }
        long divisor = Decimal.powerOfTen(drop);
        if (high == 0 && low >= 0) {
            return roundHalfEven(low / divisor, low % divisor, divisor);
        }
        if (high >= divisor) {
            throw tooLarge(a + " x " + b + " at scale " + scale);
        }
        long quotient = WideDivision.quotient(high, low, divisor);
        long remainder = low - quotient * divisor;
        if (quotient < 0) {
            throw tooLarge(a + " x " + b + " at scale " + scale);
        }
        return roundHalfEven(quotient, remainder, divisor);
    }

    /// `number` dollars as micro-dollars, rounded half-even.
    public static long of(Decimal number) {
        return micros(number.toBigDecimal());
    }

    /// `product × 10^-scale` dollars, by arbitrary precision.
    static long slowly(BigInteger product, int scale) {
        return micros(new BigDecimal(product, scale));
    }

    private static long micros(BigDecimal dollars) {
        BigInteger micros = dollars.setScale(SCALE, RoundingMode.HALF_EVEN).unscaledValue();
        if (micros.bitLength() > 63 || Math.abs(micros.longValue()) > MAX) {
            throw tooLarge(dollars.toPlainString());
        }
        return micros.longValue();
    }

    private static ArithmeticException tooLarge(String found) {
        return new ArithmeticException("expected less than a trillion USD, found " + found);
    }

    private static long roundHalfEven(long quotient, long remainder, long divisor) {
        long doubled = remainder * 2;
        boolean up = doubled > divisor || (doubled == divisor && (quotient & 1) == 1);
        long rounded = up ? quotient + 1 : quotient;
        if (rounded > MAX || rounded < 0) {
            throw tooLarge(toString(quotient));
        }
        return rounded;
    }

    /// All six decimals: `544019.793947`.
    public static String toString(long microUsd) {
        return BigDecimal.valueOf(microUsd, SCALE).toPlainString();
    }

    /// To the cent, half-even: `503150482.40`.
    public static String toCents(long microUsd) {
        return BigDecimal.valueOf(microUsd, SCALE)
                .setScale(2, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}

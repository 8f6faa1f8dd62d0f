package spillway.margin;

import spillway.market.WideDivision;

/// `(a × b − c) / d` over a 128-bit product, rounded once. Allocates nothing.
final class WideProduct {
    private WideProduct() {}

    /// The quotient rounded down. All arguments not negative, `divisor > 0`, `a × b >= less`.
    ///
    /// @throws ArithmeticException if the quotient does not fit 63 bits
    static long floor(long a, long b, long less, long divisor) {
        long low = a * b;
        long high = Math.multiplyHigh(a, b);
        if (Long.compareUnsigned(low, less) < 0) {
            high--;
        }
        low -= less;
        return quotient(a, b, high, low, divisor);
    }

    /// The quotient rounded up.
    static long ceiling(long a, long b, long less, long divisor) {
        long down = floor(a, b, less, divisor);
        return isExact(a, b, less, divisor, down) ? down : Math.addExact(down, 1);
    }

    /// The nearest quotient, ties to the even one.
    static long halfEven(long a, long b, long divisor) {
        long down = floor(a, b, 0, divisor);
        long rest = a * b - down * divisor;
        long doubled = Long.compareUnsigned(rest, divisor - rest);
        return doubled > 0 || (doubled == 0 && (down & 1) == 1) ? down + 1 : down;
    }

    private static boolean isExact(long a, long b, long less, long divisor, long quotient) {
        return a * b - less == quotient * divisor;
    }

    private static long quotient(long a, long b, long high, long low, long divisor) {
        if (high == 0 && low >= 0) {
            return low / divisor;
        }
        if (high < 0 || high >= divisor) {
            throw outOfRange(a, b, divisor);
        }
        long quotient = WideDivision.quotient(high, low, divisor);
        if (quotient < 0) {
            throw outOfRange(a, b, divisor);
        }
        return quotient;
    }

    private static ArithmeticException outOfRange(long a, long b, long divisor) {
        return new ArithmeticException(
                "expected an amount of 0 to 9.2e18 money units, found "
                        + a
                        + " x "
                        + b
                        + " / "
                        + divisor
                        + "; take a coarser money scale or a smaller position");
    }
}

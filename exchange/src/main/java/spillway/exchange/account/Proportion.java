package spillway.exchange.account;

import spillway.market.WideDivision;

/// `amount × part / whole` over a 128-bit product, rounded once. Allocates nothing.
public final class Proportion {
    /// Rates are kept in parts of a billion.
    public static final long BILLION = 1_000_000_000;

    private Proportion() {}

    /// The proportion rounded down.
    ///
    /// @param amount `>= 0`
    /// @param part `>= 0`
    /// @param whole `> 0`
    /// @throws ArithmeticException if it does not fit a `long`
    public static long down(long amount, long part, long whole) {
        long high = Math.multiplyHigh(amount, part);
        long low = amount * part;
        if (high == 0 && low >= 0) {
            return low / whole;
        }
        long quotient = high >= 0 && high < whole ? WideDivision.quotient(high, low, whole) : -1;
        if (quotient < 0) {
            throw new ArithmeticException(
                    "expected %d x %d / %d to be in 0..9.2e18; take a coarser money scale"
                            .formatted(amount, part, whole));
        }
        return quotient;
    }

    /// The proportion rounded up; see [#down].
    public static long up(long amount, long part, long whole) {
        long down = down(amount, part, whole);
        return down * whole == amount * part ? down : down + 1;
    }

    /// The proportion of an amount of either sign, rounded towards negative infinity.
    ///
    /// @param part of either sign
    public static long floor(long amount, long part, long whole) {
        boolean negative = amount < 0 != part < 0;
        long size = Math.absExact(amount);
        long share = Math.absExact(part);
        return negative ? -up(size, share, whole) : down(size, share, whole);
    }

    /// The proportion of an amount of either sign, rounded towards positive infinity.
    public static long ceiling(long amount, long part, long whole) {
        return -floor(amount, -part, whole);
    }
}

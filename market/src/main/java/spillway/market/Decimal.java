package spillway.market;

/// An exact decimal number, `mantissa × 10^-scale`, as a venue printed it.
///
/// @param mantissa any `long`
/// @param scale decimals, −18 to 18
public record Decimal(long mantissa, int scale) implements Comparable<Decimal> {
    /// The largest number of decimals, and of decimal digits that always fit a mantissa.
    public static final int MAX_SCALE = 18;

    public static final Decimal ZERO = new Decimal(0, 0);
    public static final Decimal ONE = new Decimal(1, 0);

    private static final long[] POWERS = powers();

    public Decimal {
        if (scale < -MAX_SCALE || scale > MAX_SCALE) {
            throw new IllegalArgumentException("scale must be -18 to 18 decimals, was " + scale);
        }
    }

    private static long[] powers() {
        var powers = new long[MAX_SCALE + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /// 10 to the power `exponent`, 0 to 18.
    public static long powerOfTen(int exponent) {
        return POWERS[exponent];
    }

    /// Reads `-12.50`, `1e-05`, `.5` or `7.`, dropping trailing zeros. A number of more digits than
    /// a mantissa holds is rounded half-even to the decimals that fit, at most 18: such digits come
    /// from binary floating point and mean nothing.
    ///
    /// @throws NumberFormatException if `text` is not a decimal number, or is too large
    public static Decimal parse(CharSequence text) {
        int length = text.length();
        int at = 0;
        boolean negative = false;
        if (length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+')) {
            negative = text.charAt(0) == '-';
            at = 1;
        }
        long mantissa = 0;
        int scale = 0;
        int digits = 0;
        boolean point = false;
        for (; at < length; at++) {
            char c = text.charAt(at);
            if (c == '.' && !point) {
                point = true;
            } else if (c >= '0' && c <= '9') {
                digits++;
                if (mantissa > (Long.MAX_VALUE - 9) / 10 || scale == MAX_SCALE) {
                    return parseSlowly(text);
                }
                mantissa = mantissa * 10 + (c - '0');
                scale += point ? 1 : 0;
            } else if ((c == 'e' || c == 'E') && digits > 0) {
                return parseSlowly(text);
            } else {
                throw notANumber(text);
            }
        }
        if (digits == 0) {
            throw notANumber(text);
        }
        return stripped(negative ? -mantissa : mantissa, scale);
    }

    private static NumberFormatException notANumber(CharSequence text) {
        return new NumberFormatException("expected a decimal number, found '" + text + "'");
    }

    private static Decimal parseSlowly(CharSequence text) {
        java.math.BigDecimal exact;
        try {
            exact = new java.math.BigDecimal(text.toString());
        } catch (NumberFormatException e) {
            throw notANumber(text);
        }
        if (exact.precision() - (long) exact.scale() > MAX_SCALE) {
            throw new NumberFormatException("expected a number below 10^18, found '" + text + "'");
        }
        if (exact.precision() - (long) exact.scale() < -MAX_SCALE) {
            return ZERO;
        }
        int decimals = Math.min(MAX_SCALE, MAX_SCALE - (exact.precision() - exact.scale()));
        if (exact.scale() > decimals) {
            exact = exact.setScale(decimals, java.math.RoundingMode.HALF_EVEN);
        }
        exact = exact.scale() < 0 ? exact.setScale(0) : exact;
        return stripped(exact.unscaledValue().longValueExact(), exact.scale());
    }

    private static Decimal stripped(long mantissa, int scale) {
        long m = mantissa;
        int s = scale;
        while (s > 0 && m % 10 == 0) {
            m /= 10;
            s--;
        }
        return new Decimal(m, s);
    }

    /// The mantissa of this number at another scale.
    ///
    /// @throws ArithmeticException if digits would be lost or the mantissa does not fit
    public long mantissaAt(int otherScale) {
        if (otherScale >= scale) {
            int shift = otherScale - scale;
            if (mantissa != 0 && shift > MAX_SCALE) {
                throw new ArithmeticException(
                        this + " does not fit at " + otherScale + " decimals");
            }
            return mantissa == 0 ? 0 : Math.multiplyExact(mantissa, POWERS[shift]);
        }
        long divisor = POWERS[Math.min(MAX_SCALE, scale - otherScale)];
        if (mantissa % divisor != 0) {
            throw new ArithmeticException(this + " has more than " + otherScale + " decimals");
        }
        return mantissa / divisor;
    }

    /// The same digits with the point moved: `shifted(-2)` of a percentage is the fraction.
    public Decimal shifted(int places) {
        return new Decimal(mantissa, scale - places);
    }

    /// The nearest binary number.
    public double toDouble() {
        return toDouble(mantissa, scale);
    }

    /// The binary number nearest to `mantissa × 10^-scale`, scale −18 to 18.
    public static double toDouble(long mantissa, int scale) {
        return scale >= 0 ? mantissa / (double) POWERS[scale] : mantissa * (double) POWERS[-scale];
    }

    @Override
    public int compareTo(Decimal other) {
        return toBigDecimal().compareTo(other.toBigDecimal());
    }

    /// For arithmetic off the hot path.
    public java.math.BigDecimal toBigDecimal() {
        return java.math.BigDecimal.valueOf(mantissa, scale);
    }

    /// Plain digits, never an exponent: `0.00001`.
    @Override
    public String toString() {
        return toBigDecimal().toPlainString();
    }
}

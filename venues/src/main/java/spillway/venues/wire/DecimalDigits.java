package spillway.venues.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import spillway.market.Decimal;

/// The digits of one number in JSON's grammar, taken to a mantissa at a wanted scale.
///
/// Numbers of up to 18 digits without exponent are read in one pass; others keep their place in the
/// bytes and are worked out by arbitrary precision when asked for.
final class DecimalDigits {
    /// Longer numbers are not numbers: no venue prints any, and arbitrary precision takes long.
    static final int MAX_BYTES = 400;

    private byte[] bytes = new byte[0];
    private int from;
    private int to;

    /// Digits without the point, and how many of them stood behind it; meaningful if `plain`.
    private long unscaled;

    private int decimals;
    private boolean plain;

    private long mantissa;
    private int scale;
    private boolean fits;

    /// Reads the number that starts at `start` and computes its mantissa at `wantedScale`.
    ///
    /// @return where it ends; -1 if no number starts there
    int read(byte[] in, int start, int end, int wantedScale) {
        bytes = in;
        from = start;
        int p = start;
        boolean negative = p < end && in[p] == '-';
        if (negative) {
            p++;
        }
        int firstDigit = p;
        long m = 0;
        while (p < end) {
            int d = in[p] - '0';
            if (d < 0 || d > 9) {
                break;
            }
            m = m * 10 + d;
            p++;
        }
        int whole = p - firstDigit;
        if (whole == 0 || (whole > 1 && in[firstDigit] == '0')) {
            return -1;
        }
        int fraction = 0;
        if (p < end && in[p] == '.') {
            int firstDecimal = ++p;
            while (p < end) {
                int d = in[p] - '0';
                if (d < 0 || d > 9) {
                    break;
                }
                m = m * 10 + d;
                p++;
            }
            fraction = p - firstDecimal;
            if (fraction == 0) {
                return -1;
            }
        }
        plain = whole + fraction <= Decimal.MAX_SCALE;
        if (p < end && (in[p] | 0x20) == 'e') {
            p = endOfNumber(in, start, end);
            if (p < 0) {
                return -1;
            }
            plain = false;
        }
        if (p - start > MAX_BYTES) {
            return -1;
        }
        to = p;
        unscaled = negative ? -m : m;
        decimals = fraction;
        scaleTo(wantedScale);
        return p;
    }

    private void scaleTo(int wantedScale) {
        int shift = wantedScale - decimals;
        fits = true;
        if (!plain) {
            exactly(wantedScale);
        } else if (shift == 0 || unscaled == 0) {
            mantissa = unscaled;
        } else if (shift > 0) {
            long power = Decimal.powerOfTen(shift);
            mantissa = unscaled * power;
            if (Math.multiplyHigh(unscaled, power) != mantissa >> 63) {
                fits = false;
            }
        } else {
            long divisor = Decimal.powerOfTen(-shift);
            mantissa = unscaled / divisor;
            fits = mantissa * divisor == unscaled;
        }
        scale = wantedScale;
    }

    /// Exponents beyond this make numbers of no use, and of no end of digits.
    private static final int MAX_EXPONENT_DIGITS = 4;

    private static BigDecimal exact(byte[] in, int start, int stop) {
        String text = new String(in, start, stop - start, StandardCharsets.US_ASCII);
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (exponent < 0) {
            return new BigDecimal(text);
        }
        BigDecimal digits = new BigDecimal(text.substring(0, exponent));
        String power = text.substring(exponent + 1);
        boolean small = power.startsWith("-");
        String magnitude = small || power.startsWith("+") ? power.substring(1) : power;
        int zeros = 0;
        while (zeros < magnitude.length() - 1 && magnitude.charAt(zeros) == '0') {
            zeros++;
        }
        magnitude = magnitude.substring(zeros);
        int by = magnitude.length() > MAX_EXPONENT_DIGITS ? 100_000 : Integer.parseInt(magnitude);
        return digits.scaleByPowerOfTen(small ? -by : by);
    }

    private void exactly(int wantedScale) {
        BigDecimal number = exact(bytes, from, to);
        if (number.signum() == 0) {
            mantissa = 0;
            return;
        }
        number = number.stripTrailingZeros();
        if (number.scale() > wantedScale || magnitude(number) + wantedScale > 19) {
            fits = false;
            return;
        }
        var shifted = number.setScale(wantedScale).unscaledValue();
        mantissa = shifted.longValue();
        fits = shifted.bitLength() <= 63 && mantissa != Long.MIN_VALUE;
    }

    /// Digits before the point; negative for numbers below 0.1.
    private static int magnitude(BigDecimal number) {
        return number.precision() - number.scale();
    }

    /// Whether the mantissa at the wanted scale is exact.
    boolean fits() {
        return fits;
    }

    long mantissa() {
        return mantissa;
    }

    int scale() {
        return scale;
    }

    /// Rounds half-even to `wantedScale`; `false` if even that does not fit.
    boolean round(int wantedScale) {
        BigDecimal number = exact(bytes, from, to);
        if (magnitude(number) + wantedScale > 19) {
            return false;
        }
        if (magnitude(number) + wantedScale < 0) {
            mantissa = 0;
            return true;
        }
        var rounded = number.setScale(wantedScale, RoundingMode.HALF_EVEN).unscaledValue();
        mantissa = rounded.longValue();
        return rounded.bitLength() <= 63 && mantissa != Long.MIN_VALUE;
    }

    /// Takes the decimals that are there, at most 18 of all digits, without trailing zeros; `false`
    /// from 10^18 on.
    boolean strip() {
        if (plain) {
            mantissa = unscaled;
            scale = decimals;
            while (scale > 0 && mantissa % 10 == 0) {
                mantissa /= 10;
                scale--;
            }
            return true;
        }
        BigDecimal number = exact(bytes, from, to);
        if (number.signum() == 0 || magnitude(number) < -Decimal.MAX_SCALE) {
            mantissa = 0;
            scale = 0;
            return true;
        }
        if (magnitude(number) > Decimal.MAX_SCALE) {
            return false;
        }
        int room = Math.min(Decimal.MAX_SCALE, Decimal.MAX_SCALE - magnitude(number));
        number = number.setScale(Math.min(room, number.scale()), RoundingMode.HALF_EVEN);
        number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        number = number.scale() < 0 ? number.setScale(0) : number;
        if (number.unscaledValue().bitLength() > 63) {
            return false;
        }
        mantissa = number.unscaledValue().longValue();
        scale = number.scale();
        return true;
    }

    /// Where the number that starts at `start` ends by JSON's grammar; -1 if none does.
    static int endOfNumber(byte[] in, int start, int end) {
        int p = start;
        if (p < end && in[p] == '-') {
            p++;
        }
        int firstDigit = p;
        p = endOfDigits(in, p, end);
        if (p == firstDigit || (p - firstDigit > 1 && in[firstDigit] == '0')) {
            return -1;
        }
        if (p < end && in[p] == '.') {
            int firstDecimal = ++p;
            p = endOfDigits(in, p, end);
            if (p == firstDecimal) {
                return -1;
            }
        }
        if (p < end && (in[p] | 0x20) == 'e') {
            p++;
            if (p < end && (in[p] == '+' || in[p] == '-')) {
                p++;
            }
            int firstPower = p;
            p = endOfDigits(in, p, end);
            if (p == firstPower) {
                return -1;
            }
        }
        return p;
    }

    private static int endOfDigits(byte[] in, int start, int end) {
        int p = start;
        while (p < end && in[p] >= '0' && in[p] <= '9') {
            p++;
        }
        return p;
    }
}

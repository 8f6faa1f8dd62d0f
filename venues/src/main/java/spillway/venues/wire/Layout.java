package spillway.venues.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import spillway.market.Decimal;

/// Walks a message whose bytes are predicted but for the values, checking every byte of it.
///
/// A prediction either holds to the end of the message, and then the values are those that
/// [JsonScanner] would read, or it does not, and the caller starts again with the scanner: nothing
/// is taken from a prediction that failed. A step is given where it starts and answers where the
/// next one does, so that the place stays in a register. Allocates nothing. Not safe for use by
/// several threads.
public final class Layout {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /// What a step answers where the prediction does not hold; every step answers it to it.
    public static final int FAILED = -1;

    private byte[] bytes = new byte[0];
    private int end;
    private long value;
    private int textFrom;
    private int textTo;

    /// A stretch of a layout that is always the same, kept as the words that it is compared by.
    public static final class Literal {
        private final byte[] bytes;
        private final long head;
        private final long headMask;
        private final long tail;

        private Literal(byte[] bytes) {
            this.bytes = bytes;
            var padded = java.util.Arrays.copyOf(bytes, Math.max(bytes.length, Long.BYTES));
            head = (long) EIGHT_BYTES.get(padded, 0);
            headMask = bytes.length >= Long.BYTES ? -1L : (1L << (bytes.length * 8)) - 1;
            tail = (long) EIGHT_BYTES.get(padded, padded.length - Long.BYTES);
        }
    }

    /// The literal that `text` is.
    public static Literal literalOf(String text) {
        return new Literal(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Starts on the message in `bytes[…, to)`; the first step starts where the message does.
    public void reset(byte[] message, int to) {
        bytes = message;
        end = to;
    }

    /// Passes `wanted`.
    public int literal(int at, Literal wanted) {
        return at >= 0 && isNext(at, wanted) ? at + wanted.bytes.length : FAILED;
    }

    /// Passes `wanted` if it is next, or else nothing.
    public int optional(int at, Literal wanted) {
        return at >= 0 && isNext(at, wanted) ? at + wanted.bytes.length : at;
    }

    private boolean isNext(int at, Literal wanted) {
        int length = wanted.bytes.length;
        if (end - at < Math.max(length, Long.BYTES)) {
            return isNextAtTheEnd(at, wanted.bytes);
        }
        long first = (long) EIGHT_BYTES.get(bytes, at);
        if (((first ^ wanted.head) & wanted.headMask) != 0) {
            return false;
        }
        if (length <= Long.BYTES) {
            return true;
        }
        int last = length - Long.BYTES;
        for (int i = Long.BYTES; i < last; i += Long.BYTES) {
            if ((long) EIGHT_BYTES.get(bytes, at + i) != (long) EIGHT_BYTES.get(wanted.bytes, i)) {
                return false;
            }
        }
        return (long) EIGHT_BYTES.get(bytes, at + last) == wanted.tail;
    }

    private boolean isNextAtTheEnd(int at, byte[] wanted) {
        if (end - at < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /// Passes a whole number of 1 to 18 digits, which becomes [#value()].
    public int integer(int at) {
        if (at < 0) {
            return FAILED;
        }
        if (end - at >= 2 * Long.BYTES) {
            long eight = (long) EIGHT_BYTES.get(bytes, at);
            int digits = digitsIn(eight);
            if (digits == Long.BYTES) {
                long more = (long) EIGHT_BYTES.get(bytes, at + Long.BYTES);
                int rest = digitsIn(more);
                if (rest > 0 && rest < Long.BYTES && bytes[at] != '0') {
                    value =
                            valueOf(eight, Long.BYTES) * Decimal.powerOfTen(rest)
                                    + valueOf(more, rest);
                    return at + Long.BYTES + rest;
                }
            } else if (digits > 0) {
                value = valueOf(eight, digits);
                return digits == 1 || bytes[at] != '0' ? at + digits : FAILED;
            }
        }
        return integerSlowly(at);
    }

    private int integerSlowly(int at) {
        int p = endOfDigits(at);
        int length = p - at;
        boolean holds =
                length > 0 && length <= Decimal.MAX_SCALE && (length == 1 || bytes[at] != '0');
        return holds ? p : FAILED;
    }

    /// Passes digits, which become [#value()] as long as they are no more than 18.
    private int endOfDigits(int at) {
        int p = at;
        long number = 0;
        while (p < end && bytes[p] >= '0' && bytes[p] <= '9') {
            number = number * 10 + (bytes[p] - '0');
            p++;
        }
        value = number;
        return p;
    }

    /// How many of eight bytes, from the lowest on, are ASCII digits.
    private static int digitsIn(long eight) {
        long number = eight ^ 0x3030303030303030L;
        long odd = ((number + 0x7676767676767676L) | number) & 0x8080808080808080L;
        return Long.numberOfTrailingZeros(odd) >>> 3;
    }

    /// The number of the lowest `digits` bytes, 1 to 8 (D. Lemire, "Quickly parsing eight digits",
    /// 2018; bytes above are shifted out, and zeros come in before).
    private static long valueOf(long eight, int digits) {
        long numbers = (eight & 0x0F0F0F0F0F0F0F0FL) << (Long.SIZE - 8 * digits);
        long pairs = (numbers * 2561) >>> 8;
        long fours = ((pairs & 0x00FF00FF00FF00FFL) * 6553601) >>> 16;
        return ((fours & 0x0000FFFF0000FFFFL) * 42949672960001L) >>> 32;
    }

    /// Passes a decimal number, not negative, of at most 18 digits, whose mantissa at `scale`
    /// decimals becomes [#value()].
    public int decimal(int at, int scale) {
        if (at < 0) {
            return FAILED;
        }
        if (end - at > 2 * Long.BYTES + 2) {
            long eight = (long) EIGHT_BYTES.get(bytes, at);
            int whole = digitsIn(eight);
            boolean plain = whole > 0 && whole < Long.BYTES && (whole == 1 || bytes[at] != '0');
            if (plain && bytes[at + whole] != '.') {
                value = valueOf(eight, whole);
                return scaled(at + whole, scale, whole + scale);
            }
            if (plain) {
                int point = at + whole + 1;
                long after = (long) EIGHT_BYTES.get(bytes, point);
                int decimals = digitsIn(after);
                int next = point + decimals;
                boolean ends = decimals < Long.BYTES || bytes[next] < '0' || bytes[next] > '9';
                if (decimals > 0 && ends) {
                    value =
                            valueOf(eight, whole) * Decimal.powerOfTen(decimals)
                                    + valueOf(after, decimals);
                    return scaled(next, scale - decimals, whole + scale);
                }
            }
        }
        return decimalSlowly(at, scale);
    }

    private int decimalSlowly(int at, int scale) {
        int p = endOfDigits(at);
        int whole = p - at;
        if (whole == 0 || whole > Decimal.MAX_SCALE || (whole > 1 && bytes[at] == '0')) {
            return FAILED;
        }
        int decimals = 0;
        if (p < end && bytes[p] == '.') {
            long before = value;
            int point = p + 1;
            p = endOfDigits(point);
            decimals = p - point;
            if (decimals == 0 || whole + decimals > Decimal.MAX_SCALE) {
                return FAILED;
            }
            value += before * Decimal.powerOfTen(decimals);
        }
        return scaled(p, scale - decimals, whole + scale);
    }

    /// Shifts [#value()].
    ///
    /// @param digits how many the result has at most: up to 18 always fit
    private int scaled(int next, int shift, int digits) {
        if (shift == 0) {
            return next;
        }
        if (shift > 0) {
            long power = Decimal.powerOfTen(shift);
            long product = value * power;
            boolean fits =
                    digits <= Decimal.MAX_SCALE
                            || (Math.multiplyHigh(value, power) == 0 && product >= 0);
            value = product;
            return fits ? next : FAILED;
        }
        long power = Decimal.powerOfTen(-shift);
        long quotient = value / power;
        boolean exact = quotient * power == value;
        value = quotient;
        return exact ? next : FAILED;
    }

    /// Passes `true` or `false`; [#value()] becomes 1 or 0.
    public int bool(int at) {
        int after = literal(at, TRUE);
        value = after >= 0 ? 1 : 0;
        return after >= 0 ? after : literal(at, FALSE);
    }

    private static final Literal TRUE = literalOf("true");
    private static final Literal FALSE = literalOf("false");

    /// The number passed last.
    public long value() {
        return value;
    }

    /// Passes printable ASCII up to the next quote, which it leaves.
    public int text(int at) {
        if (at < 0) {
            return FAILED;
        }
        int p = at;
        while (end - p >= Long.BYTES) {
            long odd = oddBytes((long) EIGHT_BYTES.get(bytes, p));
            if (odd != 0) {
                p += Long.numberOfTrailingZeros(odd) >>> 3;
                break;
            }
            p += Long.BYTES;
        }
        while (p < end && bytes[p] >= 0x20 && bytes[p] != '"' && bytes[p] != '\\') {
            p++;
        }
        textFrom = at;
        textTo = p;
        return p < end && bytes[p] == '"' ? p : FAILED;
    }

    /// The high bit of each byte that is a quote, a backslash, a control character or not ASCII;
    /// bits above the lowest one may be wrong (H. Warren, Hacker's Delight, 6-1).
    private static long oddBytes(long eight) {
        long quote = eight ^ 0x2222222222222222L;
        long backslash = eight ^ 0x5C5C5C5C5C5C5C5CL;
        long found =
                ((quote - 0x0101010101010101L) & ~quote)
                        | ((backslash - 0x0101010101010101L) & ~backslash)
                        | ((eight - 0x2020202020202020L) & ~eight)
                        | eight;
        return found & 0x8080808080808080L;
    }

    /// Where the last text starts in the message's bytes.
    public int textFrom() {
        return textFrom;
    }

    /// Where the last text ends.
    public int textTo() {
        return textTo;
    }
}

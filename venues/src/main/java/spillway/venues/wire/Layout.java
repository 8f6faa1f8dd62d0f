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
/// is taken from a prediction that failed. Once it failed all calls answer 0 or `false`. Allocates
/// nothing. Not safe for use by several threads.
public final class Layout {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private boolean holds;
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

    /// Starts on the message in `bytes[from, to)`.
    public void reset(byte[] message, int from, int to) {
        bytes = message;
        at = from;
        end = to;
        holds = true;
    }

    /// Whether all so far was as predicted.
    public boolean holds() {
        return holds;
    }

    /// Whether all was as predicted, and the message ends here.
    public boolean ends() {
        return holds && at == end;
    }

    /// Passes `wanted`, or the prediction fails.
    public boolean literal(Literal wanted) {
        holds = holds && isNext(wanted);
        if (holds) {
            at += wanted.bytes.length;
        }
        return holds;
    }

    /// Passes `wanted` if it is next.
    public boolean optional(Literal wanted) {
        if (holds && isNext(wanted)) {
            at += wanted.bytes.length;
            return true;
        }
        return false;
    }

    private boolean isNext(Literal wanted) {
        int length = wanted.bytes.length;
        if (end - at < Math.max(length, Long.BYTES)) {
            return isNextAtTheEnd(wanted.bytes);
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

    private boolean isNextAtTheEnd(byte[] wanted) {
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

    /// Passes a whole number of 1 to 18 digits.
    public long integer() {
        if (!holds) {
            return 0;
        }
        int p = at;
        long value = 0;
        if (end - p >= Long.BYTES) {
            long eight = (long) EIGHT_BYTES.get(bytes, p);
            if (areDigits(eight)) {
                value = valueOf(eight);
                p += Long.BYTES;
            }
        }
        while (p < end) {
            int d = bytes[p] - '0';
            if (d < 0 || d > 9) {
                break;
            }
            value = value * 10 + d;
            p++;
        }
        int length = p - at;
        holds = length > 0 && length <= Decimal.MAX_SCALE && (length == 1 || bytes[at] != '0');
        at = p;
        return value;
    }

    /// Eight ASCII digits, first one lowest (D. Lemire, "Quickly parsing eight digits", 2018).
    private static boolean areDigits(long eight) {
        return (eight & 0xF0F0F0F0F0F0F0F0L) == 0x3030303030303030L
                && ((eight + 0x0606060606060606L) & 0xF0F0F0F0F0F0F0F0L) == 0x3030303030303030L;
    }

    private static long valueOf(long eight) {
        long pairs = ((eight & 0x0F0F0F0F0F0F0F0FL) * 2561) >>> 8;
        long fours = ((pairs & 0x00FF00FF00FF00FFL) * 6553601) >>> 16;
        return ((fours & 0x0000FFFF0000FFFFL) * 42949672960001L) >>> 32;
    }

    /// Passes a decimal number, not negative, of at most 18 digits, as a mantissa at `scale`
    /// decimals.
    public long decimal(int scale) {
        if (!holds) {
            return 0;
        }
        int p = at;
        long value = 0;
        int d = -1;
        while (p < end && (d = bytes[p] - '0') >= 0 && d <= 9) {
            value = value * 10 + d;
            p++;
        }
        int whole = p - at;
        int decimals = 0;
        if (d == '.' - '0' && p < end) {
            int first = ++p;
            while (p < end && (d = bytes[p] - '0') >= 0 && d <= 9) {
                value = value * 10 + d;
                p++;
            }
            decimals = p - first;
            holds = decimals > 0;
        }
        holds =
                holds
                        && whole > 0
                        && whole + decimals <= Decimal.MAX_SCALE
                        && (whole == 1 || bytes[at] != '0');
        at = p;
        return holds ? scaled(value, scale - decimals, whole + scale) : 0;
    }

    /// @param digits how many the result has at most: up to 18 always fit
    private long scaled(long value, int shift, int digits) {
        if (shift == 0) {
            return value;
        }
        if (shift > 0) {
            long power = Decimal.powerOfTen(shift);
            if (digits <= Decimal.MAX_SCALE) {
                return value * power;
            }
            holds = Math.multiplyHigh(value, power) == 0 && value * power >= 0;
            return value * power;
        }
        long power = Decimal.powerOfTen(-shift);
        long quotient = value / power;
        holds = quotient * power == value;
        return quotient;
    }

    /// Passes `true` or `false`.
    public boolean bool() {
        if (optional(TRUE)) {
            return true;
        }
        literal(FALSE);
        return false;
    }

    private static final Literal TRUE = literalOf("true");
    private static final Literal FALSE = literalOf("false");

    /// Passes printable ASCII up to the next quote, which it leaves.
    public void text() {
        if (!holds) {
            return;
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
        if (p < end && bytes[p] != '"') {
            holds = false;
            return;
        }
        textFrom = at;
        textTo = p;
        at = p;
    }

    /// The high bit of each byte that is a quote, a backslash, a control character or not ASCII; bits
    /// above the lowest one may be wrong (H. Warren, Hacker's Delight, 6-1).
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

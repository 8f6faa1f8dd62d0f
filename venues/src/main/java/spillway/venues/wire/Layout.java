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

    /// The bytes of a literal of [#literal].
    public static byte[] bytesOf(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
    public boolean literal(byte[] wanted) {
        holds = holds && isNext(wanted);
        if (holds) {
            at += wanted.length;
        }
        return holds;
    }

    /// Passes `wanted` if it is next.
    public boolean optional(byte[] wanted) {
        if (holds && isNext(wanted)) {
            at += wanted.length;
            return true;
        }
        return false;
    }

    private boolean isNext(byte[] wanted) {
        int length = wanted.length;
        if (end - at < length) {
            return false;
        }
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            if ((long) EIGHT_BYTES.get(bytes, at + i) != (long) EIGHT_BYTES.get(wanted, i)) {
                return false;
            }
        }
        if (length >= Long.BYTES) {
            int last = length - Long.BYTES;
            return (long) EIGHT_BYTES.get(bytes, at + last) == (long) EIGHT_BYTES.get(wanted, last);
        }
        for (; i < length; i++) {
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
        return holds ? scaled(value, scale - decimals) : 0;
    }

    private long scaled(long value, int shift) {
        if (shift == 0) {
            return value;
        }
        if (shift > 0) {
            long power = Decimal.powerOfTen(shift);
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

    private static final byte[] TRUE = bytesOf("true");
    private static final byte[] FALSE = bytesOf("false");

    /// Passes printable ASCII up to the next quote, which it leaves.
    public void text() {
        if (!holds) {
            return;
        }
        int p = at;
        while (p < end && bytes[p] != '"') {
            if (bytes[p] < 0x20 || bytes[p] == '\\') {
                holds = false;
                return;
            }
            p++;
        }
        textFrom = at;
        textTo = p;
        at = p;
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

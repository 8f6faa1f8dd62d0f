package spillway.venues.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import spillway.market.BookLevels;
import spillway.market.Decimal;

/// Walks a message whose bytes are predicted but for the values, checking every byte of it.
///
/// A prediction either holds to the end of the message, and then the values are those that
/// [JsonScanner] would read, or it does not, and the caller starts again with the scanner: nothing
/// is taken from a prediction that failed. A step is given where it starts and answers where the
/// next one does. After a step that failed all steps fail, and [#endsAt] says so.
///
/// What makes it fast (`docs/concepts/performance-decoding.md` has the figures):
/// 1. The message is copied before a run of zeros, which are in no prediction. So no step goes
///    beyond its end, and none has to ask where the end is.
/// 2. Bytes are looked at eight at a time, and one load serves several questions.
/// 3. Literals are records: the compiler takes the fields of a constant record for constants, so
///    that comparing one is comparing words with numbers in the code.
/// 4. Where the next step starts waits for the length of this one, a dozen cycles for each number.
///    Times are guessed to have 13 digits, and checked by a branch, so that nothing waits.
///
/// Allocates nothing. Not safe for use by several threads.
public final class Layout {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORD = Long.BYTES;
    private static final long HIGH_BITS = 0x8080808080808080L;

    /// Zeros behind the message, as many as any step looks ahead: no step holds that meets one, so
    /// that none goes beyond the message's end.
    private static final int ZEROS = 6 * WORD;

    private byte[] bytes = new byte[ZEROS];
    private int end;
    private boolean failed;
    private long value;
    private int textFrom;
    private int textTo;

    /// A stretch of a layout that is always the same: its first 24 bytes and its last eight, which
    /// overlap in shorter ones. Bytes that it has not are zero, and not compared.
    public record Literal(int length, long first, long second, long third, long last, long mask) {
        private static final int LONGEST = 4 * WORD;

        private static Literal of(byte[] text) {
            if (text.length == 0 || text.length > LONGEST) {
                throw new IllegalArgumentException(
                        "a literal has 1 to " + LONGEST + " bytes, found " + text.length);
            }
            byte[] padded = java.util.Arrays.copyOf(text, LONGEST);
            return new Literal(
                    text.length,
                    (long) EIGHT_BYTES.get(padded, 0),
                    (long) EIGHT_BYTES.get(padded, WORD),
                    (long) EIGHT_BYTES.get(padded, 2 * WORD),
                    (long) EIGHT_BYTES.get(padded, Math.max(0, text.length - WORD)),
                    text.length >= WORD ? -1L : lowBytes(text.length));
        }
    }

    /// The literal that `text` is, at most 32 bytes of it, `'` standing for `"`.
    public static Literal literalOf(String text) {
        return Literal.of(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /// Starts on the message in `message[from, to)`, which is copied; the first step starts at 0.
    public void reset(byte[] message, int from, int to) {
        int length = to - from;
        if (bytes.length < length + ZEROS) {
            bytes = new byte[length * 2 + ZEROS];
        }
        System.arraycopy(message, from, bytes, 0, length);
        for (int i = 0; i < ZEROS; i += WORD) {
            EIGHT_BYTES.set(bytes, length + i, 0L);
        }
        end = length;
        failed = false;
    }

    /// The message, and at least [#ZEROS] zeros behind it.
    public byte[] bytes() {
        return bytes;
    }

    /// Whether every step held, and the message ends here.
    public boolean endsAt(int at) {
        return at == end && !failed;
    }

    /// Whether every step held so far.
    public boolean holds() {
        return !failed;
    }

    /// Fails; where nothing is, so that whatever follows fails too.
    public int fail() {
        failed = true;
        return end;
    }

    /// Eight bytes from `at` on, the first in the lowest byte.
    private long word(int at) {
        return word(bytes, at);
    }

    private static long word(byte[] in, int at) {
        return (long) EIGHT_BYTES.get(in, at);
    }

    private static long lowBytes(int count) {
        return (1L << (count * Byte.SIZE)) - 1;
    }

    /// Passes `wanted`.
    public int literal(int at, Literal wanted) {
        return isNext(at, wanted) ? at + wanted.length : fail();
    }

    /// Passes `wanted` if it is next, or else nothing.
    public int optional(int at, Literal wanted) {
        return isNext(at, wanted) ? at + wanted.length : at;
    }

    /// Whether `wanted` is next.
    public boolean isNext(int at, Literal wanted) {
        int length = wanted.length;
        if (length <= WORD) {
            return ((word(at) ^ wanted.first) & wanted.mask) == 0;
        }
        long differs = (word(at) ^ wanted.first) | (word(at + length - WORD) ^ wanted.last);
        if (length > 2 * WORD) {
            differs |= word(at + WORD) ^ wanted.second;
        }
        if (length > 3 * WORD) {
            differs |= word(at + 2 * WORD) ^ wanted.third;
        }
        return differs == 0;
    }

    /// Eight characters less `0` each: digits become what they stand for, all others 10 or more.
    private static long less0(long eight) {
        return eight ^ 0x3030303030303030L;
    }

    /// The high bit of each byte that is 10 or more; exact up to the first that is 138 or more,
    /// which no ASCII character becomes.
    private static long odd(long numbers) {
        return ((numbers + 0x7676767676767676L) | numbers) & HIGH_BITS;
    }

    /// How many bytes lie below the lowest bit set; 8 for none.
    private static int before(long bits) {
        return Long.numberOfTrailingZeros(bits) >>> 3;
    }

    /// The number that eight digits are, the first in the lowest byte (D. Lemire, "Quickly parsing
    /// eight digits", 2018).
    private static long valueOf(long numbers) {
        long pairs = (numbers * 2561) >>> 8;
        long fours = ((pairs & 0x00FF00FF00FF00FFL) * 6553601) >>> 16;
        return ((fours & 0x0000FFFF0000FFFFL) * 42949672960001L) >>> 32;
    }

    /// The number that the lowest `digits` bytes are, 1 to 8: zeros come in before them.
    private static long valueOf(long numbers, int digits) {
        return valueOf(numbers << (Long.SIZE - Byte.SIZE * digits));
    }

    /// The number of 9 to 16 digits: eight, and the lowest `digits` bytes of `rest`.
    private static long valueOf(long numbers, long rest, int digits) {
        return valueOf(numbers) * Decimal.powerOfTen(digits) + valueOf(rest, digits);
    }

    /// Passes a whole number of 1 to 18 digits, which becomes [#value()].
    public int integer(int at) {
        byte[] in = bytes;
        long numbers = less0(word(in, at));
        long odd = odd(numbers);
        int digits = before(odd);
        if (odd != 0) {
            value = valueOf(numbers, digits);
            boolean holds = digits == 1 || (digits > 1 && (numbers & 0xFF) != 0);
            return holds ? at + digits : fail();
        }
        long more = less0(word(in, at + WORD));
        long oddMore = odd(more);
        int rest = before(oddMore);
        if ((numbers & 0xFF) == 0 || oddMore == 0) {
            return integerSlowly(at);
        }
        value = rest == 0 ? valueOf(numbers) : valueOf(numbers, more, rest);
        return at + WORD + rest;
    }

    /// Passes a whole number that may be negative.
    public int signed(int at) {
        if (bytes[at] != '-') {
            return integer(at);
        }
        int next = integer(at + 1);
        value = -value;
        return next;
    }

    /// Passes a whole number like [#integer], for its syntax alone: [#value()] means nothing then.
    public int digits(int at) {
        byte[] in = bytes;
        long numbers = less0(word(in, at));
        long odd = odd(numbers);
        if (odd != 0) {
            int digits = before(odd);
            boolean holds = digits == 1 || (digits > 1 && (numbers & 0xFF) != 0);
            return holds ? at + digits : fail();
        }
        long oddMore = odd(less0(word(in, at + WORD)));
        boolean holds = (numbers & 0xFF) != 0 && oddMore != 0;
        return holds ? at + WORD + before(oddMore) : integerSlowly(at);
    }

    private int integerSlowly(int at) {
        int p = endOfDigits(at);
        int length = p - at;
        boolean holds =
                length > 0 && length <= Decimal.MAX_SCALE && (length == 1 || bytes[at] != '0');
        return holds ? p : fail();
    }

    /// Passes digits, which become [#value()] as long as they are no more than 18.
    private int endOfDigits(int at) {
        int p = at;
        long number = 0;
        while (bytes[p] >= '0' && bytes[p] <= '9') {
            number = number * 10 + (bytes[p] - '0');
            p++;
        }
        value = number;
        return p;
    }

    private static final int TIME_DIGITS = 13;
    private static final long FIRST_ODD_AFTER_FIVE = 0x0000800000000000L;
    private static final long FIVE_BYTES_AND_ONE = 0x0000FFFFFFFFFFFFL;

    /// Passes a whole number like [#integer], and faster one of 13 digits, as milliseconds have
    /// until 2286.
    public int time(int at) {
        byte[] in = bytes;
        long numbers = less0(word(in, at));
        long more = less0(word(in, at + WORD));
        long odd = odd(numbers) | ((odd(more) & FIVE_BYTES_AND_ONE) ^ FIRST_ODD_AFTER_FIVE);
        if (odd != 0 || (numbers & 0xFF) == 0) {
            return integer(at);
        }
        value = valueOf(numbers) * 100_000 + valueOf(more, TIME_DIGITS - WORD);
        return at + TIME_DIGITS;
    }

    /// Passes a whole number like [#digits], and faster one of 13 digits.
    public int timeDigits(int at) {
        byte[] in = bytes;
        long numbers = less0(word(in, at));
        long more = less0(word(in, at + WORD));
        long odd = odd(numbers) | ((odd(more) & FIVE_BYTES_AND_ONE) ^ FIRST_ODD_AFTER_FIVE);
        boolean holds = odd == 0 && (numbers & 0xFF) != 0;
        return holds ? at + TIME_DIGITS : digits(at);
    }

    /// `.` less `0`.
    private static final long POINT = '.' ^ '0';

    /// Passes a decimal number, not negative, of at most 18 digits, whose mantissa at `scale`
    /// decimals becomes [#value()].
    public int decimal(int at, int scale) {
        return decimal(bytes, at, scale);
    }

    private int decimal(byte[] in, int at, int scale) {
        long numbers = less0(word(in, at));
        long odd = odd(numbers);
        long odder = odd & (odd - 1);
        long throughPoint = odd ^ (odd - 1);
        long whole = throughPoint >>> Byte.SIZE;
        int pointBit = Long.numberOfTrailingZeros(odd);
        int stopBit = Long.numberOfTrailingZeros(odder);
        long pointByte = numbers >>> (pointBit & ~7) & 0xFF;
        boolean isUsual =
                odder != 0
                        && pointByte == POINT
                        && pointBit > Byte.SIZE
                        && stopBit - pointBit > Byte.SIZE;
        if (!isUsual || hasLeadingZero(numbers, odd)) {
            return decimalInTwoWords(in, at, scale, numbers, odd);
        }
        long packed = (numbers & whole) | ((numbers >>> Byte.SIZE) & ~whole);
        value = valueOf(packed << (Long.SIZE + 2 * Byte.SIZE - 1 - stopBit));
        int decimals = (stopBit - pointBit - Byte.SIZE) >>> 3;
        return scaled(at + (stopBit >>> 3), scale - decimals, WORD - 2 + scale);
    }

    /// Whether the first is a zero, and the second a digit too; without a branch, as either is
    /// usual. Whether the first is a digit at all is not asked.
    private static boolean hasLeadingZero(long numbers, long odd) {
        return ((((numbers & 0xFF) - 1) >>> (Long.SIZE - 1)) & ~(odd >>> 15)) != 0;
    }

    private int decimalInTwoWords(byte[] in, int at, int scale, long numbers, long odd) {
        int whole = before(odd);
        if (odd == 0 || whole == 0 || hasLeadingZero(numbers, odd)) {
            return decimalSlowly(at, scale);
        }
        if ((numbers >>> (whole * Byte.SIZE) & 0xFF) != POINT) {
            value = valueOf(numbers, whole);
            return scaled(at + whole, scale, whole + scale);
        }
        long more = less0(word(in, at + WORD));
        long odder = odd & (odd - 1);
        int stop = odder != 0 ? before(odder) : WORD + before(odd(more));
        int decimals = stop - whole - 1;
        if (decimals == 0 || stop == 2 * WORD) {
            return decimalSlowly(at, scale);
        }
        value = withoutPoint(numbers, more, whole, stop - 1);
        return scaled(at + stop, scale - decimals, whole + scale);
    }

    /// The number that `digits` digits are that have a point behind the first `whole`, 7 at most.
    private static long withoutPoint(long numbers, long more, int whole, int digits) {
        long low = lowBytes(whole);
        long first = (numbers & low) | (((numbers >>> 8) | (more << 56)) & ~low);
        if (digits < WORD) {
            return valueOf(first, digits);
        }
        return digits == WORD ? valueOf(first) : valueOf(first, more >>> 8, digits - WORD);
    }

    private int decimalSlowly(int at, int scale) {
        int p = endOfDigits(at);
        int whole = p - at;
        if (whole == 0 || whole > Decimal.MAX_SCALE || (whole > 1 && bytes[at] == '0')) {
            return fail();
        }
        int decimals = 0;
        if (bytes[p] == '.') {
            long before = value;
            int point = p + 1;
            p = endOfDigits(point);
            decimals = p - point;
            if (decimals == 0 || whole + decimals > Decimal.MAX_SCALE) {
                return fail();
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
            return fits ? next : fail();
        }
        long power = Decimal.powerOfTen(-shift);
        long quotient = value / power;
        boolean exact = quotient * power == value;
        value = quotient;
        return exact ? next : fail();
    }

    private static final Literal TRUE = literalOf("true");
    private static final Literal FALSE = literalOf("false");

    /// Passes `true` or `false`; [#value()] becomes 1 or 0.
    public int bool(int at) {
        // Either is as likely, and a branch would be guessed wrong half of the time.
        long word = word(at);
        long notTrue = (word ^ TRUE.first) & TRUE.mask;
        long notFalse = (word ^ FALSE.first) & FALSE.mask;
        boolean isTrue = notTrue == 0;
        value = isTrue ? 1 : 0;
        long differs = isTrue ? 0 : notFalse;
        int length = isTrue ? TRUE.length : FALSE.length;
        return differs == 0 ? at + length : fail();
    }

    /// The byte at a place, not far behind the end.
    public byte byteAt(int at) {
        return bytes[at];
    }

    /// The number passed last.
    public long value() {
        return value;
    }

    /// Passes printable ASCII up to the next quote, which it leaves.
    public int text(int at) {
        int p = at;
        long special = special(word(p));
        while (special == 0) {
            p += WORD;
            special = special(word(p));
        }
        p += before(special);
        textFrom = at;
        textTo = p;
        return bytes[p] == '"' ? p : fail();
    }

    /// The high bit of each byte that is a quote, a backslash, a control character or not ASCII;
    /// bits above the lowest one may be wrong (H. Warren, Hacker's Delight, 6-1).
    private static long special(long eight) {
        long quote = eight ^ 0x2222222222222222L;
        long backslash = eight ^ 0x5C5C5C5C5C5C5C5CL;
        long found =
                ((quote - 0x0101010101010101L) & ~quote)
                        | ((backslash - 0x0101010101010101L) & ~backslash)
                        | ((eight - 0x2020202020202020L) & ~eight)
                        | eight;
        return found & HIGH_BITS;
    }

    private static final Literal LEVEL = literalOf("['");
    private static final Literal BETWEEN = literalOf("','");
    private static final Literal LEVEL_END = literalOf("']");
    private static final Literal NEXT_LEVEL = literalOf("'],['");

    /// Passes the levels of one side, `["price","quantity"],…`, up to the bracket behind the last,
    /// and adds them. Levels may have further columns, of whole numbers.
    public int bids(int at, int priceScale, int quantityScale, BookLevels levels) {
        return levels(at, priceScale, quantityScale, levels, true);
    }

    /// Passes levels like [#bids].
    public int asks(int at, int priceScale, int quantityScale, BookLevels levels) {
        return levels(at, priceScale, quantityScale, levels, false);
    }

    private int levels(
            int at, int priceScale, int quantityScale, BookLevels levels, boolean areBids) {
        byte[] in = bytes;
        int p = optional(at, LEVEL);
        if (p == at) {
            return at;
        }
        while (true) {
            p = literal(decimal(in, p, priceScale), BETWEEN);
            long mantissa = value;
            p = decimal(in, p, quantityScale);
            if (areBids) {
                levels.addBid(mantissa, value);
            } else {
                levels.addAsk(mantissa, value);
            }
            if (((word(in, p) ^ NEXT_LEVEL.first) & NEXT_LEVEL.mask) == 0) {
                p += NEXT_LEVEL.length;
                continue;
            }
            p = moreColumns(p);
            int next = optional(p, NEXT_LEVEL);
            if (next == p) {
                return literal(p, LEVEL_END);
            }
            p = next;
        }
    }

    private int moreColumns(int at) {
        int p = at;
        int next = optional(p, BETWEEN);
        while (next != p) {
            p = integer(next);
            next = optional(p, BETWEEN);
        }
        return p;
    }

    /// Where the last text starts in [#bytes()].
    public int textFrom() {
        return textFrom;
    }

    /// Where the last text ends.
    public int textTo() {
        return textTo;
    }
}

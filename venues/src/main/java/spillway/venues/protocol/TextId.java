package spillway.venues.protocol;

import spillway.venues.wire.JsonScanner;

/// A venue's text id as the 64 bits that events carry: a whole number below 2^63 as itself, any
/// other text as its FNV-1a hash with the sign cleared. Encoded as a number it is the same id
/// again.
public final class TextId {
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;
    private static final int MAX_DIGITS = 19;

    private TextId() {}

    private static boolean fits(long number, int digit) {
        return number < Long.MAX_VALUE / 10
                || (number == Long.MAX_VALUE / 10 && digit <= Long.MAX_VALUE % 10);
    }

    /// The id in the text that `json` read last.
    public static long of(JsonScanner json) {
        return of(json.textBytes(), json.textFrom(), json.textTo());
    }

    /// The id in `bytes[from, to)`.
    public static long of(byte[] bytes, int from, int to) {
        long number = number(bytes, from, to);
        return number >= 0 ? number : hash(bytes, from, to);
    }

    /// -1 if the text is no whole number below 2^63.
    private static long number(byte[] bytes, int from, int to) {
        if (to == from || to - from > MAX_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || !fits(number, digit)) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static long hash(byte[] bytes, int from, int to) {
        long hash = FNV_OFFSET;
        for (int i = from; i < to; i++) {
            hash = (hash ^ (bytes[i] & 0xFF)) * FNV_PRIME;
        }
        return hash & Long.MAX_VALUE;
    }
}

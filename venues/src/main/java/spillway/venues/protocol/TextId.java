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
        byte[] bytes = json.textBytes();
        int from = json.textFrom();
        int to = json.textTo();
        long number = 0;
        long hash = FNV_OFFSET;
        boolean digits = to > from && to - from <= MAX_DIGITS;
        for (int i = from; i < to; i++) {
            int b = bytes[i] & 0xFF;
            hash = (hash ^ b) * FNV_PRIME;
            digits &= b >= '0' && b <= '9';
            digits &= number <= (Long.MAX_VALUE - 9) / 10 || fits(number, b - '0');
            number = digits ? number * 10 + (b - '0') : 0;
        }
        return digits ? number : hash & Long.MAX_VALUE;
    }
}

package spillway.venues.wire;

/// UTF-8 by the letter of RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
final class Utf8 {
    private Utf8() {}

    /// Bytes of the character of two to four bytes at `at`; 0 if there is none.
    static int lengthAt(byte[] bytes, int at, int end) {
        int lead = bytes[at] & 0xFF;
        int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || end - at < length) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /// Writes `point` at `at`, which has room for four bytes, and `?` for half a surrogate pair.
    ///
    /// @return bytes written
    static int put(int point, byte[] out, int at) {
        if (point < 0x80) {
            out[at] = (byte) point;
            return 1;
        }
        if (point < 0x800) {
            out[at] = (byte) (0xC0 | (point >> 6));
            out[at + 1] = (byte) (0x80 | (point & 0x3F));
            return 2;
        }
        if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            out[at] = '?';
            return 1;
        }
        if (point < 0x10000) {
            out[at] = (byte) (0xE0 | (point >> 12));
            out[at + 1] = (byte) (0x80 | ((point >> 6) & 0x3F));
            out[at + 2] = (byte) (0x80 | (point & 0x3F));
            return 3;
        }
        out[at] = (byte) (0xF0 | (point >> 18));
        out[at + 1] = (byte) (0x80 | ((point >> 12) & 0x3F));
        out[at + 2] = (byte) (0x80 | ((point >> 6) & 0x3F));
        out[at + 3] = (byte) (0x80 | (point & 0x3F));
        return 4;
    }

    /// The number of the four hexadecimal digits at `at`; -1 if they are not there.
    static int hexUnit(byte[] bytes, int at, int end) {
        if (end - at < 4) {
            return -1;
        }
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = hexDigit(bytes[at + i]);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private static int hexDigit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}

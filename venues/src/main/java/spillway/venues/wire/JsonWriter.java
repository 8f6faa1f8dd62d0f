package spillway.venues.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import spillway.market.Decimal;

/// Writes one JSON document after another into the same bytes, as venues print them: no white
/// space, decimals quoted, without trailing zeros. Not safe for use by several threads.
///
/// The caller is trusted to nest correctly. Allocates nothing once its bytes have grown.
public final class JsonWriter {
    private static final int LONGEST_NUMBER = 40;

    private byte[] bytes = new byte[1 << 12];
    private int length;
    private boolean first = true;

    /// Forgets what was written.
    public JsonWriter clear() {
        length = 0;
        first = true;
        return this;
    }

    /// What was written, in `[0, length())`; valid until the next call.
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    private void put(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
    }

    private void separate() {
        if (!first) {
            put(',');
        }
        first = false;
    }

    /// Starts an object as the next value.
    public JsonWriter beginObject() {
        separate();
        put('{');
        first = true;
        return this;
    }

    public JsonWriter endObject() {
        put('}');
        first = false;
        return this;
    }

    /// Starts an array as the next value.
    public JsonWriter beginArray() {
        separate();
        put('[');
        first = true;
        return this;
    }

    public JsonWriter endArray() {
        put(']');
        first = false;
        return this;
    }

    /// Starts a field; its value comes next.
    public JsonWriter field(String name) {
        separate();
        quoted(name);
        put(':');
        first = true;
        return this;
    }

    /// A text.
    public JsonWriter text(String text) {
        separate();
        quoted(text);
        return this;
    }

    private void quoted(String text) {
        put('"');
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (point == '"' || point == '\\') {
                put('\\');
                put((char) point);
            } else if (point < 0x20) {
                ascii("\\u00");
                put(Character.forDigit(point >> 4, 16));
                put(Character.forDigit(point & 15, 16));
            } else {
                reserve(4);
                length += Utf8.put(point, bytes, length);
            }
        }
        put('"');
    }

    private void ascii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    /// A whole number, bare.
    public JsonWriter integer(long number) {
        separate();
        digits(number);
        return this;
    }

    /// A whole number in quotes.
    public JsonWriter quotedInteger(long number) {
        separate();
        put('"');
        digits(number);
        put('"');
        return this;
    }

    private void digits(long number) {
        reserve(LONGEST_NUMBER);
        if (number < 0) {
            ascii(Long.toString(number));
            return;
        }
        int stop = length + digitCount(number);
        length = stop;
        long rest = number;
        do {
            bytes[--stop] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
    }

    private static int digitCount(long number) {
        int count = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            count++;
        }
        return count;
    }

    /// A decimal number in quotes, `mantissa × 10^-scale`, trailing zeros of its decimals dropped.
    public JsonWriter decimal(long mantissa, int scale) {
        separate();
        put('"');
        long m = mantissa;
        int s = scale;
        while (s > 0 && m % 10 == 0) {
            m /= 10;
            s--;
        }
        if (m < 0) {
            put('-');
        }
        long magnitude = Math.abs(m);
        long power = Decimal.powerOfTen(s);
        digits(magnitude / power);
        if (s > 0) {
            put('.');
            long fraction = magnitude % power;
            for (int i = digitCount(fraction); i < s; i++) {
                put('0');
            }
            digits(fraction);
        }
        put('"');
        return this;
    }

    /// `true` or `false`.
    public JsonWriter bool(boolean value) {
        separate();
        ascii(value ? "true" : "false");
        return this;
    }

    /// `null`.
    public JsonWriter none() {
        separate();
        ascii("null");
        return this;
    }

    /// What was written, as text.
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}

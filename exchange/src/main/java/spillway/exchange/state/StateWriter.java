package spillway.exchange.state;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes state, little-endian: 8 bytes a number, an array as its length and its numbers. Equal
/// state gives equal bytes. [StateReader] reads it back.
public final class StateWriter {
    private static final int BUFFER_BYTES = 1 << 16;

    private final OutputStream out;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /// @param out left open; see [#flush]
    public StateWriter(OutputStream out) {
        this.out = out;
    }

    /// Names what follows.
    ///
    /// @param name at most 8 ASCII letters
    public void section(String name) throws IOException {
        number(tag(name));
    }

    /// A section's name as a number.
    static long tag(String name) {
        byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
        if (letters.length > Long.BYTES) {
            throw new IllegalArgumentException("a section's name has 1 to 8 letters, was " + name);
        }
        long tag = 0;
        for (byte letter : letters) {
            tag = tag << 8 | letter;
        }
        return tag;
    }

    public void number(long value) throws IOException {
        if (buffer.remaining() < Long.BYTES) {
            flush();
        }
        buffer.putLong(value);
    }

    /// The first `count` numbers of an array.
    public void numbers(long[] values, int count) throws IOException {
        number(count);
        for (int i = 0; i < count; i++) {
            number(values[i]);
        }
    }

    /// The first `count` numbers of an array.
    public void numbers(int[] values, int count) throws IOException {
        number(count);
        for (int i = 0; i < count; i++) {
            number(values[i]);
        }
    }

    /// Hands on what is still held.
    public void flush() throws IOException {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}

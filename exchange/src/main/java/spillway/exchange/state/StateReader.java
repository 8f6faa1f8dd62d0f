package spillway.exchange.state;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Reads what [StateWriter] wrote. What is not there, or is something else, is an [IOException]
/// that says where.
public final class StateReader {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).flip();
    private String section = "its start";

    public StateReader(InputStream in) {
        this.in = in;
    }

    /// Checks that the section of this name follows.
    public void section(String name) throws IOException {
        long found = number();
        if (found != StateWriter.tag(name)) {
            throw new IOException(
                    "snapshot, after %s: expected section %s, found %#x; take a snapshot of this"
                                    .formatted(section, name, found)
                            + " version and of the same venue");
        }
        section = "section " + name;
    }

    public long number() throws IOException {
        if (buffer.remaining() < Long.BYTES) {
            fill();
        }
        return buffer.getLong();
    }

    /// A number that must lie in `low..high`.
    public int number(String name, int low, int high) throws IOException {
        long value = number();
        if (value < low || value > high) {
            throw new IOException(
                    "snapshot, %s: expected %s in %d..%d, found %d"
                            .formatted(section, name, low, high, value));
        }
        return (int) value;
    }

    /// Fills the start of an array; returns how many numbers there were.
    public int numbers(long[] into) throws IOException {
        int count = number("the length of an array", 0, into.length);
        for (int i = 0; i < count; i++) {
            into[i] = number();
        }
        return count;
    }

    /// Fills the start of an array; returns how many numbers there were.
    public int numbers(int[] into) throws IOException {
        int count = number("the length of an array", 0, into.length);
        for (int i = 0; i < count; i++) {
            into[i] = (int) number();
        }
        return count;
    }

    /// Fills a whole array.
    public void all(long[] into) throws IOException {
        int count = numbers(into);
        if (count != into.length) {
            throw new IOException(
                    "snapshot, %s: expected an array of %d, found one of %d; load it into a venue of"
                                    .formatted(section, into.length, count)
                            + " the same terms");
        }
    }

    private void fill() throws IOException {
        buffer.compact();
        while (buffer.position() < Long.BYTES) {
            int read = in.read(buffer.array(), buffer.position(), buffer.remaining());
            if (read < 0) {
                throw new EOFException("snapshot, " + section + ": it ends too early");
            }
            buffer.position(buffer.position() + read);
        }
        buffer.flip();
    }
}

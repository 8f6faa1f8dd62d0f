package spillway.tape;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A set of 128-bit fingerprints: open addressing, 16 bytes each, at most three quarters full.
final class FingerprintSet {
    private static final int BUFFER_LONGS = 8_192;
    private static final int FIRST_CAPACITY = 1 << 8;

    /// Pairs; two zeros mean empty.
    private long[] table = new long[FIRST_CAPACITY * 2];

    private int size;

    /// Bytes of memory that it takes.
    long bytes() {
        return table.length * (long) Long.BYTES;
    }

    /// Writes the set, for [#readFrom(FileChannel)].
    void writeTo(FileChannel to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_LONGS * Long.BYTES);
        buffer.putLong(size).putLong(table.length);
        for (int at = 0; at < table.length; ) {
            int longs = Math.min(table.length - at, buffer.remaining() / Long.BYTES);
            for (int end = at + longs; at < end; at++) {
                buffer.putLong(table[at]);
            }
            drain(buffer.flip(), to);
        }
    }

    private static void drain(ByteBuffer buffer, FileChannel to) throws IOException {
        while (buffer.hasRemaining()) {
            to.write(buffer);
        }
        buffer.clear();
    }

    /// The set that [#writeTo(FileChannel)] wrote.
    static FingerprintSet readFrom(FileChannel from) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_LONGS * Long.BYTES).limit(0);
        var set = new FingerprintSet();
        set.size = (int) next(buffer, from);
        set.table = new long[(int) next(buffer, from)];
        for (int at = 0; at < set.table.length; at++) {
            set.table[at] = next(buffer, from);
        }
        return set;
    }

    private static long next(ByteBuffer buffer, FileChannel from) throws IOException {
        if (buffer.remaining() < Long.BYTES) {
            buffer.compact();
            while (buffer.position() < Long.BYTES) {
                if (from.read(buffer) < 0) {
                    throw new EOFException("a set of fingerprints that was put aside is cut");
                }
            }
            buffer.flip();
        }
        return buffer.getLong();
    }

    int size() {
        return size;
    }

    /// Adds a fingerprint.
    ///
    /// @return whether it was not there
    boolean add(long high, long low) {
        long first = high == 0 && low == 0 ? 1 : high;
        if ((size + 1) * 4L > table.length / 2 * 3L) {
            grow();
        }
        if (!insert(table, first, low)) {
            return false;
        }
        size++;
        return true;
    }

    private static boolean insert(long[] table, long high, long low) {
        int mask = table.length - 1;
        int slot = (int) (high ^ high >>> 31 ^ low) << 1 & mask;
        while (table[slot] != 0 || table[slot + 1] != 0) {
            if (table[slot] == high && table[slot + 1] == low) {
                return false;
            }
            slot = (slot + 2) & mask;
        }
        table[slot] = high;
        table[slot + 1] = low;
        return true;
    }

    /// The one array that may not fit: everything else of an import has a bound.
    private TapeException tooMany(Throwable cause) {
        return new TapeException(
                "expected the events of one day, kind and venue to be told apart in memory, found "
                        + size
                        + " of them and no room for more: set SPILLWAY_HEAP=4g or higher; nothing of"
                        + " this import is kept",
                cause);
    }

    private void grow() {
        long[] larger;
        try {
            larger = new long[Math.multiplyExact(table.length, 2)];
        } catch (OutOfMemoryError | ArithmeticException e) {
            throw new UncheckedIOException(tooMany(e));
        }
        for (int slot = 0; slot < table.length; slot += 2) {
            if (table[slot] != 0 || table[slot + 1] != 0) {
                insert(larger, table[slot], table[slot + 1]);
            }
        }
        table = larger;
    }
}

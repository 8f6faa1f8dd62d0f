package spillway.tape.parquet;

import java.util.Arrays;

/// Small numbers in the encoding RLE: one run where all are equal, else all of them bit-packed.
///
/// Source: Apache Parquet, `Encodings.md`, "Run Length Encoding / Bit-Packing Hybrid". A page of a
/// single instrument takes four bytes; where values vary, zstd finds the shorter runs better than
/// switching between the two would. The reader takes any mixture.
final class PackedIds {
    private PackedIds() {}

    /// Room that `count` numbers need at most.
    static int maxBytes(int count) {
        return 16 + (count + 8) * Integer.BYTES;
    }

    /// Bits that hold every number below `size`; one at least, since readers differ about none.
    static int width(int size) {
        return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, size - 1)));
    }

    /// Writes `count >= 0` numbers of `width` bits and returns the place after them.
    static int encode(byte[] to, int start, int[] ids, int count, int width) {
        if (count == 0) {
            return start;
        }
        if (allEqual(ids, count)) {
            return run(to, start, ids[0], count, width);
        }
        int groups = (count + 7) >>> 3;
        int at = Bytes.putVarint(to, start, ((long) groups << 1) | 1);
        int end = at + groups * width;
        long pending = 0;
        int bits = 0;
        for (int i = 0; i < count; i++) {
            pending |= (long) ids[i] << bits;
            bits += width;
            if (bits >= Integer.SIZE) {
                Bytes.putInt(to, at, (int) pending);
                at += Integer.BYTES;
                pending >>>= Integer.SIZE;
                bits -= Integer.SIZE;
            }
        }
        while (at < end) {
            to[at++] = (byte) pending;
            pending >>>= 8;
        }
        return end;
    }

    private static boolean allEqual(int[] ids, int count) {
        for (int i = 1; i < count; i++) {
            if (ids[i] != ids[0]) {
                return false;
            }
        }
        return true;
    }

    /// Writes `count` times the same number and returns the place after it.
    static int run(byte[] to, int start, int id, int count, int width) {
        int at = Bytes.putVarint(to, start, (long) count << 1);
        for (int bits = 0; bits < width; bits += 8) {
            to[at++] = (byte) (id >>> bits);
        }
        return at;
    }

    /// Reads `count` numbers and puts what `table` says of each into `into`. The array must reach 8
    /// bytes past the numbers.
    static void decode(
            byte[] from, int start, int end, int width, int[] table, int[] into, int count) {
        int at = start;
        int done = 0;
        while (done < count) {
            long header = header(from, at, end);
            at += headerBytes(header);
            int n = runLength(header, count - done);
            if ((header & 1) == 0) {
                Arrays.fill(into, done, done + n, table[runValue(from, at, width)]);
                at += (width + 7) >>> 3;
            } else {
                unpack(from, at, width, table, into, done, n);
                at += groups(header) * width;
            }
            done += n;
        }
        within(at, end);
    }

    /// The same for a table of `long`.
    static void decode(
            byte[] from, int start, int end, int width, long[] table, long[] into, int count) {
        int at = start;
        int done = 0;
        while (done < count) {
            long header = header(from, at, end);
            at += headerBytes(header);
            int n = runLength(header, count - done);
            if ((header & 1) == 0) {
                Arrays.fill(into, done, done + n, table[runValue(from, at, width)]);
                at += (width + 7) >>> 3;
            } else {
                unpack(from, at, width, table, into, done, n);
                at += groups(header) * width;
            }
            done += n;
        }
        within(at, end);
    }

    private static void unpack(
            byte[] from, int at, int width, int[] table, int[] into, int first, int n) {
        int i = 0;
        int mask = (int) ((1L << width) - 1);
        if (width <= 8) {
            int p = at;
            for (; i + 8 <= n; i += 8) {
                long eight = Bytes.longAt(from, p);
                for (int k = 0; k < 8; k++) {
                    into[first + i + k] = table[(int) (eight >>> (k * width)) & mask];
                }
                p += width;
            }
        }
        for (; i < n; i++) {
            into[first + i] = table[bitsAt(from, at, (long) i * width) & mask];
        }
    }

    private static void unpack(
            byte[] from, int at, int width, long[] table, long[] into, int first, int n) {
        int i = 0;
        int mask = (int) ((1L << width) - 1);
        if (width <= 8) {
            int p = at;
            for (; i + 8 <= n; i += 8) {
                long eight = Bytes.longAt(from, p);
                for (int k = 0; k < 8; k++) {
                    into[first + i + k] = table[(int) (eight >>> (k * width)) & mask];
                }
                p += width;
            }
        }
        for (; i < n; i++) {
            into[first + i] = table[bitsAt(from, at, (long) i * width) & mask];
        }
    }

    private static int bitsAt(byte[] from, int at, long bit) {
        return (int) (Bytes.longAt(from, at + (int) (bit >>> 3)) >>> (bit & 7));
    }

    /// A run's header in the low 40 bits, the bytes it takes above them.
    private static long header(byte[] from, int at, int end) {
        long value = 0;
        for (int i = 0; i < 5; i++) {
            within(at + i + 1, end);
            int b = from[at + i];
            value |= (long) (b & 0x7F) << (7 * i);
            if (b >= 0) {
                return value | (long) (i + 1) << 40;
            }
        }
        throw new IllegalStateException("run without end at byte " + at);
    }

    private static int headerBytes(long header) {
        return (int) (header >>> 40);
    }

    private static int runLength(long header, int wanted) {
        long count = (header & 0xFF_FFFF_FFFFL) >>> 1;
        long values = (header & 1) == 0 ? count : count * 8;
        if (values == 0) {
            throw new IllegalStateException("empty run");
        }
        return (int) Math.min(values, wanted);
    }

    private static int groups(long header) {
        return (int) ((header & 0xFF_FFFF_FFFFL) >>> 1);
    }

    private static int runValue(byte[] from, int at, int width) {
        int value = 0;
        for (int bits = 0; bits < width; bits += 8) {
            value |= (from[at + (bits >>> 3)] & 0xFF) << bits;
        }
        return value;
    }

    private static void within(int at, int end) {
        if (at > end) {
            throw new IllegalStateException("numbers reach past their page");
        }
    }
}

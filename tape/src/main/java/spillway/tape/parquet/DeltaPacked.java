package spillway.tape.parquet;

/// The encoding DELTA_BINARY_PACKED: differences, less the smallest of their block, in just as many
/// bits as the largest of a miniblock needs.
///
/// Source: Apache Parquet, `Encodings.md`, "Delta Encoding". Within its rules this writer rounds
/// every width up to whole bytes: they pack and unpack without shifting, and leave bytes on their
/// boundaries for zstd, which takes back more than the rounding costs (venue times are multiples of
/// a millisecond, so most byte patterns repeat). The reader knows those widths only.
final class DeltaPacked {
    private static final int BLOCK = 128;
    private static final int MINIBLOCKS = 4;
    private static final int MINIBLOCK = BLOCK / MINIBLOCKS;

    private DeltaPacked() {}

    /// Room that `count` values need at most.
    static int maxBytes(int count) {
        int blocks = count / BLOCK + 1;
        return 32 + blocks * (10 + MINIBLOCKS + BLOCK * Long.BYTES);
    }

    /// Writes `count >= 0` values and returns the place after them. `deltas` holds 128 at least.
    static int encode(byte[] to, int start, long[] values, int count, long[] deltas) {
        int at = Bytes.putVarint(to, start, BLOCK);
        at = Bytes.putVarint(to, at, MINIBLOCKS);
        at = Bytes.putVarint(to, at, count);
        at = Bytes.putZigzag(to, at, count == 0 ? 0 : values[0]);
        for (int from = 1; from < count; from += BLOCK) {
            int n = Math.min(BLOCK, count - from);
            long min = differences(values, from, n, deltas);
            at = Bytes.putZigzag(to, at, min);
            int widths = at;
            at += MINIBLOCKS;
            for (int m = 0; m < MINIBLOCKS; m++) {
                int first = m * MINIBLOCK;
                int bytes = first >= n ? 0 : wholeBytes(deltas, first, min);
                to[widths + m] = (byte) (bytes * 8);
                if (bytes > 0) {
                    at = pack(to, at, deltas, first, min, bytes);
                }
            }
        }
        return at;
    }

    /// Fills `deltas` with `n` differences, and up to the miniblock's end with the smallest.
    private static long differences(long[] values, int from, int n, long[] deltas) {
        long min = Long.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            long delta = values[from + i] - values[from + i - 1];
            deltas[i] = delta;
            min = Math.min(min, delta);
        }
        for (int i = n; i < BLOCK; i++) {
            deltas[i] = min;
        }
        return min;
    }

    private static int wholeBytes(long[] deltas, int first, long min) {
        long bits = 0;
        for (int i = first; i < first + MINIBLOCK; i++) {
            bits |= deltas[i] - min;
        }
        return (Long.SIZE - Long.numberOfLeadingZeros(bits) + 7) >>> 3;
    }

    /// Each store spills over into the next value's place, which is written after it; the array has
    /// room for the last one's ([#maxBytes(int)]).
    private static int pack(byte[] to, int at, long[] deltas, int first, long min, int bytes) {
        int p = at;
        for (int i = first; i < first + MINIBLOCK; i++) {
            Bytes.putLong(to, p, deltas[i] - min);
            p += bytes;
        }
        return p;
    }

    /// Reads `count` values that begin at `start`. The array must reach 8 bytes past the values.
    ///
    /// @throws IllegalStateException for a width that is no whole byte, or another count
    static void decode(byte[] from, int start, long[] values, int count) {
        int at = start;
        long block = varint(from, at);
        at += varintBytes(from, at);
        long miniblocks = varint(from, at);
        at += varintBytes(from, at);
        long total = varint(from, at);
        at += varintBytes(from, at);
        if (block != BLOCK || miniblocks != MINIBLOCKS || total != count) {
            throw new IllegalStateException(
                    "delta header " + block + "/" + miniblocks + "/" + total + " for " + count);
        }
        if (count == 0) {
            return;
        }
        long last = zigzag(from, at);
        at += varintBytes(from, at);
        values[0] = last;
        for (int i = 1; i < count; i += BLOCK) {
            long min = zigzag(from, at);
            at += varintBytes(from, at);
            int widths = at;
            at += MINIBLOCKS;
            for (int m = 0; m < MINIBLOCKS; m++) {
                int first = i + m * MINIBLOCK;
                int n = Math.min(MINIBLOCK, count - first);
                if (n > 0) {
                    int bits = from[widths + m];
                    last = unpack(from, at, values, first, n, last, min, bits);
                    at += MINIBLOCK * (bits >>> 3);
                }
            }
        }
    }

    private static long unpack(
            byte[] from, int at, long[] values, int first, int n, long last, long min, int bits) {
        if ((bits & 7) != 0 || bits < 0 || bits > Long.SIZE) {
            throw new IllegalStateException("delta width of " + bits + " bits");
        }
        return switch (bits >>> 3) {
            case 0 -> unpack0(values, first, n, last, min);
            case 1 -> unpack1(from, at, values, first, n, last, min);
            case 2 -> unpack2(from, at, values, first, n, last, min);
            default -> unpackWide(from, at, values, first, n, last, min, bits >>> 3);
        };
    }

    private static long unpack0(long[] values, int first, int n, long before, long min) {
        long last = before;
        for (int i = first; i < first + n; i++) {
            last += min;
            values[i] = last;
        }
        return last;
    }

    private static long unpack1(
            byte[] from, int at, long[] values, int first, int n, long before, long min) {
        long last = before;
        for (int i = 0; i < n; i++) {
            last += min + (from[at + i] & 0xFF);
            values[first + i] = last;
        }
        return last;
    }

    private static long unpack2(
            byte[] from, int at, long[] values, int first, int n, long before, long min) {
        long last = before;
        for (int i = 0; i < n; i++) {
            last += min + ((from[at + 2 * i] & 0xFF) | (from[at + 2 * i + 1] & 0xFF) << 8);
            values[first + i] = last;
        }
        return last;
    }

    private static long unpackWide(
            byte[] from,
            int at,
            long[] values,
            int first,
            int n,
            long before,
            long min,
            int bytes) {
        long mask = -1L >>> (Long.SIZE - 8 * bytes);
        long last = before;
        int p = at;
        for (int i = first; i < first + n; i++) {
            last += min + (Bytes.longAt(from, p) & mask);
            values[i] = last;
            p += bytes;
        }
        return last;
    }

    private static long varint(byte[] from, int at) {
        long value = 0;
        for (int i = 0; i < 10; i++) {
            int b = from[at + i];
            value |= (long) (b & 0x7F) << (7 * i);
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalStateException("number without end at byte " + at);
    }

    private static long zigzag(byte[] from, int at) {
        long raw = varint(from, at);
        return (raw >>> 1) ^ -(raw & 1);
    }

    private static int varintBytes(byte[] from, int at) {
        int p = at;
        while (from[p] < 0) {
            p++;
        }
        return p - at + 1;
    }
}

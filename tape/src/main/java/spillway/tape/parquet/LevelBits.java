package spillway.tape.parquet;

import java.util.Arrays;

/// Definition and repetition levels: which rows are null, where lists begin.
///
/// Source: Apache Parquet, "Nested Encoding" and `Encodings.md`. A level that is the same all
/// through is one run of a few bytes; otherwise the levels are bit-packed, which for a flat column
/// is its bitmap of nulls turned over.
final class LevelBits {
    private LevelBits() {}

    static int maxBytes(int entries) {
        return 2 * (Integer.BYTES + 8) + entries / 8 + entries / 4 + 32;
    }

    /// Writes the levels of a page at the array's start and returns the place after them.
    static int encode(byte[] to, ColumnWriter values, int rows, int entries) {
        if (values.column.isList()) {
            int at = repetition(to, values, rows, entries);
            return listDefinition(to, at, values, rows, entries);
        }
        return values.column.isOptional() ? definition(to, values, rows) : 0;
    }

    /// Bits that a list's definition level takes: null, empty, present; or the latter two.
    static int listWidth(Column column) {
        return column.isOptional() ? 2 : 1;
    }

    private static int definition(byte[] to, ColumnWriter values, int rows) {
        if (values.nulls() == 0 || values.nulls() == rows) {
            return sized(to, 0, run(to, Integer.BYTES, values.nulls() == 0 ? 1 : 0, rows));
        }
        int bytes = (rows + 7) >>> 3;
        int at = Bytes.putVarint(to, Integer.BYTES, ((long) bytes << 1) | 1);
        long[] nullBits = values.nullBits();
        for (int word = 0; word * 64 < rows; word++) {
            Bytes.putLong(to, at + word * Long.BYTES, ~nullBits[word]);
        }
        return sized(to, 0, at + bytes);
    }

    private static int repetition(byte[] to, ColumnWriter values, int rows, int entries) {
        int bytes = (entries + 7) >>> 3;
        int bits = Bytes.putVarint(to, Integer.BYTES, ((long) bytes << 1) | 1);
        Arrays.fill(to, bits, bits + bytes, (byte) 0xFF);
        int entry = 0;
        for (int row = 0; row < rows; row++) {
            to[bits + (entry >>> 3)] &= (byte) ~(1 << (entry & 7));
            entry += Math.max(1, values.listLength(row));
        }
        return sized(to, 0, bits + bytes);
    }

    private static int listDefinition(
            byte[] to, int start, ColumnWriter values, int rows, int entries) {
        int width = listWidth(values.column);
        int from = start + Integer.BYTES;
        if (entries == values.listValues()) {
            return sized(to, start, run(to, from, width, entries));
        }
        int bytes = ((entries + 7) >>> 3) * width;
        int bits = Bytes.putVarint(to, from, ((long) ((entries + 7) >>> 3) << 1) | 1);
        Arrays.fill(to, bits, bits + bytes, (byte) (width == 1 ? 0xFF : 0xAA));
        int entry = 0;
        for (int row = 0; row < rows; row++) {
            int length = values.listLength(row);
            if (length == 0) {
                int level = values.column.isOptional() && !values.isNull(row) ? 1 : 0;
                int bit = entry * width;
                int mask = ((1 << width) - 1) << (bit & 7);
                int place = bits + (bit >>> 3);
                to[place] = (byte) ((to[place] & ~mask) | (level << (bit & 7)));
            }
            entry += Math.max(1, length);
        }
        return sized(to, start, bits + bytes);
    }

    private static int run(byte[] to, int at, int level, int count) {
        return PackedIds.run(to, at, level, count, 1);
    }

    private static int sized(byte[] to, int start, int end) {
        Bytes.putInt(to, start, end - start - Integer.BYTES);
        return end;
    }
}

package spillway.tape.parquet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A column's smallest and greatest value as the footer writes them: in PLAIN encoding, text
/// without its length.
final class PlainRange {
    final byte[] least;
    final byte[] greatest;

    PlainRange(byte[] least, byte[] greatest) {
        this.least = least;
        this.greatest = greatest;
    }

    static PlainRange of(Column column, long min, long max) {
        return new PlainRange(plain(column, min), plain(column, max));
    }

    /// The same as numbers; null where the column's values are none.
    @Nullable ColumnRange numbers(Column column, long nulls) {
        int width = column.type() == ColumnType.INT32 ? Integer.BYTES : Long.BYTES;
        boolean fits = least.length == width && greatest.length == width;
        return column.type().hasIntegerRange() && fits
                ? new ColumnRange(column.name(), number(least), number(greatest), nulls)
                : null;
    }

    private static byte[] plain(Column column, long value) {
        var bytes = new byte[Long.BYTES];
        Bytes.putLong(bytes, 0, value);
        return column.type() == ColumnType.INT32 ? Arrays.copyOf(bytes, Integer.BYTES) : bytes;
    }

    private static long number(byte[] plain) {
        return plain.length == Long.BYTES ? Bytes.longAt(plain, 0) : Bytes.intAt(plain, 0);
    }
}

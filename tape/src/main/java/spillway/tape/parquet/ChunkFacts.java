package spillway.tape.parquet;

import org.jspecify.annotations.Nullable;

/// What the footer says of one column within one row group.
///
/// @param start where its first page begins in the file
/// @param dictionaryBytes length of the dictionary's page with its header, 0 without one
/// @param encodings one bit for each encoding's number
/// @param values rows, or entries of lists counting an empty one as one
/// @param range null where none is kept
/// @param check CRC32C over the chunk's bytes
record ChunkFacts(
        int codec,
        long start,
        long bytes,
        long rawBytes,
        int dictionaryBytes,
        int encodings,
        long values,
        long nulls,
        @Nullable PlainRange range,
        int check) {

    /// The smallest and greatest value of an integer column; null where the file keeps none.
    @Nullable ColumnRange numbers(Column column) {
        return range == null ? null : range.numbers(column, nulls);
    }

    /// The same, with the checksum that the file keeps elsewhere.
    ChunkFacts with(int checksum) {
        return new ChunkFacts(
                codec,
                start,
                bytes,
                rawBytes,
                dictionaryBytes,
                encodings,
                values,
                nulls,
                range,
                checksum);
    }
}

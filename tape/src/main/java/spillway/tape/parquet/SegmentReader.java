package spillway.tape.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads the flat columns of one Parquet file front to back, some thousand rows at a time, as
/// primitive arrays.
///
/// ```java
/// try (var reader = SegmentReader.open(path, List.of("seq", "price"), buffers)) {
///     while (reader.nextBatch()) {
///         long[] seq = reader.longs(0);
///         for (int row = 0; row < reader.batchRows(); row++) { … }
///     }
/// }
/// ```
///
/// Columns are counted in the order in which they were asked for. Arrays belong to the reader, may
/// be longer than the batch and hold until the next one; where a row is null they hold 0. Files
/// that Spillway wrote are checked and decoded here without allocating; any other file goes through
/// hardwood, at some bytes a row. One thread at a time.
public sealed interface SegmentReader extends AutoCloseable
        permits SpillwaySegment, ForeignSegment {

    /// Opens all columns of a file with buffers of its own.
    ///
    /// @throws DamagedFileException if it is no Parquet file, cut short or changed
    static SegmentReader open(Path path) throws IOException {
        var buffers = new PageBuffers();
        return Segments.open(path, null, buffers, buffers);
    }

    /// Opens some columns of a file.
    ///
    /// @param columns names
    /// @param buffers shared by writers and readers of this thread
    /// @throws DamagedFileException if it is no Parquet file, cut short or changed
    /// @throws IllegalArgumentException if it lacks one of the columns
    static SegmentReader open(Path path, List<String> columns, PageBuffers buffers)
            throws IOException {
        return Segments.open(path, columns, buffers, null);
    }

    Path path();

    /// All columns of the file, those asked for or not, and what its footer says.
    Schema schema();

    /// The columns asked for.
    List<Column> columns();

    /// Rows of the file.
    long rows();

    /// Whether Spillway wrote the file, so that reading allocates nothing per row and every byte is
    /// covered by a checksum.
    boolean isChecked();

    /// Least and greatest value of an integer column as the footer tells them; empty where the file
    /// has no value or does not tell.
    Optional<ColumnRange> range(String column);

    /// Leaves out the row groups that have no value of an integer column within `from` (included)
    /// and `to` (excluded), as far as the footer tells. Rows outside remain in the groups that are
    /// left. Call it before the first batch.
    void skipOutside(String column, long from, long to);

    /// Reads the next rows; false at the end.
    ///
    /// @throws DamagedFileException if a checksum or a page is not as it was written
    boolean nextBatch() throws IOException;

    /// Rows of this batch.
    int batchRows();

    /// The number within the file of the batch's first row.
    long firstRow();

    /// Values of a column of [ColumnType#INT64], [ColumnType#TIMESTAMP_NS] or
    /// [ColumnType#MICRO_USD] by row, or all lists' values one after the other.
    long[] longs(int column);

    /// Values of a column of [ColumnType#INT32], or the texts' numbers in [#texts()].
    int[] ints(int column);

    double[] doubles(int column);

    /// Where each row's list ends in [#longs(int)]; it begins where the list before it ended, the
    /// first at 0.
    int[] listEnds(int column);

    /// Whether any row of the batch is null in a column.
    boolean hasNulls(int column);

    boolean isNull(int column, int row);

    /// Texts of all columns of the file so far; a number keeps its text to the end of the file.
    TextDictionary texts();

    @Override
    void close() throws IOException;
}

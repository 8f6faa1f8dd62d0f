package spillway.tape.export;

import java.io.IOException;

/// Writes the rows of one file, column by column in order. A column that a row is not given has no
/// value. One thread. An error of the disk comes out as an [java.io.UncheckedIOException] until
/// [#finish()].
sealed interface RowWriter extends AutoCloseable
        permits CsvRowWriter, JsonRowWriter, ParquetRowWriter {
    void text(int column, String value);

    void integer(int column, long value);

    /// A moment.
    ///
    /// @param ns nanoseconds since the epoch
    void time(int column, long ns);

    /// `mantissa × 10^-scale`.
    void decimal(int column, long mantissa, int scale);

    void usd(int column, long microUsd);

    /// Begins a list of numbers `mantissa × 10^-scale`.
    void startList(int column, int scale);

    void addToList(int column, long mantissa);

    void endList(int column);

    void endRow();

    /// Writes what is left, forces the file and closes it.
    void finish() throws IOException;

    /// Closes the file; it is worth nothing unless [#finish()] came before.
    @Override
    void close() throws IOException;
}

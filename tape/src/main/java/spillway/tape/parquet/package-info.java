/// Flat Parquet files, written and read fast: columns of integers, times, money, text and lists, in
/// row groups, compressed by zstd, open to every standard reader.
///
/// Rows go in through primitive setters ([ParquetFileWriter]) and come out as primitive arrays
/// ([SegmentReader]); nothing on either path allocates per row. Knows no market, no event, no tape:
/// only columns and files. Knows no DuckDB either.
@NullMarked
package spillway.tape.parquet;

import org.jspecify.annotations.NullMarked;

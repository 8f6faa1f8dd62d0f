package spillway.bench;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnProjection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import spillway.tape.Tape;
import spillway.tape.parquet.Column;
import spillway.tape.parquet.ColumnType;
import spillway.tape.parquet.PageBuffers;
import spillway.tape.parquet.SegmentReader;

/// Reads every value of every column of a tape's files and adds them up, by two readers. Nothing
/// that reads the same files can do with less.
///
/// @param files of one kind, or of several
/// @param columns the names of each file's columns
record ColumnScan(List<Path> files, List<List<String>> columns) {
    static ColumnScan of(Tape tape) throws IOException {
        var files = new ArrayList<Path>();
        var columns = new ArrayList<List<String>>();
        for (var segment : tape.manifest().segments()) {
            files.add(tape.file(segment));
            try (var reader = SegmentReader.open(tape.file(segment))) {
                columns.add(reader.columns().stream().map(Column::name).toList());
            }
        }
        return new ColumnScan(files, columns);
    }

    /// By Spillway's own reader, one file after the other.
    ///
    /// @return the sum of all whole numbers; texts are read, and not in it
    long own(Stopwatch watch) throws IOException {
        watch.start();
        long sum = 0;
        long textSum = 0;
        try (var buffers = new PageBuffers()) {
            for (int file = 0; file < files.size(); file++) {
                try (var reader = SegmentReader.open(files.get(file), columns.get(file), buffers)) {
                    while (reader.nextBatch()) {
                        for (int c = 0; c < reader.columns().size(); c++) {
                            if (reader.columns().get(c).type() == ColumnType.TEXT) {
                                textSum += sum(reader.ints(c), reader.batchRows());
                            } else {
                                sum += sum(reader, c);
                            }
                        }
                    }
                }
            }
        }
        watch.stop();
        requireTexts(textSum);
        return sum;
    }

    /// Also keeps the sum of the texts from being left out as useless.
    private static void requireTexts(long textSum) {
        if (textSum <= 0) {
            throw new IllegalStateException("expected texts in every file, found none");
        }
    }

    private static long sum(SegmentReader reader, int column) {
        int rows = reader.batchRows();
        return reader.columns().get(column).type() == ColumnType.INT32
                ? sum(reader.ints(column), rows)
                : sum(reader.longs(column), rows);
    }

    private static long sum(int[] values, int rows) {
        long sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += values[row];
        }
        return sum;
    }

    private static long sum(long[] values, int rows) {
        long sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += values[row];
        }
        return sum;
    }

    /// By hardwood, one file after the other.
    ///
    /// @return as [#own]
    long hardwood(Stopwatch watch) throws IOException {
        watch.start();
        long sum = 0;
        long textBytes = 0;
        for (int file = 0; file < files.size(); file++) {
            String[] names = columns.get(file).toArray(String[]::new);
            try (var open = ParquetFileReader.open(InputFile.of(files.get(file)));
                    var readers = open.columnReaders(ColumnProjection.columns(names))) {
                while (readers.nextBatch()) {
                    for (int c = 0; c < readers.getColumnCount(); c++) {
                        ColumnReader reader = readers.getColumnReader(c);
                        int rows = readers.getRecordCount();
                        if (reader.getColumnSchema().type() == PhysicalType.BYTE_ARRAY) {
                            textBytes += reader.getBinaryOffsets()[rows];
                        } else {
                            sum += sum(reader, rows);
                        }
                    }
                }
            }
        }
        watch.stop();
        requireTexts(textBytes);
        return sum;
    }

    private static long sum(ColumnReader reader, int rows) {
        if (reader.getColumnSchema().type() == PhysicalType.INT32) {
            return sum(reader.getInts(), rows);
        }
        Validity validity = reader.getLeafValidity();
        long[] values = reader.getLongs();
        if (!validity.hasNulls()) {
            return sum(values, rows);
        }
        long sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += validity.isNotNull(row) ? values[row] : 0;
        }
        return sum;
    }
}

package spillway.tape.imports;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The rows of one file, in its order.
interface RowSource extends Closeable {
    /// Rows between two reports of progress.
    int ROWS_PER_REPORT = 2048;

    /// How often a file is read: JSON names its columns row by row, so they are all looked at once
    /// before the first row is taken.
    static int passes(Mapping.Format format) {
        return switch (format) {
            case CSV -> 1;
            case JSON, JSON_LINES -> 2;
        };
    }

    /// Opens a file as the mapping says it is made.
    ///
    /// @param survey hears how many bytes have been read, while all but the last pass are made
    /// @throws Refused if it is not of that make
    static RowSource open(SourceFile file, Mapping mapping, LongConsumer survey)
            throws IOException, Refused {
        return switch (mapping.format) {
            case CSV -> new CsvRows(file, mapping);
            case JSON -> JsonRows.open(file, mapping.jsonRows, survey);
            case JSON_LINES -> JsonLineRows.open(file, survey);
        };
    }

    /// What [#next] came to.
    enum Next {
        ROW,
        /// A row that could not be taken apart; [#problem()] says why.
        MALFORMED,
        END
    }

    /// Names of the columns, by slot.
    List<String> columns();

    /// What the file begins with, by which its kind can be guessed: the names of its columns, or
    /// the first row of a file without a header.
    default List<String> firstFields() {
        return columns();
    }

    /// Values that hold for every row, by name.
    default Map<String, String> constants() {
        return Map.of();
    }

    /// Line of the header, from 1; 0 where there is none.
    long headerLine();

    /// Reads the next row into `row`.
    Next next(Row row) throws IOException;

    /// Why the row at hand is malformed.
    ImportProblem problem();

    /// Why the rows ended before the file's end; empty when they did not.
    Optional<ImportProblem> cut();

    /// What a person should know of the end of the rows; empty when nothing.
    default Optional<String> note() {
        return Optional.empty();
    }

    /// Bytes taken from the disk so far, in the last pass.
    long bytesRead();

    /// `problem`, which a malformed row has set.
    static ImportProblem required(@Nullable ImportProblem problem) {
        if (problem == null) {
            throw new IllegalStateException("no row was malformed");
        }
        return problem;
    }
}

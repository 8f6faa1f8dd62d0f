package spillway.tape.imports;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rows of one file, in its order.
interface RowSource extends Closeable {
    /// Opens a file as the mapping says it is made.
    ///
    /// @throws Refused if it is not of that make
    static RowSource open(SourceFile file, Mapping mapping) throws IOException, Refused {
        return switch (mapping.format) {
            case CSV -> new CsvRows(file, mapping);
            case JSON -> JsonRows.open(file, mapping.jsonRows);
            case JSON_LINES -> new JsonLineRows(file);
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

    /// Bytes taken from the disk so far.
    long bytesRead();

    /// For sources that have read ahead nothing.
    static ImportProblem required(@Nullable ImportProblem problem) {
        if (problem == null) {
            throw new IllegalStateException("no row was malformed");
        }
        return problem;
    }
}

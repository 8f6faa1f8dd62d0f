package spillway.tape.imports;

import java.nio.file.Path;

/// Why a row was rejected or a file refused.
///
/// @param file the file
/// @param line line in it, from 1; 0 where the whole file is meant
/// @param position place in that line: number of the field in a CSV file, of the character in a
///   JSON file; 0 where the whole line is meant
/// @param column name of the column; empty where no single one is meant
/// @param expected what should have been there
/// @param found what was there, shortened
/// @param advice what to do
public record ImportProblem(
        Path file,
        long line,
        long position,
        String column,
        String expected,
        String found,
        String advice) {
    private static final int LONGEST_FOUND = 240;

    public ImportProblem {
        if (found.length() > LONGEST_FOUND) {
            found = found.substring(0, LONGEST_FOUND) + "...";
        }
    }

    /// What was expected, of which column: `column close: a number > 0`. The same for every row
    /// with the same mistake.
    String reason() {
        return column.isEmpty() ? expected : "column " + column + ": " + expected;
    }

    /// `prices.csv:17:4 column close: expected a number, found 'abc'; correct the cell …`.
    @Override
    public String toString() {
        var text = new StringBuilder(file.toString());
        if (line > 0) {
            text.append(':').append(line);
        }
        if (position > 0) {
            text.append(':').append(position);
        }
        if (!column.isEmpty()) {
            text.append(" column ").append(column);
        }
        text.append(": expected ").append(expected).append(", found ").append(found);
        return advice.isEmpty() ? text.toString() : text.append("; ").append(advice).toString();
    }
}

package spillway.tape.imports;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;
import java.util.List;

/// One record of a CSV file as the parser finds it; reused every other record.
final class CsvLine {
    /// More columns than any file of these markets has; further fields are counted, not kept.
    private static final int MOST_KEPT = 1 << 14;

    private String[] cells = new String[16];
    private long line;
    private int fields;

    /// Line of its start, from 1.
    long line() {
        return line;
    }

    int fields() {
        return fields;
    }

    String cell(int index) {
        return cells[index];
    }

    List<String> cells() {
        return List.of(Arrays.copyOf(cells, Math.min(fields, MOST_KEPT)));
    }

    /// What it holds, for messages.
    String text() {
        return String.join(",", cells());
    }

    private void begin(long startLine) {
        line = startLine;
        fields = 0;
    }

    private void add(String cell) {
        if (fields < MOST_KEPT) {
            if (fields == cells.length) {
                cells = Arrays.copyOf(cells, fields * 2);
            }
            cells[fields] = cell;
        }
        fields++;
    }

    /// Fills two lines in turn, so that one can be looked at while the next is read.
    static final class Handler extends AbstractBaseCsvCallbackHandler<CsvLine> {
        private CsvLine current = new CsvLine();
        private CsvLine other = new CsvLine();

        /// Empty lines begin, too, and never become a record: they leave the lines where they are.
        @Override
        protected void handleBegin(long startLine) {
            if (current.fields > 0) {
                CsvLine next = other;
                other = current;
                current = next;
            }
            current.begin(startLine);
        }

        @Override
        protected void handleField(
                int index, char[] buffer, int offset, int length, boolean quoted) {
            current.add(new String(buffer, offset, length));
        }

        @Override
        protected CsvLine buildRecord() {
            return current;
        }

        /// Line of the start of the record that is being read, or was read last.
        long line() {
            return current.line;
        }
    }
}

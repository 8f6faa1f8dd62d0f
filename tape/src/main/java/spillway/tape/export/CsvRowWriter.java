package spillway.tape.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Writes CSV as RFC 4180 has it, with a line feed alone at the end of a line. A list is its
/// numbers with spaces between.
final class CsvRowWriter implements RowWriter {
    private final TextFile file;
    private final int columns;
    private int next;
    private int listScale;
    private boolean listBegun;

    CsvRowWriter(Path path, List<ExportColumn> columns) throws IOException {
        file = new TextFile(path);
        this.columns = columns.size();
        for (int i = 0; i < columns.size(); i++) {
            skipTo(i);
            file.put(columns.get(i).name());
        }
        endRow();
    }

    private void skipTo(int column) {
        while (next < column) {
            next++;
            file.put(',');
        }
    }

    @Override
    public void text(int column, String value) {
        skipTo(column);
        if (!needsQuotes(value)) {
            file.put(value);
            return;
        }
        file.put('"');
        file.put(value.replace("\"", "\"\""));
        file.put('"');
    }

    private static boolean needsQuotes(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return value.isEmpty();
    }

    @Override
    public void integer(int column, long value) {
        skipTo(column);
        file.integer(value);
    }

    @Override
    public void time(int column, long ns) {
        skipTo(column);
        file.time(ns);
    }

    @Override
    public void decimal(int column, long mantissa, int scale) {
        skipTo(column);
        file.decimal(mantissa, scale);
    }

    @Override
    public void usd(int column, long microUsd) {
        decimal(column, microUsd, 6);
    }

    @Override
    public void startList(int column, int scale) {
        skipTo(column);
        listScale = scale;
        listBegun = false;
    }

    @Override
    public void addToList(int column, long mantissa) {
        if (listBegun) {
            file.put(' ');
        }
        listBegun = true;
        file.decimal(mantissa, listScale);
    }

    @Override
    public void endList(int column) {}

    @Override
    public void endRow() {
        skipTo(columns - 1);
        file.put('\n');
        next = 0;
    }

    @Override
    public void finish() throws IOException {
        file.finish();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

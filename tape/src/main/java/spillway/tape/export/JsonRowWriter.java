package spillway.tape.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Writes a JSON object a line (RFC 8259). Numbers carry all their digits: a reader that takes them
/// for binary floating point rounds them, not this.
final class JsonRowWriter implements RowWriter {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final TextFile file;

    /// What comes before the value of each column: `,"price":`.
    private final byte[][] keys;

    private int next;
    private int listScale;
    private boolean listBegun;

    JsonRowWriter(Path path, List<ExportColumn> columns) throws IOException {
        file = new TextFile(path);
        keys = new byte[columns.size()][];
        for (int i = 0; i < keys.length; i++) {
            String key = (i == 0 ? "{\"" : ",\"") + columns.get(i).name() + "\":";
            keys[i] = key.getBytes(StandardCharsets.US_ASCII);
        }
    }

    private void key(int column) {
        nullsTo(column);
        file.put(keys[next++]);
    }

    private void nullsTo(int column) {
        while (next < column) {
            file.put(keys[next++]);
            file.put(NULL);
        }
    }

    @Override
    public void text(int column, String value) {
        key(column);
        file.put('"');
        file.put(isPlain(value) ? value : escaped(value));
        file.put('"');
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private static String escaped(String value) {
        var text = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    @Override
    public void integer(int column, long value) {
        key(column);
        file.integer(value);
    }

    @Override
    public void time(int column, long ns) {
        key(column);
        file.put('"');
        file.time(ns);
        file.put('"');
    }

    @Override
    public void decimal(int column, long mantissa, int scale) {
        key(column);
        file.decimal(mantissa, scale);
    }

    @Override
    public void usd(int column, long microUsd) {
        decimal(column, microUsd, 6);
    }

    @Override
    public void startList(int column, int scale) {
        key(column);
        file.put('[');
        listScale = scale;
        listBegun = false;
    }

    @Override
    public void addToList(int column, long mantissa) {
        if (listBegun) {
            file.put(',');
        }
        listBegun = true;
        file.decimal(mantissa, listScale);
    }

    @Override
    public void endList(int column) {
        file.put(']');
    }

    @Override
    public void endRow() {
        nullsTo(keys.length);
        file.put('}');
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

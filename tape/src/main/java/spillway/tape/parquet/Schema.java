package spillway.tape.parquet;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A file's columns in order, and what its footer says about the file as a whole.
///
/// @param columns 1 to 64, names differ
/// @param metadata key and value, written in the order of the keys
public record Schema(List<Column> columns, Map<String, String> metadata) {
    /// The writer keeps one bit a column to know what a row has been given.
    public static final int MAX_COLUMNS = 64;

    public Schema {
        columns = List.copyOf(columns);
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        if (columns.isEmpty() || columns.size() > MAX_COLUMNS) {
            throw new IllegalArgumentException(
                    "a file has 1 to " + MAX_COLUMNS + " columns, not " + columns.size());
        }
        var names = new HashSet<String>();
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns are named " + column.name());
            }
        }
    }

    public static Schema of(Column... columns) {
        return new Schema(List.of(columns), Map.of());
    }

    /// The same columns, and `key` beside what the footer says already.
    public Schema with(String key, String value) {
        var more = new TreeMap<>(metadata);
        more.put(key, value);
        return new Schema(columns, more);
    }

    /// The place of a column, `-1` where there is none of that name.
    public int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}

package spillway.tape.parquet;

/// One column of a file.
///
/// @param name not blank, no dot (readers use it to separate levels)
public record Column(String name, ColumnType type, Presence presence) {
    public Column {
        if (name.isBlank() || name.indexOf('.') >= 0) {
            throw new IllegalArgumentException(
                    "a column's name must not be blank nor contain a dot, was '" + name + "'");
        }
    }

    public static Column required(String name, ColumnType type) {
        return new Column(name, type, Presence.REQUIRED);
    }

    public static Column optional(String name, ColumnType type) {
        return new Column(name, type, Presence.OPTIONAL);
    }

    boolean isOptional() {
        return presence == Presence.OPTIONAL;
    }

    boolean isList() {
        return type == ColumnType.INT64_LIST;
    }
}

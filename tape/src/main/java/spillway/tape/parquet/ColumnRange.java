package spillway.tape.parquet;

/// The least and the greatest value of an integer column that has any, both included.
///
/// @param nullCount rows without a value
public record ColumnRange(String column, long min, long max, long nullCount) {
    public ColumnRange {
        if (min > max) {
            throw new IllegalArgumentException(
                    "min must be <= max, were " + min + " and " + max + " for " + column);
        }
    }
}

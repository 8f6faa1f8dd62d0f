package spillway.tape.parquet;

/// What a column holds, and what other readers see there.
public enum ColumnType {
    /// A 32-bit integer; Parquet `INT32`.
    INT32,
    /// A 64-bit integer; Parquet `INT64`.
    INT64,
    /// Nanoseconds since the Unix epoch, UTC; `INT64` with `TIMESTAMP(NANOS)`, without the mark
    /// that makes DuckDB shift it to the session's zone and drop digits.
    TIMESTAMP_NS,
    /// Millionths of a dollar, below 10^18 of them (a trillion dollars) either way; `INT64` with
    /// `DECIMAL(18, 6)`.
    MICRO_USD,
    /// A 64-bit floating-point number; Parquet `DOUBLE`.
    DOUBLE,
    /// Text that repeats: moved as numbers of a [TextDictionary]; `BYTE_ARRAY` with `STRING`.
    TEXT,
    /// Any number of 64-bit integers a row; the standard three-level `LIST` of required `INT64`.
    INT64_LIST;

    /// Largest magnitude of [#MICRO_USD]: what eighteen digits hold.
    static final long MICRO_USD_LIMIT = 999_999_999_999_999_999L;

    /// Whether the values move as `long`.
    boolean holdsLongs() {
        return switch (this) {
            case INT64, TIMESTAMP_NS, MICRO_USD, INT64_LIST -> true;
            case INT32, DOUBLE, TEXT -> false;
        };
    }

    /// Whether the values move as `int`: numbers, or numbers of texts.
    boolean holdsInts() {
        return this == INT32 || this == TEXT;
    }

    /// Whether a file keeps the smallest and largest value as an integer.
    boolean hasIntegerRange() {
        return switch (this) {
            case INT32, INT64, TIMESTAMP_NS, MICRO_USD -> true;
            case DOUBLE, TEXT, INT64_LIST -> false;
        };
    }

    /// The physical type's number in the Parquet format.
    int physical() {
        return switch (this) {
            case INT32 -> Thrift.TYPE_INT32;
            case INT64, TIMESTAMP_NS, MICRO_USD, INT64_LIST -> Thrift.TYPE_INT64;
            case DOUBLE -> Thrift.TYPE_DOUBLE;
            case TEXT -> Thrift.TYPE_BYTE_ARRAY;
        };
    }
}

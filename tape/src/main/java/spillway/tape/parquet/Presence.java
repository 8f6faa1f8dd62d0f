package spillway.tape.parquet;

/// Whether every row must have a value.
public enum Presence {
    REQUIRED,
    OPTIONAL
}

package spillway.tape.export;

/// The form of an exported file.
public enum ExportFormat {
    /// Comma-separated, UTF-8, with a line of column names; an empty field is an absent value, `""`
    /// an empty text.
    CSV("csv"),
    /// A JSON object a line, UTF-8; every column is a key, absent values are null.
    JSONL("jsonl"),
    /// Parquet, readable by everything that reads the tape itself.
    PARQUET("parquet");

    private final String extension;

    ExportFormat(String extension) {
        this.extension = extension;
    }

    /// How a file's name ends, without the dot.
    public String extension() {
        return extension;
    }
}

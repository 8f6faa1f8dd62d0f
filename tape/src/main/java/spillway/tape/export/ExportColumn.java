package spillway.tape.export;

/// One column of an exported file.
///
/// @param name in every format, lists of Parquet aside
/// @param content what it holds
/// @param meaning in a few words, for the documentation
public record ExportColumn(String name, Content content, String meaning) {
    /// What a column holds; how each format writes it, `docs/reference/tape.md` says.
    public enum Content {
        TEXT,
        INTEGER,
        TIME,
        DECIMAL,
        USD,
        LIST
    }

    /// The name in Parquet, where lists hold mantissas: `bid_price_mantissas` of `bid_prices`.
    String parquetName() {
        return switch (content) {
            case LIST ->
                    name.endsWith("ies")
                            ? name.substring(0, name.length() - "ies".length()) + "y_mantissas"
                            : name.substring(0, name.length() - "s".length()) + "_mantissas";
            case TEXT, INTEGER, TIME, DECIMAL, USD -> name;
        };
    }
}

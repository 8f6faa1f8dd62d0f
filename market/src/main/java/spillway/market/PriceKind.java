package spillway.market;

/// What the price of a liquidation is the price of.
public enum PriceKind {
    /// The average at which it was filled.
    FILL,
    /// Where the position's equity is zero; 50 to 500 basis points beyond the book.
    BANKRUPTCY,
    /// The limit of the liquidation order.
    LIMIT,
    /// Where the position was opened.
    ENTRY
}

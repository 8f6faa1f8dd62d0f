package spillway.margin;

/// Which price the maintenance margin of a position is computed at.
public enum MarginBasis {
    /// The present mark price: margin moves with the market.
    MARK_PRICE,
    /// The price of entry: margin is fixed while the position stands (Bybit before its change of
    /// 2025, engines of the first BitMEX kind).
    ENTRY_PRICE
}

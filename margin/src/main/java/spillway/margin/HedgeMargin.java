package spillway.margin;

/// What a venue charges when a long and a short of one instrument are open in one account.
public enum HedgeMargin {
    /// Margin on both (Binance, faq/b3c689c1f50a44cabb3a84e663b81d93).
    BOTH_LEGS,
    /// Margin on the larger one (Bitget, bitget.com/support/articles/360052911052; Kraken,
    /// support.kraken.com/articles/4844463246100).
    LARGER_LEG
}

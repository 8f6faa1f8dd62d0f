package spillway.margin.adl;

/// The price at which a winner is closed.
public enum AdlPrice {
    /// Where the bankrupt position's equity is zero: the winner gives up what lies between it and
    /// the mark price (Binance, Bybit, BitMEX, dYdX; Kraken as we read it).
    BANKRUPTCY,
    /// The present mark price: the winner gives up future profit only (OKX).
    MARK,
    /// The mark price before the last update (Hyperliquid).
    PREVIOUS_MARK
}

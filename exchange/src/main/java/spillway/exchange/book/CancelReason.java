package spillway.exchange.book;

/// Why an accepted order, or what was left of it, ended without trading.
public enum CancelReason {
    /// Its owner asked.
    REQUESTED,
    /// It may not wait, and nothing was left at its price.
    NOT_FILLED,
    /// A market order reached the price band.
    BAND_REACHED,
    /// It met an order of its own account.
    SELF_TRADE,
    /// It is reduce-only, and its account has nothing left to reduce.
    NOTHING_TO_REDUCE
}

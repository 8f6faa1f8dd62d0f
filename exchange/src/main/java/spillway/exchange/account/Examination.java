package spillway.exchange.account;

/// Which accounts are looked at when a price moves.
public enum Examination {
    /// Those that can be near liquidation; see [CrossWatch] and [IsolatedWatch].
    NEAR,
    /// All of them: slow and obvious. Must give the same liquidations.
    ALL
}

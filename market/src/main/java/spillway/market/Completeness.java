package spillway.market;

/// Whether a venue's liquidation feed carries every order.
public enum Completeness {
    COMPLETE,
    /// Throttled or sampled: a sum over it is a floor.
    SAMPLED,
    UNKNOWN
}

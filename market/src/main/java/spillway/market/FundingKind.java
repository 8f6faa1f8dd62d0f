package spillway.market;

/// What a funding rate is at the moment it is published.
public enum FundingKind {
    /// Still moving until the funding time.
    ESTIMATE,
    /// Known in advance and not to change.
    FIXED,
    /// Paid.
    SETTLED
}

package spillway.exchange.venue;

/// Why the insurance fund changed.
public enum FundChange {
    /// Paid in from outside.
    DEPOSIT,
    /// The fee of a liquidation order.
    LIQUIDATION_FEE,
    /// What was left of a liquidated account.
    SURPLUS,
    /// What backed a position that the house took over.
    TAKE_OVER,
    /// The debt of an account that had nothing left.
    DEBT,
    /// What winners paid in for a loss that the fund could not bear.
    SHARED_LOSS
}

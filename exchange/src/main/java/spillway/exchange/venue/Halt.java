package spillway.exchange.venue;

/// What a venue can stop doing for a while.
public enum Halt {
    /// New orders are refused; cancels, liquidation and everything else go on.
    ORDERS,
    /// The liquidation engine, takeovers and the house's exit stand still.
    LIQUIDATION,
    /// Nothing can be withdrawn.
    WITHDRAWALS
}

package spillway.margin;

/// What backs a position.
public enum MarginMode {
    /// Its own margin alone.
    ISOLATED,
    /// The account's wallet, shared with every other cross position.
    CROSS
}

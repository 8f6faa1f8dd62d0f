package spillway.exchange.venue;

/// What brought an account below its requirement.
public enum Trigger {
    /// A mark price moved.
    MARK,
    /// The price of collateral moved.
    COLLATERAL,
    /// Funding was paid.
    FUNDING,
    /// One of its own orders traded, or it was deleveraged: nothing else changed in between.
    OWN_FILL,
    /// It is still there since an earlier order.
    UNCURED
}

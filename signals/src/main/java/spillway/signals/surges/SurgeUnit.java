package spillway.signals.surges;

/// What a surge is measured in.
public enum SurgeUnit {
    /// Dollars, in millionths.
    MICRO_USD,
    /// Orders, where somebody counts them and tells no dollars.
    ORDERS
}

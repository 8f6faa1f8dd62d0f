package spillway.market;

/// What the aggressor of a trade did.
public enum TakerSide {
    BUY,
    SELL,
    /// The venue does not say.
    UNKNOWN
}

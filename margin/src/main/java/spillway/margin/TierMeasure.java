package spillway.margin;

/// What decides the tier of a position.
public enum TierMeasure {
    /// Its value, in money units of the settlement currency.
    VALUE,
    /// Its size, in lots.
    LOTS
}

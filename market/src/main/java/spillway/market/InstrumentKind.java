package spillway.market;

/// What is traded under an instrument's symbol.
public enum InstrumentKind {
    PERPETUAL,
    FUTURE,
    OPTION,
    SPOT,
    /// Not traded: the subject of somebody's aggregate, over several contracts or venues.
    COMPOSITE
}

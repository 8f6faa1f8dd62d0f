package spillway.market;

/// What happened to an instrument.
public enum InstrumentStatus {
    LISTED,
    /// Its definition changed: scales, contract size, intervals.
    CHANGED,
    DELISTED
}

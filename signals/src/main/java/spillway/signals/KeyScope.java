package spillway.signals;

/// What an operator keeps state for, and so how its events may be divided among machines: all
/// events of one key must reach the same operator.
public enum KeyScope {
    /// One symbol at one venue.
    INSTRUMENT,
    /// One coin at all venues.
    COIN,
    /// One venue with all its coins.
    VENUE,
    /// Everything: the operator cannot be divided.
    MARKET
}

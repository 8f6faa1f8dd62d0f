package spillway.exchange.venue;

/// Why the venue refused a command before the book saw it.
public enum VenueReject {
    /// This is halted; see [Halt].
    HALTED,
    /// No such account, or the house's.
    UNKNOWN_ACCOUNT,
    /// No such instrument or asset.
    UNKNOWN_INSTRUMENT,
    /// The instrument has no mark price yet.
    NO_MARK_PRICE,
    /// A price, size or amount outside its range.
    OUT_OF_RANGE,
    /// The initial margin of what would be open is more than what is available.
    INSUFFICIENT_MARGIN,
    /// The position would be too large for its leverage, or for the venue.
    TIER_LIMIT,
    /// Leverage or margin mode cannot change while there is a position or an order.
    IN_USE,
    /// More than there is to withdraw or move.
    INSUFFICIENT_BALANCE
}

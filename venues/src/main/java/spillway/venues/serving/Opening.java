package spillway.venues.serving;

/// What a venue sends first on a stream that a client subscribes to.
public enum Opening {
    /// Nothing: the next thing that happens is the first that is told.
    NOTHING,
    /// The state as it is.
    STATE,
    /// What was told lately, again.
    RECENT
}

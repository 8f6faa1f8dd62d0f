package spillway.venues.protocol;

/// How a venue hands out whole books.
public enum SnapshotSource {
    /// By REST, on request; changes flow meanwhile and are buffered.
    REQUEST,
    /// As the first message of a subscription: subscribe anew.
    SUBSCRIPTION
}

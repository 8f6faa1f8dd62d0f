package spillway.market;

/// What happened to a feed. Folded by [CoverageFold].
public enum FeedState {
    /// Listening from `fromNs` on.
    CONNECTED,
    /// No longer listening since `fromNs`.
    LOST,
    /// Nothing heard since `fromNs` although something should have been: not listening, as far as
    /// we know.
    SILENT,
    /// `[fromNs, toNs)` was missed; listening goes on.
    GAP,
    /// Listening again from `fromNs` on.
    RESYNCED,
    /// The venue sent `[fromNs, toNs)` again, as history.
    REPLAYED,
    /// `[fromNs, toNs)` was collected by somebody, as a recording says.
    COVERED
}

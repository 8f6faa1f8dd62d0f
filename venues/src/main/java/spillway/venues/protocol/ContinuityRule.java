package spillway.venues.protocol;

/// A venue's rule for chaining the messages of a book by their numbers. Numbers that the venue does
/// not give are [spillway.market.MarketEvent#NONE].
public interface ContinuityRule {
    /// Judges the first change after a snapshot of number `snapshotId`.
    Verdict afterSnapshot(long snapshotId, long firstId, long lastId, long previousId);

    /// Judges a change after one that ended with `bookId`.
    Verdict afterChange(long bookId, long firstId, long lastId, long previousId);

    /// Where a new snapshot comes from once the chain broke.
    SnapshotSource snapshotSource();
}

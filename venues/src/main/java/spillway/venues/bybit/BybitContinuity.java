package spillway.venues.bybit;

import spillway.venues.protocol.ContinuityRule;
import spillway.venues.protocol.SnapshotSource;
import spillway.venues.protocol.Verdict;

/// How Bybit's book messages chain: `u` of each change is one above that of the message before. A
/// snapshot at any time, also one numbered 1 after a restart of the service, replaces the book.
/// Only the last message told again is stale: a lower number might mean a restart that was missed.
///
/// Source: bybit-exchange.github.io/docs/v5/websocket/public/orderbook; that `u` has no holes is
/// how maintained clients check it.
enum BybitContinuity implements ContinuityRule {
    CONSECUTIVE;

    @Override
    public Verdict afterSnapshot(long snapshotId, long first, long last, long previous) {
        return afterChange(snapshotId, first, last, previous);
    }

    @Override
    public Verdict afterChange(long bookId, long first, long last, long previous) {
        if (last == bookId + 1) {
            return Verdict.APPLIES;
        }
        return last == bookId ? Verdict.STALE : Verdict.BROKEN;
    }

    @Override
    public SnapshotSource snapshotSource() {
        return SnapshotSource.SUBSCRIPTION;
    }
}

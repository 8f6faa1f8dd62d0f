package spillway.venues.binance;

import spillway.venues.protocol.ContinuityRule;
import spillway.venues.protocol.SnapshotSource;
import spillway.venues.protocol.Verdict;

/// How Binance's book diffs chain: each names the first and last update in it, on futures also the
/// last of the diff before.
///
/// Source: developers.binance.com, "How to manage a local order book correctly", futures and spot.
enum BinanceContinuity implements ContinuityRule {
    FUTURES {
        // `U ≤ lastUpdateId ≤ u`, or the diff that continues the snapshot directly.
        @Override
        public Verdict afterSnapshot(long snapshotId, long first, long last, long previous) {
            if (last < snapshotId) {
                return Verdict.STALE;
            }
            return first <= snapshotId || previous == snapshotId ? Verdict.APPLIES : Verdict.BROKEN;
        }

        @Override
        public Verdict afterChange(long bookId, long first, long last, long previous) {
            if (previous == bookId) {
                return Verdict.APPLIES;
            }
            return last <= bookId ? Verdict.STALE : Verdict.BROKEN;
        }
    },
    SPOT {
        // `U ≤ lastUpdateId + 1 ≤ u`.
        @Override
        public Verdict afterSnapshot(long snapshotId, long first, long last, long previous) {
            if (last <= snapshotId) {
                return Verdict.STALE;
            }
            return first <= snapshotId + 1 ? Verdict.APPLIES : Verdict.BROKEN;
        }

        @Override
        public Verdict afterChange(long bookId, long first, long last, long previous) {
            if (first == bookId + 1) {
                return Verdict.APPLIES;
            }
            return last <= bookId ? Verdict.STALE : Verdict.BROKEN;
        }
    };

    @Override
    public SnapshotSource snapshotSource() {
        return SnapshotSource.REQUEST;
    }
}

package spillway.venues.okx;

import spillway.market.MarketEvent;
import spillway.venues.protocol.ContinuityRule;
import spillway.venues.protocol.SnapshotSource;
import spillway.venues.protocol.Verdict;

/// How OKX's book messages chain: `prevSeqId` of each is `seqId` of the one before. After
/// maintenance `seqId` may fall; the chain holds. Recordings from before the numbers existed do not
/// chain at all, and are taken as they come.
///
/// The checksum is not verified: the venue fixes it to 0 and says that it must not be used.
///
/// Source: www.okx.com/docs-v5/en, order book channel, "Sequence ID", 2026-07.
enum OkxContinuity implements ContinuityRule {
    LINKED;

    @Override
    public Verdict afterSnapshot(long snapshotId, long first, long last, long previous) {
        return afterChange(snapshotId, first, last, previous);
    }

    @Override
    public Verdict afterChange(long bookId, long first, long last, long previous) {
        if (previous == bookId || previous == MarketEvent.NONE) {
            return Verdict.APPLIES;
        }
        return last == bookId ? Verdict.STALE : Verdict.BROKEN;
    }

    @Override
    public SnapshotSource snapshotSource() {
        return SnapshotSource.SUBSCRIPTION;
    }
}

package spillway.venues.book;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import spillway.market.BookLevels;
import spillway.market.Channel;
import spillway.market.EventDecoder;
import spillway.market.EventEncoder;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.FeedState;
import spillway.market.MarketEvent;
import spillway.market.RoutingSink;
import spillway.market.SelectiveSink;
import spillway.venues.protocol.ContinuityRule;
import spillway.venues.protocol.SnapshotSource;
import spillway.venues.protocol.Verdict;

/// Lets the book messages of an instrument pass only while they chain, and says in the same stream
/// when they do not. Everything else passes untouched.
///
/// What comes out obeys: changes of an instrument follow a snapshot, in order, with nothing missing
/// between; so whoever applies them needs no rule. Where whole books come by request, changes heard
/// before one wait for it, up to [#MAX_WAITING_BYTES], and follow it; where they come first on a
/// subscription, changes before one are of an older book and dropped. Where the chain breaks: LOST
/// from the last good change, at once, and a new snapshot is asked for; when it links, GAP over
/// what was missed, RESYNCED, the snapshot, the changes. The first snapshot is said as CONNECTED.
/// Times are the venue's.
///
/// Used by one thread.
public final class BookContinuity extends RoutingSink {
    /// Changes that wait for a snapshot are dropped, all together, beyond this: a minute of the
    /// busiest book is a tenth of it.
    static final int MAX_WAITING_BYTES = 16 << 20;

    /// Changes in a row that the book seems to have already before they are taken for those of a
    /// numbering that began anew.
    static final int MAX_STALE_IN_A_ROW = 100;

    /// Asked for a new whole book of an instrument.
    @FunctionalInterface
    public interface SnapshotRequest {
        /// Called again if the snapshot that came does not link.
        void wanted(int instrument);
    }

    private enum State {
        WAITING,
        SNAPSHOT,
        CHAINED
    }

    private static final class Chain {
        final ContinuityRule rule;
        State state = State.WAITING;
        @Nullable EventEncoder waiting;
        boolean asked;
        boolean everChained;
        boolean lost;
        int staleInARow;
        long bookId;
        long lastGoodNs = MarketEvent.NONE;

        Chain(ContinuityRule rule) {
            this.rule = rule;
        }

        boolean isOnRequest() {
            return rule.snapshotSource() == SnapshotSource.REQUEST;
        }

        void startAnew() {
            state = State.WAITING;
            waiting = null;
            asked = false;
            staleInARow = 0;
        }
    }

    private final EventSink sink;
    private final EventSink[] route;
    private final IntFunction<ContinuityRule> rules;
    private final SnapshotRequest request;
    private final Map<Integer, Chain> chains = new HashMap<>();
    private final EventDecoder release = new EventDecoder();
    private long breaks;
    private long stale;

    /// A continuity over the books of any instruments.
    ///
    /// @param rules the rule for the instrument of a code
    /// @param request gets told when a whole book is needed
    /// @param sink gets all events
    public BookContinuity(
            IntFunction<ContinuityRule> rules, SnapshotRequest request, EventSink sink) {
        this.rules = rules;
        this.request = request;
        this.sink = sink;
        route = new EventSink[] {sink};
    }

    /// How often a chain broke.
    public long breaks() {
        return breaks;
    }

    /// Changes left out because the book had them already.
    public long stale() {
        return stale;
    }

    /// The connection that carried the books of `instrument` was lost: the next message starts
    /// anew. Says nothing itself; the connector says LOST for all its feeds.
    public void disconnected(int instrument) {
        Chain chain = chains.get(instrument);
        if (chain != null) {
            chain.startAnew();
            chain.lost = chain.everChained;
        }
    }

    private Chain chain(int instrument) {
        Chain known = chains.get(instrument);
        if (known == null) {
            known = new Chain(rules.apply(instrument));
            chains.put(instrument, known);
        }
        return known;
    }

    @Override
    public void bookDelta(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long firstUpdateId,
            long lastUpdateId,
            long previousUpdateId,
            BookLevels levels) {
        Chain chain = chain(instrument);
        if (chain.state == State.WAITING) {
            if (!chain.isOnRequest()) {
                askOnce(instrument, chain);
                return;
            }
            waitingOf(instrument, chain)
                    .bookDelta(
                            instrument,
                            venueTimeNs,
                            receiveTimeNs,
                            firstUpdateId,
                            lastUpdateId,
                            previousUpdateId,
                            levels);
            return;
        }
        Verdict verdict =
                chain.state == State.SNAPSHOT
                        ? chain.rule.afterSnapshot(
                                chain.bookId, firstUpdateId, lastUpdateId, previousUpdateId)
                        : chain.rule.afterChange(
                                chain.bookId, firstUpdateId, lastUpdateId, previousUpdateId);
        if (verdict == Verdict.STALE && chain.state == State.CHAINED) {
            chain.staleInARow++;
            verdict = chain.staleInARow > MAX_STALE_IN_A_ROW ? Verdict.BROKEN : verdict;
        }
        switch (verdict) {
            case STALE -> stale++;
            case APPLIES -> {
                chain.staleInARow = 0;
                chain.state = State.CHAINED;
                chain.bookId = lastUpdateId;
                chain.lastGoodNs = venueTimeNs;
                sink.bookDelta(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        firstUpdateId,
                        lastUpdateId,
                        previousUpdateId,
                        levels);
            }
            case BROKEN -> {
                lose(
                        instrument,
                        chain,
                        venueTimeNs,
                        receiveTimeNs,
                        firstUpdateId,
                        previousUpdateId);
                bookDelta(
                        instrument,
                        venueTimeNs,
                        receiveTimeNs,
                        firstUpdateId,
                        lastUpdateId,
                        previousUpdateId,
                        levels);
            }
        }
    }

    private void askOnce(int instrument, Chain chain) {
        if (!chain.asked) {
            chain.asked = true;
            request.wanted(instrument);
        }
    }

    private EventEncoder waitingOf(int instrument, Chain chain) {
        EventEncoder waiting = chain.waiting;
        if (waiting == null) {
            waiting = new EventEncoder();
            chain.waiting = waiting;
        }
        askOnce(instrument, chain);
        if (waiting.size() > MAX_WAITING_BYTES) {
            waiting.clear();
        }
        return waiting;
    }

    private void lose(
            int instrument,
            Chain chain,
            long venueTimeNs,
            long receiveTimeNs,
            long firstUpdateId,
            long previousUpdateId) {
        breaks++;
        chain.startAnew();
        chain.lost = true;
        String found =
                previousUpdateId == MarketEvent.NONE
                        ? "starting with " + firstUpdateId
                        : "after " + previousUpdateId;
        sink.feedHealth(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                Channel.BOOK,
                FeedState.LOST,
                chain.lastGoodNs,
                chain.lastGoodNs,
                "expected the change after " + chain.bookId + ", found one " + found);
    }

    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        Chain chain = chain(instrument);
        if (chain.isOnRequest() && chain.state != State.WAITING && updateId < chain.bookId) {
            stale++;
            return;
        }
        if (!links(chain, updateId)) {
            request.wanted(instrument);
            return;
        }
        sayListening(instrument, chain, venueTimeNs, receiveTimeNs);
        chain.state = State.SNAPSHOT;
        chain.bookId = updateId;
        chain.lastGoodNs = venueTimeNs;
        chain.everChained = true;
        chain.lost = false;
        chain.asked = false;
        sink.bookSnapshot(instrument, venueTimeNs, receiveTimeNs, updateId, levels);
        EventEncoder waited = chain.waiting;
        chain.waiting = null;
        if (waited != null) {
            release.decode(waited.encoded(), 0, new Waited());
        }
    }

    /// Pushes changes that waited into this again, saying no place on a tape.
    private final class Waited implements SelectiveSink {
        @Override
        public void bookDelta(
                int instrument,
                long venueTimeNs,
                long receiveTimeNs,
                long firstUpdateId,
                long lastUpdateId,
                long previousUpdateId,
                BookLevels levels) {
            BookContinuity.this.bookDelta(
                    instrument,
                    venueTimeNs,
                    receiveTimeNs,
                    firstUpdateId,
                    lastUpdateId,
                    previousUpdateId,
                    levels);
        }
    }

    /// Whether the changes that wait continue the snapshot: a snapshot older than all of them is of
    /// no use.
    private boolean links(Chain chain, long snapshotId) {
        var firstNew = new FirstNew(chain.rule, snapshotId);
        EventEncoder waiting = chain.waiting;
        if (waiting != null) {
            release.decode(waiting.encoded(), 0, firstNew);
        }
        return firstNew.verdict != Verdict.BROKEN;
    }

    private static final class FirstNew implements SelectiveSink {
        private final ContinuityRule rule;
        private final long snapshotId;
        private Verdict verdict = Verdict.STALE;

        FirstNew(ContinuityRule rule, long snapshotId) {
            this.rule = rule;
            this.snapshotId = snapshotId;
        }

        @Override
        public void bookDelta(
                int instrument,
                long venueTimeNs,
                long receiveTimeNs,
                long firstUpdateId,
                long lastUpdateId,
                long previousUpdateId,
                BookLevels levels) {
            if (verdict == Verdict.STALE) {
                verdict =
                        rule.afterSnapshot(
                                snapshotId, firstUpdateId, lastUpdateId, previousUpdateId);
            }
        }
    }

    private void sayListening(int instrument, Chain chain, long venueTimeNs, long receiveTimeNs) {
        if (!chain.everChained) {
            health(instrument, venueTimeNs, receiveTimeNs, FeedState.CONNECTED, venueTimeNs);
        } else if (chain.lost) {
            long fromNs = Math.min(chain.lastGoodNs, venueTimeNs);
            health(instrument, venueTimeNs, receiveTimeNs, FeedState.GAP, fromNs);
            health(instrument, venueTimeNs, receiveTimeNs, FeedState.RESYNCED, venueTimeNs);
        }
    }

    private void health(
            int instrument, long venueTimeNs, long receiveTimeNs, FeedState state, long fromNs) {
        sink.feedHealth(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                Channel.BOOK,
                state,
                fromNs,
                venueTimeNs,
                state == FeedState.CONNECTED ? "first whole book" : "new whole book");
    }

    @Override
    public void at(long seq) {
        sink.at(seq);
    }

    @Override
    protected EventSink[] route(
            EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
        return route;
    }
}

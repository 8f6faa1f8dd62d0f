package spillway.tape;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import spillway.market.Channel;
import spillway.market.CoverageFold;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.Feed;
import spillway.market.FeedState;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.SelectiveSink;
import spillway.market.TimeWindow;

/// What a crash left unsaid on a tape: feeds that were listening when the writer died, and the time
/// that lost events spanned. Found when the tape is next opened for writing, and said then as feed
/// health.
final class Mending {
    private static final String STOPPED = "the writer stopped without saying so";

    private final Tape tape;
    private final List<Manifest.Loss> losses;
    private final CoverageFold fold = new CoverageFold();
    private final List<TimeWindow> lostTimes = new ArrayList<>();
    private final java.util.Set<Feed> feeds = new java.util.TreeSet<>();
    private long lastHeardNs = MarketEvent.NONE;

    private Mending(Tape tape, List<Manifest.Loss> losses) {
        this.tape = tape;
        this.losses = losses;
    }

    static Mending of(Tape tape, TapeLayout layout, List<Manifest.Loss> losses) throws IOException {
        var mending = new Mending(tape, losses);
        tape.arrival(Selection.of(EventKind.FEED_HEALTH)).pour(mending.health());
        for (var segment : tape.manifest().segments()) {
            mending.lastHeardNs = Math.max(mending.lastHeardNs, segment.maxVenueTimeNs());
        }
        try (var cursor = JournalCursor.open(layout, tape.manifest().nextSeq())) {
            mending.readTimes(cursor);
        }
        return mending;
    }

    private SelectiveSink health() {
        return new SelectiveSink() {
            @Override
            public void feedHealth(
                    int instrument,
                    long venueTimeNs,
                    long receiveTimeNs,
                    Channel channel,
                    FeedState state,
                    long fromNs,
                    long toNs,
                    String reason) {
                Feed feed = Feed.of(tape.instruments().get(instrument), channel);
                feeds.add(feed);
                fold.feedHealth(feed, state, fromNs, toNs);
            }
        };
    }

    private void readTimes(JournalCursor cursor) throws IOException {
        int loss = 0;
        long before = lastHeardNs;
        while (cursor.next()) {
            long heard =
                    cursor.receiveTimeNs() == MarketEvent.NONE
                            ? cursor.venueTimeNs()
                            : cursor.receiveTimeNs();
            while (loss < losses.size() && losses.get(loss).toSeq() <= cursor.seq()) {
                lost(before, heard);
                loss++;
            }
            before = heard;
            lastHeardNs = Math.max(lastHeardNs, heard);
        }
        while (loss++ < losses.size()) {
            lost(before, before);
        }
    }

    private void lost(long beforeNs, long afterNs) {
        if (beforeNs != MarketEvent.NONE && afterNs > beforeNs) {
            lostTimes.add(new TimeWindow(beforeNs, afterNs));
        }
    }

    /// Says it into `sink`.
    ///
    /// @return whether there was anything to say
    boolean say(EventSink sink) {
        for (var window : lostTimes) {
            for (Feed feed : feeds) {
                say(
                        sink,
                        feed,
                        FeedState.GAP,
                        window.fromNs(),
                        window.toNs(),
                        "events were damaged on disk");
            }
        }
        for (Feed feed : fold.listening()) {
            say(sink, feed, FeedState.LOST, lastHeardNs, lastHeardNs, STOPPED);
        }
        return !lostTimes.isEmpty() || !fold.listening().isEmpty();
    }

    private void say(
            EventSink sink, Feed feed, FeedState state, long fromNs, long toNs, String reason) {
        sink.feedHealth(
                codeOf(feed, tape.instruments()),
                fromNs,
                MarketEvent.NONE,
                feed.channel(),
                state,
                fromNs,
                toNs,
                reason);
    }

    private static int codeOf(Feed feed, Instruments instruments) {
        for (int code = 0; code < instruments.size(); code++) {
            var instrument = instruments.get(code);
            if (instrument.venue().equals(feed.venue())
                    && instrument.symbol().equals(feed.symbol())) {
                return code;
            }
        }
        throw new IllegalStateException("a feed of the tape has no instrument: " + feed);
    }
}

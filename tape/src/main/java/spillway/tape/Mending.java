package spillway.tape;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import spillway.market.EventSink;
import spillway.market.Feed;
import spillway.market.FeedState;
import spillway.market.MarketEvent;
import spillway.market.TimeWindow;
import spillway.tape.parquet.ColumnRange;
import spillway.tape.parquet.PageBuffers;
import spillway.tape.parquet.SegmentReader;

/// What a crash left unsaid on a tape: feeds that were listening when the writer died, and the time
/// that lost events spanned. Found when the tape is next opened for writing, and said then as feed
/// health.
///
/// When something was last heard is told by times of receipt: venue times of an import say nothing
/// of when this tape was listening.
final class Mending {
    private static final String STOPPED = "the writer stopped without saying so";
    private static final String DAMAGED = "events were damaged on disk";

    private final List<Manifest.Loss> losses;
    private final TapeFeeds feeds;
    private final List<TimeWindow> lostTimes = new ArrayList<>();
    private long lastHeardNs = MarketEvent.NONE;

    private Mending(List<Manifest.Loss> losses, TapeFeeds feeds) {
        this.losses = losses;
        this.feeds = feeds;
    }

    /// @param losses found now, by place; none that was said before
    static Mending of(Tape tape, TapeLayout layout, List<Manifest.Loss> losses) throws IOException {
        var mending = new Mending(losses, TapeFeeds.of(tape));
        if (!mending.feeds.listening().isEmpty() || !losses.isEmpty()) {
            mending.lastHeardNs = lastSealedNs(tape);
            try (var cursor = JournalCursor.open(layout, tape.manifest().nextSeq())) {
                mending.readTimes(cursor);
            }
        }
        return mending;
    }

    /// The last time of receipt in sealed files, of the last that has one; the last venue time
    /// where none has.
    private static long lastSealedNs(Tape tape) throws IOException {
        List<Segment> latest = new ArrayList<>(tape.manifest().segments());
        latest.sort(Comparator.comparingLong(Segment::lastSeq).reversed());
        long lastVenueTimeNs = MarketEvent.NONE;
        try (var buffers = new PageBuffers()) {
            for (var segment : latest) {
                lastVenueTimeNs = Math.max(lastVenueTimeNs, segment.maxVenueTimeNs());
                try (var reader =
                        SegmentReader.open(tape.file(segment), List.of("receive_time"), buffers)) {
                    Optional<ColumnRange> heard = reader.range("receive_time");
                    if (heard.isPresent()) {
                        return heard.get().max();
                    }
                }
            }
        }
        return lastVenueTimeNs;
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
            for (Feed feed : feeds.all()) {
                feeds.say(sink, feed, FeedState.GAP, window, DAMAGED);
            }
        }
        var end = new TimeWindow(lastHeardNs, lastHeardNs);
        for (Feed feed : feeds.listening()) {
            feeds.say(sink, feed, FeedState.LOST, end, STOPPED);
        }
        return !lostTimes.isEmpty() || !feeds.listening().isEmpty();
    }
}

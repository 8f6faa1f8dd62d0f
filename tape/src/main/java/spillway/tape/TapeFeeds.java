package spillway.tape;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spillway.market.Channel;
import spillway.market.CoverageFold;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.Feed;
import spillway.market.FeedState;
import spillway.market.MarketEvent;
import spillway.market.SelectiveSink;
import spillway.market.TimeWindow;

/// The feeds that a tape knows of, by the health that was recorded of them.
final class TapeFeeds {
    private final CoverageFold fold = new CoverageFold();

    /// With an instrument's code of each, which its events need.
    private final Map<Feed, Integer> codes = new TreeMap<>();

    private TapeFeeds() {}

    static TapeFeeds of(Tape tape) throws IOException {
        var feeds = new TapeFeeds();
        tape.arrival(Selection.of(EventKind.FEED_HEALTH)).pour(feeds.health(tape));
        return feeds;
    }

    private SelectiveSink health(Tape tape) {
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
                codes.put(feed, instrument);
                fold.feedHealth(feed, state, fromNs, toNs);
            }
        };
    }

    Collection<Feed> all() {
        return codes.keySet();
    }

    /// Those that were connected, and not lost since.
    List<Feed> listening() {
        return fold.listening();
    }

    /// Says into `sink` what became of a feed at or over a time.
    void say(EventSink sink, Feed feed, FeedState state, TimeWindow when, String reason) {
        Integer code = codes.get(feed);
        if (code == null) {
            throw new IllegalArgumentException("expected a feed of the tape, was " + feed);
        }
        sink.feedHealth(
                code,
                when.fromNs(),
                MarketEvent.NONE,
                feed.channel(),
                state,
                when.fromNs(),
                when.toNs(),
                reason);
    }
}

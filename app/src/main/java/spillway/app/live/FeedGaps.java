package spillway.app.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import spillway.market.Channel;
import spillway.market.Feed;
import spillway.market.FeedState;
import spillway.market.Instruments;
import spillway.market.SelectiveSink;

/// What was missed lately and why, from what happened to feeds. Used by one thread.
final class FeedGaps implements SelectiveSink {
    /// A connection that is lost has a gap for each channel of each instrument: a few dozen losses.
    static final int KEPT = 2_000;

    private final Instruments instruments;
    private final ArrayDeque<FeedGap> over = new ArrayDeque<>();
    private final SortedMap<Feed, FeedGap> open = new TreeMap<>();

    /// The latest that is over, of each feed.
    private final Map<Feed, FeedGap> last = new HashMap<>();


    FeedGaps(Instruments instruments) {
        this.instruments = instruments;
    }

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
        Feed feed = Feed.of(instruments.get(instrument), channel);
        switch (state) {
            case LOST, SILENT ->
                    open.putIfAbsent(
                            feed, new FeedGap(feed, fromNs, OptionalLong.empty(), reason));
            case CONNECTED, RESYNCED -> close(feed, fromNs);
            case GAP -> {
                if (!isTold(feed, fromNs, toNs)) {
                    keep(new FeedGap(feed, fromNs, OptionalLong.of(toNs), reason));
                }
            }
            case REPLAYED -> over.removeIf(gap -> isWithin(gap, feed, fromNs, toNs));
            case COVERED -> {}
        }
    }

    /// Whether a gap that lasts, or the one before, says it already: who was lost and comes back
    /// also says how long nothing was heard.
    private boolean isTold(Feed feed, long fromNs, long toNs) {
        FeedGap lasting = open.get(feed);
        FeedGap before = last.get(feed);
        return (lasting != null && lasting.fromNs() <= fromNs)
                || (before != null
                        && before.fromNs() <= fromNs
                        && before.toNs().orElse(0) >= toNs);
    }

    private void close(Feed feed, long toNs) {
        FeedGap gap = open.remove(feed);
        if (gap != null && toNs > gap.fromNs()) {
            keep(new FeedGap(feed, gap.fromNs(), OptionalLong.of(toNs), gap.reason()));
        }
    }

    private void keep(FeedGap gap) {
        if (over.size() == KEPT) {
            over.removeFirst();
        }
        over.addLast(gap);
        last.put(gap.feed(), gap);
    }

    private static boolean isWithin(FeedGap gap, Feed feed, long fromNs, long toNs) {
        return gap.feed().equals(feed)
                && gap.fromNs() >= fromNs
                && gap.toNs().orElse(Long.MAX_VALUE) <= toNs;
    }

    /// Those that last, by feed, and then the others, the latest first.
    List<FeedGap> latest(int limit) {
        var latest = new ArrayList<FeedGap>();
        for (var gap : open.values()) {
            if (latest.size() < limit) {
                latest.add(gap);
            }
        }
        var newest = over.descendingIterator();
        while (newest.hasNext() && latest.size() < limit) {
            latest.add(newest.next());
        }
        return latest;
    }
}

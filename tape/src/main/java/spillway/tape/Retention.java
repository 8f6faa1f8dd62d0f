package spillway.tape;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import spillway.market.Channel;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.Feed;
import spillway.market.FeedState;
import spillway.market.Metric;
import spillway.market.TimeWindow;

/// How long a tape keeps what.
///
/// @param keep by kind; a kind that is not named is kept
/// @param maxBytes size of the sealed files that is not to be exceeded: the oldest book files go
///   first, then the oldest of the rest; `Long.MAX_VALUE` for none
public record Retention(Map<EventKind, Duration> keep, long maxBytes) {
    /// Books three days, everything else for ever.
    public static final Retention DEFAULT =
            new Retention(
                    Map.of(
                            EventKind.BOOK_DELTA, Duration.ofDays(3),
                            EventKind.BOOK_SNAPSHOT, Duration.ofDays(3)),
                    Long.MAX_VALUE);

    public Retention {
        var copy = new EnumMap<EventKind, Duration>(EventKind.class);
        copy.putAll(keep);
        keep = Collections.unmodifiableMap(copy);
        if (maxBytes <= 0) {
            throw new IllegalArgumentException("maxBytes must be > 0 bytes, was " + maxBytes);
        }
    }

    /// The files whose time is over at `nowNs`, oldest first. A file goes as a whole, once its last
    /// event is due.
    List<Segment> expired(List<Segment> segments, long nowNs) {
        var expired = new ArrayList<Segment>();
        var kept = new ArrayList<Segment>();
        for (var segment : segments) {
            Duration limit = keep.get(segment.kind());
            boolean old = limit != null && segment.maxVenueTimeNs() < nowNs - limit.toNanos();
            (old ? expired : kept).add(segment);
        }
        long bytes = 0;
        for (var segment : kept) {
            bytes = Math.addExact(bytes, segment.bytes());
        }
        kept.removeIf(
                s -> s.kind() == EventKind.FEED_HEALTH || s.kind() == EventKind.INSTRUMENT_CHANGE);
        kept.sort(
                Comparator.comparing((Segment s) -> !isBook(s))
                        .thenComparingLong(Segment::maxVenueTimeNs));
        for (int i = 0; i < kept.size() && bytes > maxBytes; i++) {
            expired.add(kept.get(i));
            bytes -= kept.get(i).bytes();
        }
        return expired;
    }

    private static boolean isBook(Segment segment) {
        return segment.kind() == EventKind.BOOK_DELTA || segment.kind() == EventKind.BOOK_SNAPSHOT;
    }

    /// Says for each file that goes that its time is covered no more, of the feeds that its events
    /// came from.
    static void recordGaps(List<Segment> expired, TapeFeeds feeds, EventSink sink, String reason) {
        for (var segment : expired) {
            Set<Channel> channels = channelsOf(segment.kind());
            var time = new TimeWindow(segment.minVenueTimeNs(), segment.maxVenueTimeNs() + 1);
            for (Feed feed : feeds.all()) {
                if (feed.venue().equals(segment.venue()) && channels.contains(feed.channel())) {
                    feeds.say(sink, feed, FeedState.GAP, time, reason);
                }
            }
        }
    }

    /// The channels that lose coverage with a kind's events.
    private static Set<Channel> channelsOf(EventKind kind) {
        return switch (kind) {
            case TRADE -> Set.of(Channel.TRADES);
            case QUOTE -> Set.of(Channel.QUOTES);
            case BOOK_SNAPSHOT, BOOK_DELTA -> Set.of(Channel.BOOK);
            case LIQUIDATION -> Set.of(Channel.LIQUIDATIONS);
            case DELEVERAGING -> Set.of(Channel.DELEVERAGING);
            case MARK_PRICE -> Set.of(Channel.MARK_PRICE);
            case INDEX_PRICE -> Set.of(Channel.INDEX_PRICE);
            case FUNDING_RATE -> Set.of(Channel.FUNDING);
            case OPEN_INTEREST -> Set.of(Channel.OPEN_INTEREST);
            case LONG_SHORT_RATIO -> Set.of(Channel.LONG_SHORT_RATIO);
            case INSURANCE_FUND -> Set.of(Channel.INSURANCE_FUND);
            case ACCOUNT_POSITION -> Set.of(Channel.POSITIONS);
            case INSTRUMENT_CHANGE -> Set.of(Channel.INSTRUMENTS);
            case REPORTED -> reportedChannels();
            case FEED_HEALTH -> Set.of();
        };
    }

    private static Set<Channel> reportedChannels() {
        var channels = EnumSet.noneOf(Channel.class);
        for (Metric metric : Metric.values()) {
            channels.add(metric.channel());
        }
        return channels;
    }
}

package spillway.tape;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spillway.market.Channel;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.FeedState;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.MarketEvent;

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
        keep = java.util.Collections.unmodifiableMap(new EnumMap<>(keep));
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

    /// Says for each file that goes that its time is covered no more.
    static void recordGaps(List<Segment> expired, Instruments instruments, EventSink sink) {
        for (var segment : expired) {
            Channel channel = channelOf(segment.kind());
            if (channel == null) {
                continue;
            }
            for (int code = 0; code < instruments.size(); code++) {
                Instrument instrument = instruments.get(code);
                if (instrument.venue().equals(segment.venue())) {
                    sink.feedHealth(
                            code,
                            segment.maxVenueTimeNs(),
                            MarketEvent.NONE,
                            channel,
                            FeedState.GAP,
                            segment.minVenueTimeNs(),
                            segment.maxVenueTimeNs() + 1,
                            "deleted by retention");
                }
            }
        }
    }

    /// The channel that loses coverage with a kind's events; null where there is none, or several.
    private static @Nullable Channel channelOf(EventKind kind) {
        return switch (kind) {
            case TRADE -> Channel.TRADES;
            case QUOTE -> Channel.QUOTES;
            case BOOK_SNAPSHOT, BOOK_DELTA -> Channel.BOOK;
            case LIQUIDATION -> Channel.LIQUIDATIONS;
            case DELEVERAGING -> Channel.DELEVERAGING;
            case MARK_PRICE -> Channel.MARK_PRICE;
            case INDEX_PRICE -> Channel.INDEX_PRICE;
            case FUNDING_RATE -> Channel.FUNDING;
            case OPEN_INTEREST -> Channel.OPEN_INTEREST;
            case LONG_SHORT_RATIO -> Channel.LONG_SHORT_RATIO;
            case INSURANCE_FUND -> Channel.INSURANCE_FUND;
            case ACCOUNT_POSITION -> Channel.POSITIONS;
            case INSTRUMENT_CHANGE, FEED_HEALTH, REPORTED -> null;
        };
    }
}

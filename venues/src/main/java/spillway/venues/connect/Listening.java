package spillway.venues.connect;

import java.util.List;
import org.jspecify.annotations.Nullable;
import spillway.market.Feed;
import spillway.market.Instrument;
import spillway.market.MarketEvent;
import spillway.venues.connect.FeedStatus.ListeningState;
import spillway.venues.protocol.Topic;

/// What is known of one feed: whether it is listened to, since when, and what it brought last.
/// Mutable, owned by one [VenueFeed]. Venue times are the venue's, others ours.
final class Listening {
    final Feed feed;

    /// Of the instrument, or of the whole market.
    final int code;

    /// What carries it; `null` where it is asked for by requests.
    final @Nullable Topic topic;

    /// The connection that it comes over; `null` where it is asked for by requests.
    final @Nullable FeedConnection carrier;

    final @Nullable TradeNumbers numbers;

    /// All that its topic carries, itself included. A message of a lively topic that leaves one out
    /// says that it has not changed, so each vouches for all.
    List<Listening> ofTopic = List.of(this);

    ListeningState state = ListeningState.WAITING;

    /// Venue time from which it is listened to, or is no longer.
    long sinceVenueNs = MarketEvent.NONE;

    /// Venue time from which it was listened to first.
    long firstVenueNs = MarketEvent.NONE;

    /// Latest venue time of what it brought.
    long heardVenueNs = MarketEvent.NONE;

    /// Venue time up to which a pause of its connection was told already.
    long pausedUntilVenueNs = MarketEvent.NONE;

    /// When that pause ended.
    long pausedUntilNs = MarketEvent.NONE;

    /// When it last brought anything.
    long heardNs = MarketEvent.NONE;

    /// Place in venue time of what was said about it last: later sayings have no earlier place.
    long saidVenueNs = Long.MIN_VALUE;

    /// Messages that came twice.
    long duplicates;

    /// Facts that came in two messages.
    long toldAgain;

    long late;
    long gaps;

    Listening(Feed feed, int code, @Nullable Topic topic, @Nullable FeedConnection carrier) {
        this.feed = feed;
        this.code = code;
        this.topic = topic;
        this.carrier = carrier;
        numbers =
                topic != null && topic.evidence() == Topic.Evidence.NUMBERED
                        ? new TradeNumbers()
                        : null;
    }

    /// Whether it proves itself, by sending something all the time.
    boolean isLively() {
        return topic != null
                && (topic.evidence() == Topic.Evidence.LIVELY
                        || topic.evidence() == Topic.Evidence.REPEATING);
    }

    /// Whether what is new on it vouches for others.
    boolean vouches() {
        return topic != null && topic.evidence() == Topic.Evidence.LIVELY;
    }

    boolean isListening() {
        return state == ListeningState.LISTENING;
    }

    boolean isWholeMarket() {
        return feed.symbol().equals(Instrument.WHOLE_MARKET);
    }

    /// Venue time up to which a lively feed was heard, or its silence was told.
    long toldUntilVenueNs() {
        return Math.max(heardVenueNs, pausedUntilVenueNs);
    }

    /// How long after a fact the venue may publish it here, in nanoseconds.
    long publishedWithinNs() {
        return topic == null ? 0 : topic.publishedWithin().toNanos();
    }
}

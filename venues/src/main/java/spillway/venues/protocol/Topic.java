package spillway.venues.protocol;

import java.time.Duration;
import java.util.List;
import spillway.market.Feed;

/// One thing to subscribe to, what it carries, and what tells that it still does.
///
/// @param name in the venue's words, as its messages name it: `btcusdt@forceOrder`
/// @param feeds what it carries; at least one
/// @param evidence what shows that messages are missing
/// @param alarmAfter longest pause of a healthy topic that is lively or repeating; zero of others
/// @param publishedWithin how long after a fact the venue may publish it here
public record Topic(
        String name,
        List<Feed> feeds,
        Evidence evidence,
        Duration alarmAfter,
        Duration publishedWithin) {
    /// What shows that messages of a topic are missing.
    public enum Evidence {
        /// It sends something new all the time: a pause shows. Proves that its connection delivers.
        LIVELY,
        /// It sends something all the time, also what did not change: a pause shows, but what it
        /// sends may be old, so it proves nothing about others.
        REPEATING,
        /// Its facts are numbered one by one: a hole in the numbers shows.
        NUMBERED,
        /// Nothing of its own: it may be quiet for hours, and the lively topics of its connection
        /// vouch for it.
        QUIET
    }

    public Topic {
        feeds = List.copyOf(feeds);
        if (feeds.isEmpty()) {
            throw new IllegalArgumentException("topic " + name + " must carry a feed");
        }
    }

    /// A topic that sends something all the time.
    public static Topic lively(
            String name, List<Feed> feeds, Duration alarmAfter, Duration publishedWithin) {
        return new Topic(name, feeds, Evidence.LIVELY, alarmAfter, publishedWithin);
    }

    /// A topic that sends something all the time, old or new.
    public static Topic repeating(
            String name, List<Feed> feeds, Duration alarmAfter, Duration publishedWithin) {
        return new Topic(name, feeds, Evidence.REPEATING, alarmAfter, publishedWithin);
    }

    /// A topic whose facts are numbered one by one.
    public static Topic numbered(String name, Feed feed, Duration publishedWithin) {
        return new Topic(name, List.of(feed), Evidence.NUMBERED, Duration.ZERO, publishedWithin);
    }

    /// A topic that may be quiet for hours.
    public static Topic quiet(String name, List<Feed> feeds, Duration publishedWithin) {
        return new Topic(name, feeds, Evidence.QUIET, Duration.ZERO, publishedWithin);
    }
}

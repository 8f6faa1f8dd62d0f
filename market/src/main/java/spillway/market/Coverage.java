package spillway.market;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// When each feed was really listened to. Made by [CoverageFold].
///
/// @param byFeed the instants covered, by feed
public record Coverage(SortedMap<Feed, TimeSpans> byFeed) {
    public Coverage {
        byFeed = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(byFeed));
    }

    /// When `channel` of `instrument` was covered, by its own feed or by one of its venue's whole
    /// market.
    public TimeSpans of(Instrument instrument, Channel channel) {
        TimeSpans own = byFeed.getOrDefault(Feed.of(instrument, channel), TimeSpans.EMPTY);
        var wide = new Feed(instrument.venue(), channel, Instrument.WHOLE_MARKET);
        return own.plus(byFeed.getOrDefault(wide, TimeSpans.EMPTY));
    }

    /// The feeds of one channel.
    public List<Feed> feeds(Channel channel) {
        var found = new ArrayList<Feed>();
        for (var feed : byFeed.keySet()) {
            if (feed.channel() == channel) {
                found.add(feed);
            }
        }
        return found;
    }
}

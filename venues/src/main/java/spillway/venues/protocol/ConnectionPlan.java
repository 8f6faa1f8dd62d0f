package spillway.venues.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import spillway.market.Feed;

/// One connection to a venue and what to say on it.
///
/// @param path after the base URL: `/market/stream`
/// @param frames texts to send once connected, in order, within the venue's limits of size
/// @param topics what they subscribe to
/// @param answers how many acknowledgements a venue that takes all of it sends
public record ConnectionPlan(String path, List<String> frames, List<Topic> topics, int answers) {
    public ConnectionPlan {
        frames = List.copyOf(frames);
        topics = List.copyOf(topics);
    }

    /// What the connection will carry, each once.
    public List<Feed> feeds() {
        Set<Feed> feeds = new LinkedHashSet<>();
        topics.forEach(topic -> feeds.addAll(topic.feeds()));
        return new ArrayList<>(feeds);
    }

    /// Those of the feeds that send something all the time on a healthy connection: the others may
    /// be silent for hours, and only these prove that the route delivers.
    public Set<Feed> lively() {
        Set<Feed> lively = new HashSet<>();
        for (Topic topic : topics) {
            if (topic.evidence() == Topic.Evidence.LIVELY) {
                lively.addAll(topic.feeds());
            }
        }
        return lively;
    }
}

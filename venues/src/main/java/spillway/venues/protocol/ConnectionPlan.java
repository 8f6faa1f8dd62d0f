package spillway.venues.protocol;

import java.util.List;
import java.util.Set;
import spillway.market.Feed;

/// One connection to a venue and what to say on it.
///
/// @param path after the base URL: `/market/stream`
/// @param frames texts to send once connected, in order, within the venue's limits of size
/// @param feeds what the connection will carry
/// @param lively those of `feeds` that send something all the time on a healthy connection: the
///   others may be silent for hours, and only these prove that the route delivers
public record ConnectionPlan(String path, List<String> frames, List<Feed> feeds, Set<Feed> lively) {
    public ConnectionPlan {
        frames = List.copyOf(frames);
        feeds = List.copyOf(feeds);
        lively = Set.copyOf(lively);
    }
}

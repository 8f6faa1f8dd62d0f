package spillway.venues.protocol;

import java.time.Duration;
import spillway.market.Feed;

/// Something that has to be asked for again and again.
///
/// @param request path and query
/// @param feed what the answers carry
/// @param every how often it changes, and so how often to ask
public record RestPoll(String request, Feed feed, Duration every) {}

package spillway.app.live;

import java.util.OptionalLong;
import spillway.market.Feed;

/// A stretch in which a feed was not listened to, and why.
///
/// @param fromNs first moment missed
/// @param toNs first moment not missed any more; empty while it lasts
/// @param reason for people
public record FeedGap(Feed feed, long fromNs, OptionalLong toNs, String reason) {}

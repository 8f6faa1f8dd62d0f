package spillway.signals.coverage;

import spillway.market.Feed;
import spillway.market.TimeWindow;

/// A stretch of a window in which a feed was not listened to.
///
/// @param feed whose symbol is [spillway.market.Instrument#WHOLE_MARKET] where a venue has no feed
///   of the channel at all
public record CoverageGap(Feed feed, TimeWindow window) {}

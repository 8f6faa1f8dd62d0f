package spillway.signals.coverage;

import spillway.market.Completeness;
import spillway.market.Venue;

/// What a venue's liquidation feed leaves out, from a date on.
///
/// @param venue whose feed
/// @param fromNs first nanosecond at which the rule holds
/// @param completeness whether every order is in it
/// @param rule in words, for people
/// @param source who says so, and when
public record CompletenessRule(
        Venue venue, long fromNs, Completeness completeness, String rule, String source) {}

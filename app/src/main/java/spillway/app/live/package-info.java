/// What a running Spillway knows now: events from venues or from a tape go into one view, which
/// keeps rolling totals, coverage, recent liquidations, candles and gaps, and hands out pictures of
/// itself a few times a second.
///
/// Lives on one [spillway.venues.time.Timeline]. Knows no command, no JSON and no web server.
@NullMarked
package spillway.app.live;

import org.jspecify.annotations.NullMarked;

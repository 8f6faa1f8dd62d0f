/// Connections to venues: what keeps them alive, notices what they missed, and says so in the
/// stream of events.
///
/// Knows no venue by name: what to say and what is said comes from a
/// [spillway.venues.protocol.VenueProtocol]. Knows no socket and no clock either: it lives on a
/// [spillway.venues.time.Timeline] and speaks through a [VenueNetwork].
@NullMarked
package spillway.venues.connect;

import org.jspecify.annotations.NullMarked;

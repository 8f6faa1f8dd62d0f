/// The venue's side of a wire protocol, of one shape for all venues: what the frames of its clients
/// mean, what it answers, which streams it has and by which limits it keeps its connections.
///
/// Knows no socket, no clock, and not where the market comes from.
@NullMarked
package spillway.venues.serving;

import org.jspecify.annotations.NullMarked;

/// Recorded sessions: what a venue sent and was sent, line by line, read as if it arrived now.
///
/// Knows no venue by name; takes the protocol it is given.
@NullMarked
package spillway.venues.session;

import org.jspecify.annotations.NullMarked;

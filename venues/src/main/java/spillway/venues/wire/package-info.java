/// JSON as venues send it: a scanner and a writer over bytes that allocate nothing on hot messages,
/// and a cursor for messages whose layout can be predicted.
///
/// Knows no venue, no event and no socket.
@NullMarked
package spillway.venues.wire;

import org.jspecify.annotations.NullMarked;

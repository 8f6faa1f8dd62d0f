/// Real sockets: the way to venues over the internet, or to emulated ones on this machine.
///
/// Knows no venue and no protocol, only bytes.
@NullMarked
package spillway.venues.socket;

import org.jspecify.annotations.NullMarked;

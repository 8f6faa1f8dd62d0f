/// The one shape of all venue packages: what is said to a venue, what its bytes become, what events
/// become as its bytes, which names it gives to instruments.
///
/// Knows no venue, no socket and no clock.
@NullMarked
package spillway.venues.protocol;

import org.jspecify.annotations.NullMarked;

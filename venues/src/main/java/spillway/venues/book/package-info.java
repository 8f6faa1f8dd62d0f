/// Order books from their messages: whether these chain, what they add up to, and whether that
/// equals the venue's own best prices.
///
/// Knows no venue's bytes.
@NullMarked
package spillway.venues.book;

import org.jspecify.annotations.NullMarked;

/// The bytes of a snapshot: numbers and arrays in a fixed order, under names that are checked when
/// they are read.
///
/// Knows nothing of what the numbers mean.
@NullMarked
package spillway.exchange.state;

import org.jspecify.annotations.NullMarked;

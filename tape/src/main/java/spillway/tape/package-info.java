/// The store of events: a journal for the live hour, Parquet for closed ones, replay in two orders.
///
/// Knows no venue, no operator, no network.
@NullMarked
package spillway.tape;

import org.jspecify.annotations.NullMarked;

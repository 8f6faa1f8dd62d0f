/// What the venue is measured on: a stream of commands of many accounts.
@NullMarked
package spillway.bench.venue;

import org.jspecify.annotations.NullMarked;

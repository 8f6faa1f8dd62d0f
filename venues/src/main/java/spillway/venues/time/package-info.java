/// The time of a run: one clock and one thread for everything that waits.
///
/// Connectors, emulated venues and live operators ask a [Timeline] what time it is and what to do
/// later, and never the machine. So a run goes a hundred times faster as a whole, and an hour of
/// faults is a second in a test.
@NullMarked
package spillway.venues.time;

import org.jspecify.annotations.NullMarked;

/// What can be wrong with the machine, the disk or a tape, and what to do about it.
///
/// Looks only: changes nothing.
@NullMarked
package spillway.app.doctor;

import org.jspecify.annotations.NullMarked;

/// The command line: wires the other modules together and prints what they find.
///
/// Computes nothing itself.
@NullMarked
package spillway.app;

import org.jspecify.annotations.NullMarked;

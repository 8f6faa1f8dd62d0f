/// The program: one `main` that names the commands in reading order.
///
/// Knows the command line and nothing else; what a command does is its own affair.
@NullMarked
package spillway.app;

import org.jspecify.annotations.NullMarked;

/// The commands: each reads its arguments, asks the other modules, and prints their answer as a
/// table for people or as JSON for machines.
///
/// Computes nothing itself; knows no file format and no formula.
@NullMarked
package spillway.app.command;

import org.jspecify.annotations.NullMarked;

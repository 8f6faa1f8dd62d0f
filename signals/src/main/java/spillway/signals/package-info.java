/// The contract of the operators, by which Spillway understands the event stream, and the runner
/// that feeds them: [spillway.signals.Operator], [spillway.signals.OperatorHost],
/// [spillway.signals.Watermarks].
///
/// Knows no file, no clock, no network, and none of the operators in the packages below it.
@NullMarked
package spillway.signals;

import org.jspecify.annotations.NullMarked;

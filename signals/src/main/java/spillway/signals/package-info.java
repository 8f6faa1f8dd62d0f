/// The operators: what Spillway understands of the event stream, and the runner that feeds them.
///
/// Knows no file, no clock, no network: `(state, event) → outputs`.
@NullMarked
package spillway.signals;

import org.jspecify.annotations.NullMarked;

/// What was liquidated within rolling windows: sums, largest order, one-sidedness and the range in
/// which the truth lies. Definitions: `docs/concepts/totals.md`.
///
/// Knows orders only; what others report of them is in [spillway.signals.summary].
@NullMarked
package spillway.signals.totals;

import org.jspecify.annotations.NullMarked;

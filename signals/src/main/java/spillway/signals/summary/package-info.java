/// What price, funding and open interest did in a window, and what others reported of liquidations,
/// each figure with its source and its kind: observed, reported or estimated.
///
/// Reported sums stay here: nothing in this package turns them into orders.
@NullMarked
package spillway.signals.summary;

import org.jspecify.annotations.NullMarked;

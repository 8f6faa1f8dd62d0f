/// How leverage is placed: funding on one footing, open interest, long/short ratios, taker flow of
/// spot and derivatives apart, basis, dominance, crowding and regime. Definitions:
/// `docs/concepts/positioning.md`.
///
/// Knows what venues tell of contracts and trades; no accounts, no orders, no books.
@NullMarked
package spillway.signals.positioning;

import org.jspecify.annotations.NullMarked;

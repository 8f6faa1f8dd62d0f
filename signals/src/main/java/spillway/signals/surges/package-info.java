/// Surges: when far more is liquidated than is normal for a coin, from when to when, and by what
/// measure. Definitions: `docs/concepts/surges.md`.
///
/// Knows orders and counts of them; no price, no book, and nothing of what caused a surge.
@NullMarked
package spillway.signals.surges;

import org.jspecify.annotations.NullMarked;

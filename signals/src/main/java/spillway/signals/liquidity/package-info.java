/// What books offer: depth near the price, imbalance, spread, what an order of a size would cost,
/// how soon a book refills, and whether it moves at all. Definitions: `docs/concepts/liquidity.md`.
///
/// Knows the published books and nothing of who stands in them.
@NullMarked
package spillway.signals.liquidity;

import org.jspecify.annotations.NullMarked;

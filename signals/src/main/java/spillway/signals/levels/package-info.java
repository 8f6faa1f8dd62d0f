/// What a price did against the marks that people watch: round numbers, swing lows, the range of
/// the week before; and how wildly it moved. Definitions: `docs/concepts/levels.md`.
///
/// Knows bars of one price; nothing of liquidations, and no market but the one whose bars it gets.
@NullMarked
package spillway.signals.levels;

import org.jspecify.annotations.NullMarked;

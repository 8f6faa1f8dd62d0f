/// Whether leverage was flushed out by an event or demand broke: the reset verdict. Definitions:
/// `docs/concepts/reset.md`.
///
/// Knows bars of price, funding, open interest, volumes and depth, from wherever they come; nothing
/// of tapes and operators.
@NullMarked
package spillway.signals.reset;

import org.jspecify.annotations.NullMarked;

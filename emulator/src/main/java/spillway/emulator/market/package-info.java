/// Markets to put behind the wires: one that is scripted from a seed, and ones that were recorded.
///
/// Knows no wire and no client.
@NullMarked
package spillway.emulator.market;

import org.jspecify.annotations.NullMarked;

/// Synthetic positions, and the memory speed that working on them is measured against.
@NullMarked
package spillway.bench.positions;

import org.jspecify.annotations.NullMarked;

/// Collateral of several assets: what each counts for after its haircut.
///
/// Knows no position. Haircuts are dated data of the venues.
@NullMarked
package spillway.margin.collateral;

import org.jspecify.annotations.NullMarked;

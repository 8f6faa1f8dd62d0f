/// Dated tier tables and collateral haircuts as data: their model, their check, and the files they
/// come from.
///
/// Knows no rule set and no position. Reads files, never the network.
@NullMarked
package spillway.margin.tiers;

import org.jspecify.annotations.NullMarked;

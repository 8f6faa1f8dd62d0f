/// Auto-deleveraging: who is closed against a bankrupt position, in what order and at what price.
///
/// Knows no order book and no account store; works on what it is handed and returns fills.
@NullMarked
package spillway.margin.adl;

import org.jspecify.annotations.NullMarked;

/// The steps of forced closing in which venues differ: how much the first order closes, at what
/// limit, and what the insurance fund takes or pays.
///
/// Knows no order book: it sizes and prices orders, it does not send them.
@NullMarked
package spillway.margin.liquidation;

import org.jspecify.annotations.NullMarked;

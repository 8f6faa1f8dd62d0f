/// Mark price, index price and funding as the venues define them: pure functions of quotes.
///
/// Knows no feed and no clock: moving averages and time left are handed in.
@NullMarked
package spillway.margin.price;

import org.jspecify.annotations.NullMarked;

/// One instrument's order book: price-time priority, matching, conditional orders, in integer ticks
/// and lots.
///
/// Single-threaded and deterministic: the same commands give the same calls on the
/// [spillway.exchange.book.BookSink], in the same order. Nothing here allocates once the arrays
/// have grown to the size of the book.
///
/// Knows no account, margin, fee, clock or event stream. What it needs of a position it asks
/// through [spillway.exchange.book.ReduceLimits].
@NullMarked
package spillway.exchange.book;

import org.jspecify.annotations.NullMarked;

/// What a leveraged position needs and where it ends: contract mathematics in exact integers, tier
/// schedules, initial and maintenance margin, liquidation and bankruptcy price.
///
/// Everything turns on one substitution. Let *value* be what the venue charges margin on, in the
/// currency of settlement: `size × price` of a linear or quanto contract, `size ÷ price` of an
/// inverse one. A position's profit and its margin are then the same functions of value for all
/// three kinds of contract, and only the way back from value to price differs.
///
/// Knows no venue, no file and no date: those live in the packages below.
@NullMarked
package spillway.margin;

import org.jspecify.annotations.NullMarked;

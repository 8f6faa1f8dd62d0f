/// Answers one question about one position under one rule set on one date, and says what the answer
/// rests on.
///
/// Holds the order of the steps, not the formulas: those are in [spillway.margin]. Knows no command
/// line and no output format.
@NullMarked
package spillway.margin.statement;

import org.jspecify.annotations.NullMarked;

/// Questions to a tape: which part of it to replay, through which operators, for which answer.
///
/// Knows no command and no way of showing an answer.
@NullMarked
package spillway.app.reading;

import org.jspecify.annotations.NullMarked;

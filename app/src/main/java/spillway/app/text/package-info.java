/// How numbers, times and tables look to people, and how people write them.
///
/// Knows no event and no answer.
@NullMarked
package spillway.app.text;

import org.jspecify.annotations.NullMarked;

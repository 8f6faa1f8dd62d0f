/// The JSON shapes that every answer shares (`docs/reference/json.md`).
///
/// Knows what the parts mean, not which command asks.
@NullMarked
package spillway.app.json;

import org.jspecify.annotations.NullMarked;

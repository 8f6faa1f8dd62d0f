/// Events and days beside each other: lists of what was liquidated, and where one stands in its
/// list. Definitions: `docs/concepts/catalogue.md`.
///
/// Knows totals and their scope; never compares across scopes.
@NullMarked
package spillway.signals.catalogue;

import org.jspecify.annotations.NullMarked;

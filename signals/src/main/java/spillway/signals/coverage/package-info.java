/// How much of a window was really listened to, and which venues tell of every order: what must
/// stand beside every total.
///
/// Knows feeds and rules, no totals.
@NullMarked
package spillway.signals.coverage;

import org.jspecify.annotations.NullMarked;

/// The venues' rule sets as dated data: what each charges, when it liquidates, whom it deleverages,
/// with the evidence for every rule and a stated default wherever a rule is not known.
///
/// Knows no position and no file of tiers.
@NullMarked
package spillway.margin.rules;

import org.jspecify.annotations.NullMarked;

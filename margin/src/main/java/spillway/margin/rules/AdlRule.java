package spillway.margin.rules;

import spillway.margin.adl.AdlPolicy;
import spillway.margin.adl.AdlPrice;

/// Whom a venue deleverages and at what price.
///
/// @param policy how the loss is spread
/// @param price at which winners are closed
/// @param trigger when, in words
/// @param evidence how well the ranking is known
public record AdlRule(AdlPolicy policy, AdlPrice price, String trigger, Evidence evidence) {}

package spillway.margin.rules;

/// One rule of a rule set, and why it is believed.
///
/// @param about what it governs: `maintenance margin`
/// @param text the rule
/// @param evidence how well it is known
/// @param source page, file or golden case; empty where there is none
public record Provision(String about, String text, Evidence evidence, String source) {}

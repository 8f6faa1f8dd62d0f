package spillway.margin;

/// What happens when equity equals the requirement to the last unit.
public enum LiquidationTrigger {
    /// Liquidated only below the requirement.
    BELOW,
    /// Liquidated at the requirement already: "ratio reaches 100 %".
    AT_OR_BELOW
}

package spillway.margin.rules;

/// A quantity that a rule set needs and its sources do not give. Every report that it touches lists
/// it.
///
/// @param name by which it can be set: `closing-fee-rate`
/// @param unit of the value: `fraction of value`, `s`, `text`
/// @param defaultValue used where nothing is set
/// @param reason why this default, and which way it errs
/// @param effect what it changes
public record RuleParameter(
        String name, String unit, String defaultValue, String reason, Effect effect) {
    /// What a parameter changes.
    public enum Effect {
        /// Margins, liquidation and bankruptcy prices.
        PRICE,
        /// What happens after the price is reached, or prices and rates that are not margin.
        PROCEDURE
    }

    /// Fee rate reserved for a forced close.
    public static final String CLOSING_FEE_RATE = "closing-fee-rate";

    /// Maintenance rate where no tier table is known.
    public static final String MAINTENANCE_RATE = "maintenance-rate";

    /// Highest leverage where no tier table is known.
    public static final String MAX_LEVERAGE = "max-leverage";

    /// Scaling of initial margin by the market's open interest, 0 to 1.
    public static final String OPEN_INTEREST_SCALE = "open-interest-scale";
}

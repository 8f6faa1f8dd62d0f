package spillway.margin.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

    /// Fee rate of an order that rested.
    public static final String MAKER_FEE_RATE = "maker-fee-rate";

    /// Fee rate of an order that did not.
    public static final String TAKER_FEE_RATE = "taker-fee-rate";

    /// Fee rate of liquidation orders, where it is not the taker's.
    public static final String CLEARANCE_FEE_RATE = "clearance-fee-rate";

    /// Whether one or both legs of a hedge are charged, where that is not known.
    public static final String HEDGE_MARGIN = "hedge-margin";

    /// Scaling of initial margin by the market's open interest, 0 to 1.
    public static final String OPEN_INTEREST_SCALE = "open-interest-scale";

    /// First day of margin on mark price, where it is not known.
    public static final String MARK_PRICED_FROM = "mark-priced-from";

    /// Value of [#HEDGE_MARGIN] that charges the long and the short.
    public static final String BOTH_LEGS = "both legs";

    /// Value of [#HEDGE_MARGIN] that charges the larger of the two.
    public static final String LARGER_LEG = "larger leg";

    /// Whether an answer about one position can be given another value of it. The others are data
    /// that files hold, or touch what happens after.
    public boolean canBeSet() {
        return SETTABLE.contains(name);
    }

    private static final Set<String> SETTABLE =
            Set.of(
                    CLOSING_FEE_RATE,
                    MAINTENANCE_RATE,
                    MAX_LEVERAGE,
                    HEDGE_MARGIN,
                    OPEN_INTEREST_SCALE,
                    MARK_PRICED_FROM);

    /// `parameters` and the trading fees of an account without discounts, which no source dates.
    static List<RuleParameter> with(List<RuleParameter> parameters, String maker, String taker) {
        String reason = "an account without discounts, day not known; fees change with volume";
        var all = new ArrayList<>(parameters);
        all.add(
                new RuleParameter(
                        MAKER_FEE_RATE, "fraction of value", maker, reason, Effect.PROCEDURE));
        all.add(
                new RuleParameter(
                        TAKER_FEE_RATE, "fraction of value", taker, reason, Effect.PROCEDURE));
        return all;
    }
}

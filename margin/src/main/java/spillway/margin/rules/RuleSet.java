package spillway.margin.rules;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import spillway.margin.ClosingFee;
import spillway.margin.ContractKind;
import spillway.margin.FeeRates;
import spillway.margin.HedgeMargin;
import spillway.margin.MarginRule;
import spillway.margin.Rational;
import spillway.margin.liquidation.FirstOrder;
import spillway.margin.liquidation.FundRule;
import spillway.market.Venue;

/// What one venue's rules were from one date to another.
///
/// @param id stable name: `bybit-mark-priced`
/// @param venue whose rules they are
/// @param title one line for people
/// @param kinds contracts they cover
/// @param from first day on which they are taken to hold
/// @param until first day on which they no longer do; empty for the latest
/// @param rule how margin is compared with equity
/// @param adl whom the venue deleverages
/// @param fund what the insurance fund gets
/// @param firstOrder how much the first liquidation order closes
/// @param provisions every rule with its evidence
/// @param parameters every unknown with its default
public record RuleSet(
        String id,
        Venue venue,
        String title,
        Set<ContractKind> kinds,
        LocalDate from,
        Optional<LocalDate> until,
        MarginRule rule,
        AdlRule adl,
        FundRule fund,
        FirstOrder firstOrder,
        List<Provision> provisions,
        List<RuleParameter> parameters) {
    public RuleSet {
        kinds = Set.copyOf(kinds);
        provisions = List.copyOf(provisions);
        parameters = List.copyOf(parameters);
    }

    /// Whether these rules held on `date`.
    public boolean holdsOn(LocalDate date) {
        return !date.isBefore(from) && until.map(date::isBefore).orElse(true);
    }

    /// Whether these rules hold on `date`, where the day of a change that is not known is as set.
    ///
    /// @param set values of parameters by name
    /// @throws java.time.format.DateTimeParseException if that day is none
    public boolean holdsOn(LocalDate date, Map<String, String> set) {
        Optional<LocalDate> assumed =
                parameter(RuleParameter.MARK_PRICED_FROM)
                        .map(p -> LocalDate.parse(p.defaultValue()));
        String given = set.get(RuleParameter.MARK_PRICED_FROM);
        if (assumed.isEmpty() || given == null) {
            return holdsOn(date);
        }
        LocalDate change = LocalDate.parse(given);
        LocalDate first = assumed.get().equals(from) ? change : from;
        Optional<LocalDate> end = until.equals(assumed) ? Optional.of(change) : until;
        return !date.isBefore(first) && end.map(date::isBefore).orElse(true);
    }

    /// The parameter of a name.
    public Optional<RuleParameter> parameter(String name) {
        return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /// The value of a numeric parameter: as set, else the default.
    ///
    /// @param set values by name
    /// @throws IllegalArgumentException if these rules have no such parameter, or it is no number
    public Rational number(String name, Map<String, String> set) {
        RuleParameter parameter =
                parameter(name)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "rule set " + id + " has no parameter " + name));
        String text = set.getOrDefault(name, parameter.defaultValue());
        try {
            return Rational.parse(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "parameter " + name + " of " + id + ": " + e.getMessage(), e);
        }
    }

    /// Trading fees as set, else by default.
    public FeeRates fees(Map<String, String> set) {
        Rational taker = number(RuleParameter.TAKER_FEE_RATE, set);
        return new FeeRates(
                number(RuleParameter.MAKER_FEE_RATE, set),
                taker,
                parameter(RuleParameter.CLEARANCE_FEE_RATE).isPresent()
                        ? number(RuleParameter.CLEARANCE_FEE_RATE, set)
                        : taker);
    }

    /// The margin rule with the closing fee and the margin of a hedge as set.
    public MarginRule ruleWith(Map<String, String> set) {
        MarginRule charged =
                switch (set.getOrDefault(RuleParameter.HEDGE_MARGIN, "")) {
                    case RuleParameter.BOTH_LEGS -> rule.with(HedgeMargin.BOTH_LEGS);
                    case RuleParameter.LARGER_LEG -> rule.with(HedgeMargin.LARGER_LEG);
                    default -> rule;
                };
        return switch (rule.closingFee()) {
            case ClosingFee.None _ -> charged;
            case ClosingFee.Required _ ->
                    charged.with(
                            new ClosingFee.Required(number(RuleParameter.CLOSING_FEE_RATE, set)));
            case ClosingFee.SetAside _ ->
                    charged.with(
                            new ClosingFee.SetAside(number(RuleParameter.CLOSING_FEE_RATE, set)));
        };
    }

    /// `bybit-mark-priced (from 2025-07-01, until 2025-12-19)`.
    @Override
    public String toString() {
        return id + " (from " + from + until.map(day -> ", until " + day).orElse("") + ")";
    }
}

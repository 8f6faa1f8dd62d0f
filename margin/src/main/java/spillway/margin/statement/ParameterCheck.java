package spillway.margin.statement;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import spillway.margin.Rational;
import spillway.margin.rules.RuleParameter;
import spillway.margin.rules.RuleSet;

/// What a question may set, and to what. A value that would change nothing is refused: whoever sets
/// it believes that it does.
final class ParameterCheck {
    private final MarginRequest request;
    private final RuleSet rules;

    ParameterCheck(MarginRequest request, RuleSet rules) {
        this.request = request;
        this.rules = rules;
    }

    /// @throws MarginDesk.Refusal if a parameter is not one of these rules', or its value none
    void run() {
        List<String> known = settable();
        for (String name : request.parameters().keySet()) {
            if (!known.contains(name)) {
                throw new MarginDesk.Refusal(
                        request,
                        "a parameter that this answer depends on: " + String.join(", ", known),
                        name,
                        "leave it out; `spillway margin rules` says what each parameter is for");
            }
        }
        if (isSet(RuleParameter.MAX_LEVERAGE)
                && !isSet(RuleParameter.MAINTENANCE_RATE)
                && rules.parameter(RuleParameter.MAINTENANCE_RATE).isEmpty()) {
            throw new MarginDesk.Refusal(
                    request,
                    "maintenance-rate beside max-leverage",
                    "max-leverage alone",
                    "give both instead of the tier table, or neither");
        }
        Predicate<Rational> positive = v -> v.signum() > 0;
        number(
                RuleParameter.MAINTENANCE_RATE,
                "above 0 and at most 1",
                positive.and(v -> v.compareTo(Rational.ONE) <= 0));
        number(RuleParameter.MAX_LEVERAGE, "of 1 or more", v -> v.compareTo(Rational.ONE) >= 0);
        number(
                RuleParameter.CLOSING_FEE_RATE,
                "of 0 or more and below 1",
                v -> v.signum() >= 0 && v.compareTo(Rational.ONE) < 0);
        number(
                RuleParameter.OPEN_INTEREST_SCALE,
                "of 0 to 1",
                v -> v.signum() >= 0 && v.compareTo(Rational.ONE) <= 0);
        hedge();
    }

    private List<String> settable() {
        var names = new ArrayList<String>();
        for (RuleParameter parameter : rules.parameters()) {
            if (parameter.canBeSet()) {
                names.add(parameter.name());
            }
        }
        for (String name : List.of(RuleParameter.MAINTENANCE_RATE, RuleParameter.MAX_LEVERAGE)) {
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private boolean isSet(String name) {
        return request.parameters().containsKey(name);
    }

    private void number(String name, String bounds, Predicate<Rational> allowed) {
        String given = request.parameters().get(name);
        if (given == null) {
            return;
        }
        boolean fits;
        try {
            fits = allowed.test(Rational.parse(given));
        } catch (NumberFormatException _) {
            fits = false;
        }
        if (!fits) {
            throw wrong(name + " as a number " + bounds, given);
        }
    }

    private void hedge() {
        String given = request.parameters().get(RuleParameter.HEDGE_MARGIN);
        if (given != null
                && !List.of(RuleParameter.BOTH_LEGS, RuleParameter.LARGER_LEG).contains(given)) {
            throw wrong(
                    RuleParameter.HEDGE_MARGIN
                            + " as '"
                            + RuleParameter.BOTH_LEGS
                            + "' or '"
                            + RuleParameter.LARGER_LEG
                            + "'",
                    given);
        }
    }

    private MarginDesk.Refusal wrong(String expected, String found) {
        return new MarginDesk.Refusal(request, expected, found, "correct the value");
    }

    /// The day that decides between rule sets is needed before there is one.
    static void day(MarginRequest request) {
        String given = request.parameters().get(RuleParameter.MARK_PRICED_FROM);
        if (given == null) {
            return;
        }
        try {
            LocalDate.parse(given);
        } catch (DateTimeParseException _) {
            throw new MarginDesk.Refusal(
                    request,
                    RuleParameter.MARK_PRICED_FROM + " as a day",
                    given,
                    "write it as 2025-07-01");
        }
    }
}

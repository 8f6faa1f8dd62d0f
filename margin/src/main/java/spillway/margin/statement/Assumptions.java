package spillway.margin.statement;

import java.util.ArrayList;
import java.util.List;
import spillway.margin.ClosingFee;
import spillway.margin.MarginMode;
import spillway.margin.rules.Evidence;
import spillway.margin.rules.Provision;
import spillway.margin.rules.RuleParameter;
import spillway.margin.rules.RuleSet;

/// What every answer under a rule set rests on without knowing it.
final class Assumptions {
    private Assumptions() {}

    static List<Assumption> of(MarginRequest request, RuleSet rules, boolean hasTable) {
        var assumed = new ArrayList<Assumption>();
        for (RuleParameter parameter : rules.parameters()) {
            if (isUsed(parameter, request, rules, hasTable)) {
                String set = request.parameters().get(parameter.name());
                assumed.add(
                        new Assumption(
                                parameter.name(),
                                set == null ? parameter.defaultValue() : set,
                                set == null ? parameter.reason() : "as given"));
            }
        }
        if (!hasTable && rules.parameter(RuleParameter.MAINTENANCE_RATE).isEmpty()) {
            assumed.add(
                    new Assumption(
                            RuleParameter.MAINTENANCE_RATE,
                            String.valueOf(
                                    request.parameters().get(RuleParameter.MAINTENANCE_RATE)),
                            "as given, instead of the tier table"));
        }
        for (Provision provision : rules.provisions()) {
            if (!isKnown(provision.evidence())) {
                assumed.add(
                        new Assumption(
                                provision.about(),
                                provision.text(),
                                "inferred from " + provision.source()));
            }
        }
        if (rules.provisions().stream().noneMatch(p -> p.about().equals("rounding"))) {
            assumed.add(
                    new Assumption(
                            "rounding",
                            "to the tick away from the trader",
                            "the venue publishes no rule; Bybit's examples do this"));
        }
        if (request.mode() == MarginMode.CROSS) {
            assumed.add(
                    new Assumption(
                            "other prices",
                            "as they are",
                            "a cross liquidation price holds only while every other price of the"
                                    + " account stands still"));
            if (request.margin().isEmpty()) {
                assumed.add(
                        new Assumption(
                                "wallet",
                                "the initial margin",
                                "no wallet was given; a larger one moves the price away"));
            }
        }
        return assumed;
    }

    private static boolean isUsed(
            RuleParameter parameter, MarginRequest request, RuleSet rules, boolean hasTable) {
        if (parameter.effect() != RuleParameter.Effect.PRICE) {
            return false;
        }
        return switch (parameter.name()) {
            case RuleParameter.MAINTENANCE_RATE, RuleParameter.MAX_LEVERAGE -> !hasTable;
            case RuleParameter.CLOSING_FEE_RATE ->
                    switch (rules.rule().closingFee()) {
                        case ClosingFee.None _ -> false;
                        case ClosingFee.Required _ -> true;
                        case ClosingFee.SetAside _ -> MarginDesk.setsFeeAside(request.mode());
                    };
            case RuleParameter.HEDGE_MARGIN -> request.hedge().isPresent();
            default -> true;
        };
    }

    static boolean isKnown(Evidence evidence) {
        return switch (evidence) {
            case EXACT, DOCUMENTED -> true;
            case SECOND_HAND, INFERRED, UNKNOWN -> false;
        };
    }
}

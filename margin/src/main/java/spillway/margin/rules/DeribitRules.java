package spillway.margin.rules;

import static spillway.margin.rules.Evidence.DOCUMENTED;
import static spillway.margin.rules.Evidence.EXACT;
import static spillway.margin.rules.Evidence.INFERRED;
import static spillway.margin.rules.RuleParameter.Effect.PROCEDURE;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import spillway.margin.ContractKind;
import spillway.margin.MarginRule;
import spillway.margin.adl.AdlPolicy;
import spillway.margin.adl.AdlPrice;
import spillway.margin.liquidation.FirstOrder;
import spillway.margin.liquidation.FundRule;
import spillway.market.Venue;

/// Deribit: a margin rate that grows with size, no takeover, socialised losses.
///
/// Rates: support.deribit.com articles 25944738177565 (linear), 25944826427293 (inverse, since
/// 2022-01-11). The liquidation price is solved from `C + profit(P) = value × (base + slope ×
/// size)`: closed for linear, quadratic in value for inverse. Liquidation: deribit.com/docs
/// auto-liquidation, insurance.
final class DeribitRules {
    private DeribitRules() {}

    static List<RuleSet> ruleSets() {
        return List.of(
                new RuleSet(
                        "deribit",
                        new Venue("deribit"),
                        "Deribit standard margin: rate grows with size",
                        Set.of(ContractKind.LINEAR, ContractKind.INVERSE),
                        LocalDate.of(2022, 1, 11),
                        Optional.empty(),
                        MarginRule.MARK_PRICED,
                        new AdlRule(
                                new AdlPolicy.ProRataProfit(),
                                AdlPrice.MARK,
                                "the fund is empty: losses are shared by the winners of the session",
                                Evidence.UNKNOWN),
                        FundRule.FEE_UP_TO_SURPLUS,
                        new FirstOrder.Slices(200),
                        provisions(),
                        RuleParameter.with(parameters(), "0", "0.0005")));
    }

    private static List<Provision> provisions() {
        return List.of(
                new Provision(
                        "margin",
                        "size x (base + slope x size), initial and maintenance",
                        EXACT,
                        "DE-L-01 to DE-L-06"),
                new Provision(
                        "liquidation price",
                        "solved from the margin formula; the venue publishes no example",
                        INFERRED,
                        "articles 25944738177565, 25944826427293"),
                new Provision(
                        "procedure",
                        "small market orders many times a second until margin suffices",
                        DOCUMENTED,
                        "docs/auto-liquidation, undated"));
    }

    private static List<RuleParameter> parameters() {
        return List.of(
                new RuleParameter(
                        "slice-contracts",
                        "contracts of 10 USD",
                        "200",
                        "the later of two undated texts; larger slices push the price further",
                        PROCEDURE),
                new RuleParameter(
                        "slices-per-second",
                        "1/s",
                        "20",
                        "the later of two undated texts",
                        PROCEDURE),
                new RuleParameter(
                        "socialised-loss",
                        "text",
                        "in force",
                        "older text; present status unknown",
                        PROCEDURE),
                new RuleParameter(
                        "funding-dead-band",
                        "fraction",
                        "0.0005",
                        "older text; 0.00025 is reported later",
                        PROCEDURE),
                new RuleParameter(
                        "mark-bandwidth",
                        "fraction of index",
                        "0.005",
                        "older text; adjustable by the venue",
                        PROCEDURE),
                new RuleParameter(
                        RuleParameter.CLEARANCE_FEE_RATE,
                        "fraction of value",
                        "0.0075",
                        "bitcoin in 2022; 0.009 for ether",
                        PROCEDURE));
    }
}

package spillway.margin.rules;

import static spillway.margin.rules.Evidence.DOCUMENTED;
import static spillway.margin.rules.Evidence.EXACT;
import static spillway.margin.rules.Evidence.INFERRED;
import static spillway.margin.rules.RuleParameter.Effect.PRICE;
import static spillway.margin.rules.RuleParameter.Effect.PROCEDURE;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import spillway.margin.ClosingFee;
import spillway.margin.ContractKind;
import spillway.margin.HedgeMargin;
import spillway.margin.LiquidationTrigger;
import spillway.margin.MarginBasis;
import spillway.margin.MarginRule;
import spillway.margin.Rational;
import spillway.margin.adl.AdlPolicy;
import spillway.margin.adl.AdlPrice;
import spillway.margin.adl.AdlRanking;
import spillway.margin.liquidation.FirstOrder;
import spillway.margin.liquidation.FundRule;
import spillway.market.Venue;

/// BitMEX, historic: entry-priced maintenance, fees inside the posted margin.
///
/// Contracts: bitmex.com/app/inversePerpetualsGuide, seriesGuide/ETHUSD (whose worked example uses
/// 0.0001 where it states 0.000001). Liquidation: bitmex.com/app/liquidation, liquidationExamples.
/// ADL: bitmex.com/app/autoDeleveraging, autoDeleveragingExamples.
final class BitmexRules {
    /// The venue closed at 04:00 UTC of this day (bitmex.com/blog/bitmex-closure).
    private static final LocalDate CLOSED = LocalDate.of(2026, 9, 23);

    private BitmexRules() {}

    static List<RuleSet> ruleSets() {
        return List.of(
                new RuleSet(
                        "bitmex",
                        new Venue("bitmex"),
                        "BitMEX (historic): inverse, quanto and linear, entry-priced",
                        Set.of(ContractKind.INVERSE, ContractKind.QUANTO, ContractKind.LINEAR),
                        LocalDate.of(2016, 5, 13),
                        Optional.of(CLOSED),
                        new MarginRule(
                                MarginBasis.ENTRY_PRICE,
                                LiquidationTrigger.BELOW,
                                new ClosingFee.SetAside(Rational.of(75, 100_000)),
                                HedgeMargin.BOTH_LEGS),
                        new AdlRule(
                                new AdlPolicy.Queue(AdlRanking.BITMEX),
                                AdlPrice.BANKRUPTCY,
                                "the contract's insurance fund is used up",
                                EXACT),
                        FundRule.WHOLE_SURPLUS,
                        new FirstOrder.DownTiers(1),
                        provisions(),
                        RuleParameter.with(parameters(), "-0.00025", "0.00075")));
    }

    private static List<Provision> provisions() {
        return List.of(
                new Provision(
                        "profit",
                        "inverse n (1/entry - 1/exit); quanto (exit - entry) x multiplier x n",
                        DOCUMENTED,
                        "inversePerpetualsGuide, seriesGuide/ETHUSD"),
                new Provision(
                        "maintenance margin",
                        "computed on the entry value",
                        INFERRED,
                        "engines of this kind; the pages do not say which price"),
                new Provision(
                        "procedure",
                        "risk limit lowered, orders cancelled, then takeover at the bankruptcy price",
                        DOCUMENTED,
                        "app/liquidation"),
                new Provision(
                        "ADL",
                        "profit x leverage, by falling score; lights by cumulative quantity",
                        EXACT,
                        "BM-A-01, BM-A-02"));
    }

    private static List<RuleParameter> parameters() {
        return List.of(
                new RuleParameter(
                        RuleParameter.CLOSING_FEE_RATE,
                        "fraction of value",
                        "0.00075",
                        "taker fee of the time; set aside at the bankruptcy price",
                        PRICE),
                new RuleParameter(
                        RuleParameter.MAINTENANCE_RATE,
                        "fraction of value",
                        "0.01",
                        "used where no table is known; risk-limit steps are not published here",
                        PRICE),
                new RuleParameter(
                        RuleParameter.MAX_LEVERAGE,
                        "times",
                        "50",
                        "half of the assumed maintenance rate's inverse",
                        PRICE),
                new RuleParameter(
                        "risk-limit-steps",
                        "text",
                        "none above the base",
                        "each step raises both rates; the step table is not known; errs towards"
                                + " late liquidation of large positions",
                        PROCEDURE));
    }
}

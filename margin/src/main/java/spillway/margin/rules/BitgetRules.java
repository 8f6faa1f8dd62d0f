package spillway.margin.rules;

import static spillway.margin.rules.Evidence.DOCUMENTED;
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

/// Bitget: tier rate on the whole value, read as flat because no deduction is mentioned.
///
/// bitget.com/support/articles/360052911052 (tiers), 12560603808759 (inputs of the estimated
/// price), 12560603813276 (close-order guard of 2024-07-24: bankruptcy with a fee of 0.06 %).
final class BitgetRules {
    private BitgetRules() {}

    static List<RuleSet> ruleSets() {
        return List.of(
                new RuleSet(
                        "bitget",
                        new Venue("bitget"),
                        "Bitget: flat tiers by value, taker fee required (as we read it)",
                        Set.of(ContractKind.LINEAR, ContractKind.INVERSE),
                        LocalDate.of(2020, 1, 1),
                        Optional.empty(),
                        new MarginRule(
                                MarginBasis.MARK_PRICE,
                                LiquidationTrigger.AT_OR_BELOW,
                                new ClosingFee.Required(Rational.of(6, 10_000)),
                                HedgeMargin.LARGER_LEG),
                        new AdlRule(
                                new AdlPolicy.Queue(AdlRanking.LEVERAGED_RETURN),
                                AdlPrice.BANKRUPTCY,
                                "not published",
                                Evidence.UNKNOWN),
                        FundRule.WHOLE_SURPLUS,
                        new FirstOrder.DownTiers(2),
                        provisions(),
                        RuleParameter.with(parameters(), "0.0002", "0.0006")));
    }

    private static List<Provision> provisions() {
        return List.of(
                new Provision(
                        "maintenance margin",
                        "tier rate x value; flat, since no deduction is mentioned",
                        INFERRED,
                        "articles/360052911052"),
                new Provision(
                        "trigger",
                        "equity at or below maintenance margin, on mark price",
                        DOCUMENTED,
                        "articles/360052911052"),
                new Provision(
                        "liquidation price",
                        "(margin - s q e) / (q (m + fee - s)); the venue's formula is an image",
                        INFERRED,
                        "articles/12560603808759"),
                new Provision(
                        "prints",
                        "liquidations are not in the trade record and cannot be inferred from it",
                        DOCUMENTED,
                        "futures/introduction/liquidation-summarize"));
    }

    private static List<RuleParameter> parameters() {
        return List.of(
                new RuleParameter(
                        RuleParameter.CLOSING_FEE_RATE,
                        "fraction of value",
                        "0.0006",
                        "the fee of the close-order guard",
                        PRICE),
                new RuleParameter(
                        RuleParameter.MAINTENANCE_RATE,
                        "fraction of value",
                        "0.004",
                        "no table is known; the first tier of its peers for bitcoin; too low for"
                                + " small coins and large positions: import a table",
                        PRICE),
                new RuleParameter(
                        RuleParameter.MAX_LEVERAGE,
                        "times",
                        "125",
                        "no table is known; the first tier of its peers for bitcoin",
                        PRICE),
                new RuleParameter(
                        "adl-ranking",
                        "text",
                        "profit rate x leverage",
                        "nothing published on ranking, trigger or price",
                        PROCEDURE));
    }
}

package spillway.margin.rules;

import static spillway.margin.rules.Evidence.DOCUMENTED;
import static spillway.margin.rules.Evidence.EXACT;
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

/// OKX: flat tiers by number of contracts, taker fee inside the requirement.
///
/// Isolated linear `(margin − s·q·e) / (q·(m + fee − s))`; margin ratio `(balance + profit) /
/// (value × (m + fee))`, liquidated at 100 %: okx.com/help/introduction-to-clearing-mechanism. ADL
/// at the mark price: okx.com/help/iv-introduction-to-auto-deleveraging-adl (2024-04-04).
final class OkxRules {
    private OkxRules() {}

    static List<RuleSet> ruleSets() {
        return List.of(
                new RuleSet(
                        "okx",
                        new Venue("okx"),
                        "OKX: flat tiers in contracts, taker fee required, ADL at mark",
                        Set.of(ContractKind.LINEAR, ContractKind.INVERSE),
                        LocalDate.of(2020, 1, 1),
                        Optional.empty(),
                        new MarginRule(
                                MarginBasis.MARK_PRICE,
                                LiquidationTrigger.AT_OR_BELOW,
                                new ClosingFee.Required(Rational.of(5, 10_000)),
                                HedgeMargin.BOTH_LEGS),
                        new AdlRule(
                                new AdlPolicy.Queue(AdlRanking.LEVERAGED_RETURN),
                                AdlPrice.MARK,
                                "the fund is insufficient, or fell 30 % from its 8 h peak",
                                Evidence.UNKNOWN),
                        FundRule.WHOLE_SURPLUS,
                        new FirstOrder.DownTiers(2),
                        provisions(),
                        RuleParameter.with(parameters(), "0.0002", "0.0005")));
    }

    private static List<Provision> provisions() {
        return List.of(
                new Provision(
                        "maintenance margin",
                        "the rate of the tier of all contracts, on the whole position",
                        EXACT,
                        "okx.com/help/introduction-to-clearing-mechanism"),
                new Provision(
                        "liquidation price",
                        "isolated linear (margin - s q e) / (q (m + fee - s)); inverse likewise",
                        EXACT,
                        "OK-L-01 to OK-L-06 for linear; inverse has no published number"),
                new Provision(
                        "procedure",
                        "tier 3 and above two tiers a round; tiers 1 and 2 taken over at the"
                                + " bankruptcy price; a long and a short offset first in cross",
                        DOCUMENTED,
                        "okx.com/help/introduction-to-clearing-mechanism"),
                new Provision(
                        "ADL",
                        "matched at the mark price; no order goes to the market",
                        DOCUMENTED,
                        "okx.com/help/iv-introduction-to-auto-deleveraging-adl"));
    }

    private static List<RuleParameter> parameters() {
        return List.of(
                new RuleParameter(
                        RuleParameter.CLOSING_FEE_RATE,
                        "fraction of value",
                        "0.0005",
                        "taker fee of a plain account; a lower fee tier liquidates later",
                        PRICE),
                new RuleParameter(
                        RuleParameter.HEDGE_MARGIN,
                        RuleParameter.BOTH_LEGS + " or " + RuleParameter.LARGER_LEG,
                        RuleParameter.BOTH_LEGS,
                        "the legs are offset before they are liquidated; whether margin is asked on"
                                + " both until then is not published; errs towards early"
                                + " liquidation of a hedge",
                        PRICE),
                new RuleParameter(
                        "early-liquidation",
                        "text",
                        "never",
                        "a forced liquidation ahead of the normal point exists; its conditions are"
                                + " only partly published; the default liquidates late",
                        PROCEDURE),
                new RuleParameter(
                        "adl-ranking",
                        "text",
                        "profit rate x leverage",
                        "named in words, without a formula",
                        PROCEDURE),
                new RuleParameter(
                        "mark-window-s",
                        "s",
                        "60",
                        "moving average of the basis, window not published",
                        PROCEDURE),
                new RuleParameter(
                        "funding-caps",
                        "text",
                        "BTC 0.375 %, large 0.75 %, others 1.5 %",
                        "text of 2024-01; the feed carries present caps and method",
                        PROCEDURE));
    }
}

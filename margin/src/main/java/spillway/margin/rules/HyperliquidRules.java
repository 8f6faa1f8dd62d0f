package spillway.margin.rules;

import static spillway.margin.rules.Evidence.DOCUMENTED;
import static spillway.margin.rules.Evidence.EXACT;
import static spillway.margin.rules.RuleParameter.Effect.PROCEDURE;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import spillway.margin.ContractKind;
import spillway.margin.MarginRule;
import spillway.margin.adl.AdlPolicy;
import spillway.margin.adl.AdlPrice;
import spillway.margin.adl.AdlRanking;
import spillway.margin.liquidation.Chunking;
import spillway.margin.liquidation.FirstOrder;
import spillway.margin.liquidation.FundRule;
import spillway.market.Venue;

/// Hyperliquid: maintenance is half of initial margin at the tier's highest leverage.
///
/// `liq = price − side × margin_available / size / (1 − l × side)`, `l = 1 / (2 × max leverage)`:
/// hyperliquid.gitbook.io trading/liquidations, margin-tiers, auto-deleveraging.
final class HyperliquidRules {
    private HyperliquidRules() {}

    static List<RuleSet> ruleSets() {
        return List.of(
                new RuleSet(
                        "hyperliquid",
                        new Venue("hyperliquid"),
                        "Hyperliquid: marginal tiers, half of initial margin, no closing fee",
                        Set.of(ContractKind.LINEAR),
                        LocalDate.of(2023, 1, 1),
                        Optional.empty(),
                        MarginRule.MARK_PRICED,
                        new AdlRule(
                                new AdlPolicy.Queue(AdlRanking.HYPERLIQUID),
                                AdlPrice.PREVIOUS_MARK,
                                "account value, or isolated value, below zero",
                                EXACT),
                        FundRule.NOTHING,
                        new FirstOrder.Chunk(Chunking.MAINNET),
                        provisions(),
                        RuleParameter.with(parameters(), "0.00015", "0.00045")));
    }

    private static List<Provision> provisions() {
        return List.of(
                new Provision(
                        "maintenance margin",
                        "notional / (2 x max leverage) - deduction; marginal tiers",
                        EXACT,
                        "trading/margin-tiers, HL-T-01"),
                new Provision(
                        "liquidation price",
                        "price - side x margin available / size / (1 - l x side)",
                        EXACT,
                        "HL-L-01, HL-L-02"),
                new Provision(
                        "procedure",
                        "market orders, 20 % at a time above 100,000 USDC, all of it in the 30 s"
                                + " after a partial one; below two thirds of maintenance the backstop"
                                + " vault takes everything and keeps the margin",
                        DOCUMENTED,
                        "trading/liquidations"),
                new Provision(
                        "ADL",
                        "(mark / entry) x (notional / account value) for longs, at the previous mark",
                        EXACT,
                        "HL-A-01"));
    }

    private static List<RuleParameter> parameters() {
        return List.of(
                new RuleParameter(
                        "adl-short-index",
                        "text",
                        "entry / mark",
                        "the page spells out longs only; the inverse is the only sensible reading",
                        PROCEDURE),
                new RuleParameter(
                        "funding-cap-per-hour", "fraction", "0.04", "second-hand", PROCEDURE));
    }
}

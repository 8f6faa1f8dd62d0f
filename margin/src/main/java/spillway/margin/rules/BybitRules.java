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

/// Bybit under its two margin rules and two insurance-pool systems.
///
/// Entry-priced, isolated: linear `entry ∓ (IM − MM)/size ∓ extra/size` (help page
/// Liquidation-Price-USDT-Contract); inverse `qty / (PV ± (IM − MM))`, IM without the closing fee,
/// rounded up to the tick for longs (bybit-exchange/docs `docs/v5/position/manual-add-margin.mdx`).
/// Mark-priced: inverse `size × (1 + m) / (size/entry + IM + extra/(1 + fee) + deduction)` (help
/// page Liquidation-Price-Calculation-under-Isolated-Mode, 2026-05-27); linear by the same rule.
/// Pools and triggers: `docs/v5/market/adl-alert.mdx`.
final class BybitRules {
    private static final Venue BYBIT = new Venue("bybit");

    /// The help page announces the change during 2025 without a day, and it was rolled out by type
    /// of account; the middle of the year is assumed.
    private static final LocalDate MARK_PRICED = LocalDate.of(2025, 7, 1);

    private static final LocalDate POOLED = LocalDate.of(2025, 12, 19);

    private static final MarginRule RULE =
            new MarginRule(
                    MarginBasis.MARK_PRICE,
                    LiquidationTrigger.AT_OR_BELOW,
                    new ClosingFee.SetAside(Rational.of(55, 100_000)),
                    HedgeMargin.BOTH_LEGS);

    private static final Provision TIERS =
            new Provision(
                    "maintenance margin",
                    "value x m - deduction; marginal tiers",
                    EXACT,
                    "all 30 BTCPERP tiers of 2025-12-29 follow the recursion");

    private static final Provision ROUNDING =
            new Provision(
                    "rounding",
                    "liquidation and bankruptcy prices go to the tick away from the trader",
                    EXACT,
                    "BY-I-01, BY-I-02, BY-I-03");

    private static final Provision CROSS =
            new Provision(
                    "cross",
                    "liquidated by the account's margin rate; the price of a cross position is an"
                            + " estimate, as the venue says itself",
                    DOCUMENTED,
                    "docs/v5/position/position.mdx");

    private static final RuleParameter FEE =
            new RuleParameter(
                    RuleParameter.CLOSING_FEE_RATE,
                    "fraction of value",
                    "0.00055",
                    "taker fee of a plain account, set aside at the bankruptcy price; a lower fee"
                            + " tier moves the liquidation price away when margin is given as posted",
                    PRICE);

    private static final RuleParameter RANKING =
            new RuleParameter(
                    "adl-ranking",
                    "text",
                    "profit rate x effective leverage",
                    "older text; the present formula is not published",
                    PROCEDURE);

    private static final RuleParameter SWITCH =
            new RuleParameter(
                    RuleParameter.MARK_PRICED_FROM,
                    "date",
                    MARK_PRICED.toString(),
                    "the page says 2025, by type of account; set the day, or name the rule set",
                    PRICE);

    private BybitRules() {}

    static List<RuleSet> ruleSets() {
        return List.of(
                set(
                        "bybit-entry-priced",
                        "Bybit before the margin change: maintenance on the entry price",
                        LocalDate.of(2019, 10, 1),
                        Optional.of(MARK_PRICED),
                        RULE.with(MarginBasis.ENTRY_PRICE),
                        "the contract's own fund is empty",
                        entryPriced()),
                set(
                        "bybit-mark-priced",
                        "Bybit after the margin change, own fund for each contract",
                        MARK_PRICED,
                        Optional.of(POOLED),
                        RULE,
                        "the symbol has lost the whole 8 h peak of its fund (text of 2025-11-05)",
                        markPriced()),
                set(
                        "bybit-mark-priced-pools",
                        "Bybit after the margin change, grouped insurance pools",
                        POOLED,
                        Optional.empty(),
                        RULE,
                        "8 h drawdown of the symbol at or below -30 % of the pool's peak, until"
                                + " -25 %; or the pool is empty",
                        markPriced()));
    }

    private static List<Provision> entryPriced() {
        return List.of(
                TIERS,
                ROUNDING,
                CROSS,
                new Provision(
                        "liquidation price",
                        "linear entry -/+ (IM - MM + extra)/size; inverse qty/(PV +/- (IM - MM)), IM"
                                + " without the closing fee that the API's positionIM contains",
                        EXACT,
                        "BY-L-01, BY-I-01"));
    }

    private static List<Provision> markPriced() {
        return List.of(
                TIERS,
                ROUNDING,
                CROSS,
                new Provision(
                        "liquidation price, inverse",
                        "size x (1 + m) / (size/entry + IM + extra/(1 + fee) + deduction)",
                        DOCUMENTED,
                        "Liquidation-Price-Calculation-under-Isolated-Mode, 2026-05-27"),
                new Provision(
                        "liquidation price, linear",
                        "(entry x q - IM - extra - deduction) / (q x (1 - m)) and its mirror image",
                        INFERRED,
                        "the inverse rule of the same page"));
    }

    private static RuleSet set(
            String id,
            String title,
            LocalDate from,
            Optional<LocalDate> until,
            MarginRule rule,
            String adlTrigger,
            List<Provision> provisions) {
        return new RuleSet(
                id,
                BYBIT,
                title,
                Set.of(ContractKind.LINEAR, ContractKind.INVERSE),
                from,
                until,
                rule,
                new AdlRule(
                        new AdlPolicy.Queue(AdlRanking.LEVERAGED_RETURN),
                        AdlPrice.BANKRUPTCY,
                        adlTrigger,
                        Evidence.UNKNOWN),
                FundRule.WHOLE_SURPLUS,
                new FirstOrder.DownTiers(1),
                provisions,
                RuleParameter.with(List.of(FEE, SWITCH, RANKING), "0.0002", "0.00055"));
    }
}

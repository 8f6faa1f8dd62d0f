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
import spillway.margin.liquidation.FirstOrder;
import spillway.margin.liquidation.FundRule;
import spillway.market.Venue;

/// Binance USD-M (linear) and COIN-M (inverse).
///
/// Maintenance margin `notional × m − c` and liquidation price `(WB − TMM + UPNL + c − s·q·e) /
/// (q·m − s·q)`, with the tier taken at the liquidation price: binance.com/en/support
/// faq/b3c689c1f50a44cabb3a84e663b81d93, faq/ceccfcfb4e3a45e3b48b0b1bb1a8ae46. COIN-M is the
/// inverse form with `c` in coin. Protocol: faq/binance-futures-liquidation-protocols-360033525271
/// (2024-05-29). ADL: faq/360033525471.
final class BinanceRules {
    private static final AdlRule ADL =
            new AdlRule(
                    new AdlPolicy.Queue(AdlRanking.BINANCE),
                    AdlPrice.BANKRUPTCY,
                    "the insurance fund cannot take the position over",
                    EXACT);

    private static final List<Provision> COMMON =
            List.of(
                    new Provision(
                            "liquidation price",
                            "equity = maintenance margin at the mark price, no fee term; the tier is"
                                    + " the one at the liquidation price",
                            EXACT,
                            "faq/b3c689c1f50a44cabb3a84e663b81d93"),
                    new Provision(
                            "trigger",
                            "collateral below maintenance margin, on mark price",
                            DOCUMENTED,
                            "faq/binance-futures-liquidation-protocols-360033525271"),
                    new Provision(
                            "procedure",
                            "all open orders cancelled; one large IOC order at the bankruptcy price;"
                                    + " takeover by the insurance fund",
                            DOCUMENTED,
                            "faq/binance-futures-liquidation-protocols-360033525271"),
                    new Provision(
                            "ADL",
                            "max(0, profit) / max(1, wallet) x maintenance / (wallet + profit), filled"
                                    + " at the bankruptcy price without fee",
                            EXACT,
                            "faq/360033525471"));

    private static final List<RuleParameter> UNKNOWN =
            List.of(
                    new RuleParameter(
                            RuleParameter.CLEARANCE_FEE_RATE,
                            "fraction of value liquidated",
                            "0.003",
                            "text of 2019-2020 for BTCUSDT; present rates are per symbol in the"
                                    + " instrument list; a higher rate feeds the fund faster",
                            PROCEDURE),
                    new RuleParameter(
                            "first-order-size",
                            "text",
                            "least lots that make the rest compliant",
                            "the venue gives no formula; errs towards small orders",
                            PROCEDURE),
                    new RuleParameter(
                            "mark-window-s",
                            "s",
                            "30",
                            "USD-M descriptions range from 30 s to 5 min; COIN-M documents 150 s;"
                                    + " a longer window lags more in a fall",
                            PROCEDURE),
                    new RuleParameter(
                            "fund-topology",
                            "text",
                            "BTCUSDT and ETHUSDT own funds, others share one",
                            "text of 2019-2020; present topology unknown",
                            PROCEDURE),
                    new RuleParameter(
                            "funding-cap",
                            "text",
                            "the maintenance rate of the first tier, either way",
                            "second-hand; caps and intervals are per symbol in the funding list",
                            PROCEDURE));

    private BinanceRules() {}

    static List<RuleSet> ruleSets() {
        return List.of(
                set(
                        "binance-usdm",
                        "binance-usdm",
                        "Binance USD-M: marginal tiers in quote, mark-priced",
                        ContractKind.LINEAR,
                        LocalDate.of(2019, 9, 1)),
                set(
                        "binance-coinm",
                        "binance-coinm",
                        "Binance COIN-M: marginal tiers in coin, mark-priced",
                        ContractKind.INVERSE,
                        LocalDate.of(2020, 6, 1)));
    }

    private static RuleSet set(
            String id, String venue, String title, ContractKind kind, LocalDate from) {
        return new RuleSet(
                id,
                new Venue(venue),
                title,
                Set.of(kind),
                from,
                Optional.empty(),
                MarginRule.MARK_PRICED,
                ADL,
                FundRule.FEE_UP_TO_SURPLUS,
                new FirstOrder.LeastCompliant(),
                COMMON,
                RuleParameter.with(UNKNOWN, "0.0002", "0.0005"));
    }
}

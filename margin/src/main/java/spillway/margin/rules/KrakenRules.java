package spillway.margin.rules;

import static spillway.margin.rules.Evidence.DOCUMENTED;
import static spillway.margin.rules.Evidence.EXACT;
import static spillway.margin.rules.RuleParameter.Effect.PRICE;
import static spillway.margin.rules.RuleParameter.Effect.PROCEDURE;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import spillway.margin.ContractKind;
import spillway.margin.HedgeMargin;
import spillway.margin.MarginRule;
import spillway.margin.adl.AdlPolicy;
import spillway.margin.adl.AdlPrice;
import spillway.margin.adl.AdlRanking;
import spillway.margin.liquidation.FirstOrder;
import spillway.margin.liquidation.FundRule;
import spillway.market.Venue;

/// Kraken Futures: mark-priced maintenance, whole liquidation until 2026-03-26.
///
/// support.kraken.com/articles/360022835671 (Equity Protection Process): its worked example comes
/// out only with 1 % of the mark value, not with the fixed amount printed beside it. Netting and
/// haircuts: hc/articles/4844463246100.
final class KrakenRules {
    private static final Venue KRAKEN = new Venue("kraken-futures");
    private static final LocalDate PARTIAL = LocalDate.of(2026, 3, 26);

    private KrakenRules() {}

    static List<RuleSet> ruleSets() {
        var before = parameters();
        var after = new ArrayList<>(before);
        after.add(
                new RuleParameter(
                        "partial-size",
                        "text",
                        "whole position",
                        "partial liquidation went live without published details or fee",
                        PROCEDURE));
        return List.of(
                set(
                        "kraken-futures",
                        "Kraken Futures: mark-priced, whole liquidation",
                        LocalDate.of(2019, 1, 1),
                        Optional.of(PARTIAL),
                        before),
                set(
                        "kraken-futures-partial",
                        "Kraken Futures since partial liquidation",
                        PARTIAL,
                        Optional.empty(),
                        after));
    }

    private static RuleSet set(
            String id,
            String title,
            LocalDate from,
            Optional<LocalDate> until,
            List<RuleParameter> parameters) {
        return new RuleSet(
                id,
                KRAKEN,
                title,
                Set.of(ContractKind.LINEAR, ContractKind.INVERSE),
                from,
                until,
                MarginRule.MARK_PRICED.with(HedgeMargin.LARGER_LEG),
                new AdlRule(
                        new AdlPolicy.Queue(AdlRanking.LEVERAGED_RETURN),
                        AdlPrice.BANKRUPTCY,
                        "unfilled at the bankruptcy price and not assigned to liquidity providers",
                        Evidence.UNKNOWN),
                FundRule.NOTHING,
                new FirstOrder.Whole(),
                provisions(),
                RuleParameter.with(parameters, "0.0002", "0.0005"));
    }

    private static List<Provision> provisions() {
        return List.of(
                new Provision(
                        "liquidation price, inverse",
                        "Q (s + m) / (C + s Q / e), m on the mark value",
                        EXACT,
                        "KR-I-01"),
                new Provision(
                        "procedure",
                        "IOC at the bankruptcy price, the trader keeps the rest; assignment to"
                                + " liquidity providers; then unwind",
                        DOCUMENTED,
                        "articles/360022835671"));
    }

    private static List<RuleParameter> parameters() {
        return List.of(
                new RuleParameter(
                        RuleParameter.MAINTENANCE_RATE,
                        "fraction of value",
                        "0.01",
                        "the venue's worked example; levels are per contract in the instrument list",
                        PRICE),
                new RuleParameter(
                        RuleParameter.MAX_LEVERAGE,
                        "times",
                        "50",
                        "initial margin of 2 % in the worked example",
                        PRICE),
                new RuleParameter(
                        "unwind-ranking",
                        "text",
                        "profit rate x leverage",
                        "an unwind queue exists; its formula is not published",
                        PROCEDURE));
    }
}

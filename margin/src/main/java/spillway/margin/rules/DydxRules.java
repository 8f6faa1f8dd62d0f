package spillway.margin.rules;

import static spillway.margin.rules.Evidence.EXACT;
import static spillway.margin.rules.RuleParameter.Effect.PRICE;
import static spillway.margin.rules.RuleParameter.Effect.PROCEDURE;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import spillway.margin.ContractKind;
import spillway.margin.MarginRule;
import spillway.margin.adl.AdlPolicy;
import spillway.margin.adl.AdlPrice;
import spillway.margin.liquidation.BlockLimits;
import spillway.margin.liquidation.FirstOrder;
import spillway.margin.liquidation.FundRule;
import spillway.market.Venue;

/// dYdX v4, read from its source: dydxprotocol/v4-chain, main branch of 2026-03-04,
/// `protocol/x/clob/keeper/liquidations.go`, `deleveraging.go`,
/// `x/perpetuals/types/liquidity_tier.go`.
final class DydxRules {
    /// Subaccounts that one deleveraging examines at most.
    private static final int EXAMINED = 500;

    private DydxRules() {}

    static List<RuleSet> ruleSets() {
        return List.of(
                new RuleSet(
                        "dydx-v4",
                        new Venue("dydx-v4"),
                        "dYdX v4: flat maintenance, initial margin scaled by open interest",
                        Set.of(ContractKind.LINEAR),
                        LocalDate.of(2023, 10, 26),
                        Optional.empty(),
                        MarginRule.MARK_PRICED,
                        new AdlRule(
                                new AdlPolicy.RandomStart(0, EXAMINED),
                                AdlPrice.BANKRUPTCY,
                                "net collateral below zero and the fund cannot pay",
                                EXACT),
                        FundRule.FEE_UP_TO_SURPLUS,
                        new FirstOrder.PerBlock(BlockLimits.GENESIS),
                        provisions(),
                        RuleParameter.with(parameters(), "0.0001", "0.0005")));
    }

    private static List<Provision> provisions() {
        return List.of(
                new Provision(
                        "maintenance margin",
                        "initial fraction x maintenance fraction of notional, at the oracle price",
                        EXACT,
                        "liquidity_tier.go"),
                new Provision(
                        "initial margin",
                        "min(1, IMF + max(0, (OI - lower) / (upper - lower)) x (1 - IMF))",
                        EXACT,
                        "DX-M-01"),
                new Provision(
                        "bankruptcy price",
                        "-DNNV - TNC x |DMMR| / TMMR, up to the quantum",
                        EXACT,
                        "DX-B-01 to DX-B-10"),
                new Provision(
                        "fillable price",
                        "(PNNV - ABR x SMMR x PMMR) / PS",
                        EXACT,
                        "DX-F-01 to DX-F-10"),
                new Provision(
                        "deleveraging",
                        "from a random start, up to 500 examined, at the bankruptcy price; no ranking",
                        EXACT,
                        "deleveraging.go"));
    }

    private static List<RuleParameter> parameters() {
        return List.of(
                new RuleParameter(
                        RuleParameter.OPEN_INTEREST_SCALE,
                        "0 to 1",
                        "0",
                        "how far the market's open interest lies between its lower and upper cap;"
                                + " zero asks the least initial margin",
                        PRICE),
                new RuleParameter(
                        "liquidity-tiers",
                        "text",
                        "genesis of the main network, software defaults of 2026-03-04 from then on",
                        "live values are set by governance; query them",
                        PRICE),
                new RuleParameter(
                        RuleParameter.CLEARANCE_FEE_RATE,
                        "fraction of value",
                        "0.015",
                        "the largest; at most what is left over bankruptcy is taken",
                        PROCEDURE),
                new RuleParameter(
                        "random-start-seed",
                        "number",
                        "0",
                        "the chain's own generator is not reproduced",
                        PROCEDURE));
    }
}

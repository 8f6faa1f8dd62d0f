package spillway.margin.statement;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import spillway.margin.ContractTerms;
import spillway.margin.rules.Provision;
import spillway.margin.rules.RuleSet;
import spillway.margin.tiers.TierRow;
import spillway.margin.tiers.TierTable;

/// What one position needs and where it ends. Money in the settlement currency; unrounded prices to
/// ten decimals, half-even.
///
/// @param request what was asked
/// @param ruleSet rules that answered
/// @param table tiers that answered; empty where a rate was assumed
/// @param contract units
/// @param entryValue value of the position at entry
/// @param initialMargin required to open it
/// @param collateral that backs it: posted margin, or what the account leaves for it
/// @param closingFee set aside from the collateral, or required on top of maintenance at the mark
/// @param maintenanceMargin at the mark price, rounded up
/// @param equity at the mark price
/// @param state whether it would be liquidated at the mark price
/// @param tier at entry; empty on a continuous scale or an assumed rate
/// @param tierAtLiquidation at the liquidation price, likewise
/// @param liquidationPrice unrounded; empty where no price liquidates the position
/// @param liquidationPriceOnTick the same on the venue's tick, away from the trader
/// @param firstLiquidatedPrice first tick from the mark price at which it is liquidated; empty for
///   a hedge too
/// @param oppositeLiquidationPrice of a hedge, on the other side of the mark price
/// @param bankruptcyPrice unrounded, where nothing is left after the closing fee
/// @param bankruptcyPriceOnTick the same on the venue's tick
/// @param exact rules behind the answer that are documented
/// @param assumed rules and values behind it that are not
public record MarginStatement(
        MarginRequest request,
        RuleSet ruleSet,
        Optional<TierTable> table,
        ContractTerms contract,
        BigDecimal entryValue,
        BigDecimal initialMargin,
        BigDecimal collateral,
        BigDecimal closingFee,
        BigDecimal maintenanceMargin,
        BigDecimal equity,
        PositionState state,
        Optional<TierRow> tier,
        Optional<TierRow> tierAtLiquidation,
        Optional<BigDecimal> liquidationPrice,
        Optional<BigDecimal> liquidationPriceOnTick,
        Optional<BigDecimal> firstLiquidatedPrice,
        Optional<BigDecimal> oppositeLiquidationPrice,
        Optional<BigDecimal> bankruptcyPrice,
        Optional<BigDecimal> bankruptcyPriceOnTick,
        List<Provision> exact,
        List<Assumption> assumed)
        implements MarginResult {
    /// Whether a position stands.
    public enum PositionState {
        OPEN,
        LIQUIDATED
    }

    public MarginStatement {
        exact = List.copyOf(exact);
        assumed = List.copyOf(assumed);
    }
}

package spillway.exchange.venue;

import java.util.List;
import java.util.OptionalLong;
import spillway.exchange.account.Accounts;
import spillway.exchange.account.Suspects;
import spillway.margin.ContractTerms;
import spillway.margin.Leg;
import spillway.margin.MarginTerms;
import spillway.margin.Rational;
import spillway.margin.liquidation.BlockLimits;
import spillway.margin.liquidation.Chunking;
import spillway.margin.liquidation.FirstOrder;
import spillway.margin.liquidation.LeastCompliant;
import spillway.margin.liquidation.StepDown;
import spillway.margin.tiers.TierRow;
import spillway.margin.tiers.TierScale;
import spillway.margin.tiers.TierTable;
import spillway.market.PositionSide;

/// How many lots a liquidation order closes, by the venue's rule.
final class OrderSizing {
    private static final long NS_PER_SECOND = 1_000_000_000;
    private static final long PPB_PER_PPM = 1_000;

    private final Accounts accounts;
    private final FirstOrder rule;
    private final long feePpb;

    OrderSizing(Accounts accounts, FirstOrder rule, long feePpb) {
        this.accounts = accounts;
        this.rule = rule;
        this.feePpb = feePpb;
    }

    /// Lots to close, at least 1. All of them where the rule has no smaller step.
    ///
    /// @param unit the instrument of an isolated position, or [Suspects#CROSS]
    /// @param sincePartialNs since the account's last partial liquidation; [Long#MAX_VALUE] if none
    long lots(int account, int unit, int instrument, long sincePartialNs) {
        long all = Math.abs(accounts.lots(account, instrument));
        long lots =
                switch (rule) {
                    case FirstOrder.Whole _ -> all;
                    case FirstOrder.DownTiers(int tiers) ->
                            downTiers(account, instrument, all, tiers);
                    case FirstOrder.LeastCompliant _ -> leastCompliant(account, unit, instrument);
                    case FirstOrder.Chunk(Chunking chunking) ->
                            chunk(account, instrument, all, chunking, sincePartialNs);
                    case FirstOrder.PerBlock(BlockLimits limits) ->
                            perBlock(account, instrument, all, limits);
                    case FirstOrder.Slices(long slice) -> slice;
                };
        return Math.clamp(lots, 1, all);
    }

    /// Whether the rule takes a position over, rather than order, when it has no smaller step.
    boolean takesOverWhole() {
        return rule instanceof FirstOrder.DownTiers;
    }

    private long downTiers(int account, int instrument, long all, int tiers) {
        TierTable table = accounts.terms(instrument).tiers().orElse(null);
        if (table == null) {
            return all;
        }
        List<TierRow> rows =
                switch (table.scale()) {
                    case TierScale.Marginal(List<TierRow> marginal) -> marginal;
                    case TierScale.Flat(List<TierRow> flat) -> flat;
                    case TierScale.Continuous _ -> List.of();
                };
        if (rows.isEmpty()) {
            return all;
        }
        ContractTerms contract = accounts.margin(instrument).contract();
        Rational size = table.sizeOf(contract, all, accounts.value(account, instrument));
        return StepDown.byTiers(rows, size, tiers).times(all).dividedBy(size).ceiling();
    }

    private long leastCompliant(int account, int unit, int instrument) {
        MarginTerms terms = accounts.margin(instrument);
        long signed = accounts.lots(account, instrument);
        PositionSide side = signed > 0 ? PositionSide.LONG : PositionSide.SHORT;
        var leg = new Leg(side, Math.abs(signed), accounts.entryValue(account, instrument));
        long backing =
                unit == Suspects.CROSS
                        ? accounts.crossEquity(account)
                                - accounts.profit(account, instrument)
                                - accounts.crossRequirement(account)
                                + accounts.requirement(account, instrument)
                        : accounts.isolatedBacking(account, instrument);
        return LeastCompliant.lots(
                terms, leg, backing, accounts.mark(instrument), Math.ceilDiv(feePpb, PPB_PER_PPM));
    }

    private long chunk(
            int account, int instrument, long all, Chunking chunking, long sincePartialNs) {
        ContractTerms contract = accounts.margin(instrument).contract();
        Rational priceOfLot =
                contract.money(accounts.value(account, instrument)).dividedBy(Rational.of(all));
        OptionalLong seconds =
                sincePartialNs == Long.MAX_VALUE
                        ? OptionalLong.empty()
                        : OptionalLong.of(sincePartialNs / NS_PER_SECOND);
        return chunking.orderSize(Rational.of(all), priceOfLot, seconds).ceiling();
    }

    private long perBlock(int account, int instrument, long all, BlockLimits limits) {
        ContractTerms contract = accounts.margin(instrument).contract();
        Rational value = contract.money(accounts.value(account, instrument));
        return limits.valueToLiquidate(value, Rational.ZERO).times(all).dividedBy(value).ceiling();
    }
}

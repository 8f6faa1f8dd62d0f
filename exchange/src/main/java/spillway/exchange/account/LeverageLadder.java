package spillway.exchange.account;

import java.util.List;
import spillway.margin.ContractTerms;
import spillway.margin.Rational;
import spillway.margin.tiers.TierRow;
import spillway.margin.tiers.TierScale;
import spillway.margin.tiers.TierTable;
import spillway.margin.tiers.TierUnit;

/// The highest leverage at each size of position, and the largest position that there may be.
public final class LeverageLadder {
    private final boolean byLots;
    private final long[] floors;
    private final int[] highest;
    private final long cap;

    private LeverageLadder(boolean byLots, long[] floors, int[] highest, long cap) {
        this.byLots = byLots;
        this.floors = floors;
        this.highest = highest;
        this.cap = cap;
    }

    /// One leverage for every size.
    public static LeverageLadder flat(int highest) {
        return new LeverageLadder(false, new long[1], new int[] {highest}, Long.MAX_VALUE);
    }

    /// The ladder of a tier table; fractions of a leverage are dropped, since accounts choose whole
    /// ones. A continuous scale has one step, from its initial margin at size zero.
    public static LeverageLadder of(TierTable table, ContractTerms contract) {
        return switch (table.scale()) {
            case TierScale.Marginal(List<TierRow> rows) -> of(table, contract, rows);
            case TierScale.Flat(List<TierRow> rows) -> of(table, contract, rows);
            case TierScale.Continuous line ->
                    flat((int) Rational.ONE.dividedBy(line.initialBase()).floor());
        };
    }

    private static LeverageLadder of(TierTable table, ContractTerms contract, List<TierRow> all) {
        List<TierRow> rows = all.stream().filter(row -> !row.isEmpty()).toList();
        boolean byLots = table.unit() == TierUnit.CONTRACTS;
        long[] floors =
                rows.stream().mapToLong(row -> size(row.floor(), contract, byLots)).toArray();
        int[] highest =
                rows.stream()
                        .mapToInt(row -> (int) Math.max(1, row.maxLeverage().floor()))
                        .toArray();
        long cap =
                rows.getLast()
                        .cap()
                        .map(last -> size(last, contract, byLots))
                        .orElse(Long.MAX_VALUE);
        return new LeverageLadder(byLots, floors, highest, cap);
    }

    private static long size(Rational size, ContractTerms contract, boolean byLots) {
        return byLots
                ? size.dividedBy(Rational.of(contract.lot())).floor()
                : contract.unitsOf(size).floor();
    }

    /// The highest leverage of a position, 0 where it is larger than any may be.
    public int highest(long lots, long value) {
        long size = byLots ? lots : value;
        if (size > cap) {
            return 0;
        }
        int at = 0;
        while (at + 1 < floors.length && size > floors[at + 1]) {
            at++;
        }
        return highest[at];
    }
}

package spillway.margin.tiers;

import java.time.LocalDate;
import java.util.List;
import spillway.margin.ContinuousMargin;
import spillway.margin.ContractTerms;
import spillway.margin.FlatTiers;
import spillway.margin.MarginalTiers;
import spillway.margin.Rational;
import spillway.margin.TierMeasure;
import spillway.margin.TierSchedule;
import spillway.margin.TierStep;
import spillway.market.Venue;

/// The tiers of one instrument as seen on one date.
///
/// @param venue who set it
/// @param symbol the venue's own symbol
/// @param seen date at which it was in force
/// @param unit what floors and caps are counted in; coins for a continuous scale
/// @param source where it was read
/// @param scale the tiers
public record TierTable(
        Venue venue, String symbol, LocalDate seen, TierUnit unit, String source, TierScale scale) {
    /// The maintenance margin of this table in the units of `contract`.
    ///
    /// @throws IllegalArgumentException if a floor is not a whole number of money units or lots
    public TierSchedule schedule(ContractTerms contract) {
        return switch (scale) {
            case TierScale.Marginal(List<TierRow> rows) -> MarginalTiers.of(steps(contract, rows));
            case TierScale.Flat(List<TierRow> rows) ->
                    FlatTiers.of(
                            unit == TierUnit.CONTRACTS ? TierMeasure.LOTS : TierMeasure.VALUE,
                            steps(contract, rows));
            case TierScale.Continuous line -> line(contract, line.maintenanceBase(), line);
        };
    }

    /// The initial margin of a continuous scale in the units of `contract`.
    public static TierSchedule initialSchedule(ContractTerms contract, TierScale.Continuous line) {
        return line(contract, line.initialBase(), line);
    }

    private static TierSchedule line(
            ContractTerms contract, Rational base, TierScale.Continuous line) {
        if (contract.isInverse()) {
            Rational perMoneyUnit = line.slopePerCoin().times(contract.money(1));
            return ContinuousMargin.of(TierMeasure.VALUE, base, perMoneyUnit);
        }
        Rational coinsPerLot =
                Rational.of(contract.contractSize()).times(Rational.of(contract.lot()));
        return ContinuousMargin.of(TierMeasure.LOTS, base, line.slopePerCoin().times(coinsPerLot));
    }

    private List<TierStep> steps(ContractTerms contract, List<TierRow> rows) {
        return rows.stream().filter(row -> !row.isEmpty()).map(row -> step(contract, row)).toList();
    }

    private TierStep step(ContractTerms contract, TierRow row) {
        Rational floor =
                unit == TierUnit.CONTRACTS
                        ? row.floor().dividedBy(Rational.of(contract.lot()))
                        : contract.unitsOf(row.floor());
        if (!floor.isWhole()) {
            throw new IllegalArgumentException(
                    this
                            + ": the floor of tier "
                            + row.number()
                            + " must be a whole number of "
                            + (unit == TierUnit.CONTRACTS ? "lots" : "money units")
                            + ", was "
                            + row.floor());
        }
        return new TierStep(
                floor.toLongExact(), row.maintenanceRate(), contract.unitsOf(row.deduction()));
    }

    /// The size of a position in this table's unit.
    ///
    /// @param lots its size
    /// @param value its value in money units
    public Rational sizeOf(ContractTerms contract, long lots, long value) {
        return unit == TierUnit.CONTRACTS
                ? Rational.of(contract.lot()).times(lots)
                : contract.money(value);
    }

    /// `binance-usdm BTCUSDT as of 2026-01-29`.
    @Override
    public String toString() {
        return venue + " " + symbol + " as of " + seen;
    }
}

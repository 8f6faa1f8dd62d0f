package spillway.margin;

import java.util.List;
import java.util.Optional;
import spillway.margin.tiers.TierRow;
import spillway.margin.tiers.TierScale;
import spillway.margin.tiers.TierTable;
import spillway.market.PositionSide;

/// The slow, obvious twin of [MarginTerms]: fractions only, in price and money as people write
/// them, margin of marginal tiers as the sum over brackets instead of by deduction.
final class SlowMargin {
    private final ContractTerms contract;
    private final Optional<TierTable> table;
    private final Rational fallbackRate;
    private final MarginRule rule;

    SlowMargin(
            ContractTerms contract,
            Optional<TierTable> table,
            Rational fallbackRate,
            MarginRule rule) {
        this.contract = contract;
        this.table = table;
        this.fallbackRate = fallbackRate;
        this.rule = rule;
    }

    private Rational size(Leg leg) {
        return Rational.of(contract.lot())
                .times(Rational.of(contract.contractSize()))
                .times(leg.lots());
    }

    Rational value(Leg leg, Rational price) {
        return contract.kind() == ContractKind.INVERSE
                ? size(leg).dividedBy(price)
                : size(leg).times(price);
    }

    /// Collateral in money, entry value as the position has it.
    Rational equity(Leg leg, Rational collateral, Rational price) {
        Rational entry = contract.money(leg.entryValue());
        Rational now = value(leg, price);
        Rational rise =
                contract.kind() == ContractKind.INVERSE ? entry.minus(now) : now.minus(entry);
        return collateral.plus(leg.side() == PositionSide.LONG ? rise : rise.negated());
    }

    Rational requirement(Leg leg, Rational price) {
        Rational value =
                rule.basis() == MarginBasis.ENTRY_PRICE
                        ? contract.money(leg.entryValue())
                        : value(leg, price);
        Rational fee =
                rule.closingFee() instanceof ClosingFee.Required(Rational rate)
                        ? value.times(rate)
                        : Rational.ZERO;
        return maintenance(leg, value).plus(fee);
    }

    private Rational maintenance(Leg leg, Rational value) {
        if (table.isEmpty()) {
            return value.times(fallbackRate);
        }
        return switch (table.get().scale()) {
            case TierScale.Marginal(List<TierRow> rows) -> brackets(rows, value);
            case TierScale.Flat(List<TierRow> rows) -> {
                Rational measured =
                        switch (table.get().unit()) {
                            case CONTRACTS -> Rational.of(contract.lot()).times(leg.lots());
                            case QUOTE, COIN -> value;
                        };
                TierRow row = rows.getFirst();
                for (TierRow next : rows) {
                    row = measured.compareTo(next.floor()) > 0 ? next : row;
                }
                yield value.times(row.maintenanceRate());
            }
            case TierScale.Continuous line -> {
                Rational coins = contract.isInverse() ? value : size(leg);
                yield value.times(line.maintenanceBase().plus(line.slopePerCoin().times(coins)));
            }
        };
    }

    private static Rational brackets(List<TierRow> rows, Rational value) {
        Rational sum = Rational.ZERO;
        for (int k = 0; k < rows.size(); k++) {
            TierRow row = rows.get(k);
            Rational top = k + 1 < rows.size() ? rows.get(k + 1).floor().min(value) : value;
            Rational part = top.minus(row.floor()).max(Rational.ZERO);
            sum = sum.plus(part.times(row.maintenanceRate()));
        }
        return sum;
    }

    /// The decision in fractions: no rounding anywhere.
    boolean isLiquidated(Leg leg, Rational collateral, Rational price) {
        int sign = equity(leg, collateral, price).compareTo(requirement(leg, price));
        return switch (rule.trigger()) {
            case BELOW -> sign < 0;
            case AT_OR_BELOW -> sign <= 0;
        };
    }
}

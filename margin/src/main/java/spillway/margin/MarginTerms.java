package spillway.margin;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import spillway.market.PositionSide;

/// What one instrument asks of a position under one rule set on one date: units, schedule, basis,
/// trigger and closing fee. Immutable; every evaluation on primitives is exact in whole money units
/// and allocates nothing.
///
/// Three prices come out of it. [#liquidationPrices] is the unrounded solution of *equity =
/// requirement*; [#awayFromTrader] puts it on the venue's tick in the direction that venues round;
/// [#liquidationTicks] is the first whole tick, seen from the mark, at which [#isLiquidated] holds.
public final class MarginTerms {
    /// No price liquidates the position.
    public static final long NEVER = -1;

    private final ContractTerms contract;
    private final TierSchedule maintenance;
    private final TierSchedule requirement;
    private final MarginRule rule;

    public MarginTerms(ContractTerms contract, TierSchedule maintenance, MarginRule rule) {
        this.contract = contract;
        this.maintenance = maintenance;
        this.rule = rule;
        requirement =
                switch (rule.closingFee()) {
                    case ClosingFee.Required(Rational rate) -> maintenance.plus(rate);
                    case ClosingFee.None _, ClosingFee.SetAside _ -> maintenance;
                };
    }

    public ContractTerms contract() {
        return contract;
    }

    /// The maintenance margin alone, without a closing fee.
    public TierSchedule maintenance() {
        return maintenance;
    }

    /// What equity is held against: maintenance margin, and the closing fee where it is required.
    public TierSchedule requirement() {
        return requirement;
    }

    public MarginRule rule() {
        return rule;
    }

    /// Collateral plus unrealised profit, in money units.
    ///
    /// @param entryValue value at entry, money units
    /// @param collateral what backs the position before profit, money units; any sign
    /// @param markTicks `> 0`
    public long equity(
            PositionSide side, long lots, long entryValue, long collateral, long markTicks) {
        return Math.addExact(
                collateral, contract.profit(side, entryValue, contract.value(lots, markTicks)));
    }

    /// What equity is held against, in money units, rounded up.
    public long requirement(long lots, long entryValue, long markTicks) {
        return requirement.roundedUp(lots, pricedValue(lots, entryValue, markTicks));
    }

    /// Whether the venue liquidates the position at this mark price.
    ///
    /// Equity is a whole number of money units, so comparing it with the requirement rounded up
    /// (below) or down (at or below) decides as the unrounded requirement would.
    public boolean isLiquidated(
            PositionSide side, long lots, long entryValue, long collateral, long markTicks) {
        long equity = equity(side, lots, entryValue, collateral, markTicks);
        long priced = pricedValue(lots, entryValue, markTicks);
        return switch (rule.trigger()) {
            case BELOW -> equity < requirement.roundedUp(lots, priced);
            case AT_OR_BELOW -> equity <= requirement.roundedDown(lots, priced);
        };
    }

    private long pricedValue(long lots, long entryValue, long markTicks) {
        return switch (rule.basis()) {
            case MARK_PRICE -> contract.value(lots, markTicks);
            case ENTRY_PRICE -> entryValue;
        };
    }

    /// The first whole tick at which the position is liquidated when the mark price moves against
    /// it from `markTicks`: that tick itself if it already is, [#NEVER] if no price does.
    public long liquidationTicks(
            PositionSide side, long lots, long entryValue, long collateral, long markTicks) {
        return new TickSearch(this, side, lots, entryValue, collateral).from(markTicks);
    }

    /// The closing fee that is set aside from a leg's collateral, in money units, rounded up; 0 for
    /// the other treatments.
    ///
    /// The fee is charged on the value at the bankruptcy price, which it moves itself: value there
    /// is `(E − C) / (1 − f)` for a leg that gains with value, `(E + C) / (1 + f)` for one that
    /// loses (Bybit, `docs/v5/position/manual-add-margin.mdx` sample, golden case BY-I-01).
    public long feeSetAside(PositionSide side, long entryValue, long collateral) {
        if (!(rule.closingFee() instanceof ClosingFee.SetAside(Rational rate))) {
            return 0;
        }
        long sign = contract.gainsWithValue(side) ? 1 : -1;
        Rational bankruptValue =
                Rational.of(entryValue)
                        .minus(Rational.of(collateral).times(sign))
                        .dividedBy(Rational.ONE.minus(rate.times(sign)));
        return Math.max(0, bankruptValue.times(rate).ceiling());
    }

    /// The unrounded prices at which equity equals the requirement.
    ///
    /// @param legs one, or the long and the short of a hedge, which share a price
    /// @param collateral money units that back all legs, before profit. For a cross account: wallet
    ///   less the requirement of all other positions plus their unrealised profit
    /// @param markTicks from where the price moves. A single leg that is already below its
    ///   requirement there gets the price at which it would just meet it
    public LiquidationPrices liquidationPrices(
            List<Leg> legs, Rational collateral, Rational markTicks) {
        var requirements = charged(legs).stream().map(this::requirementOf).toList();
        var curve = EquityCurve.of(contract, legs, collateral, requirements);
        return crossings(curve, legs, contract.valueOfLot(markTicks));
    }

    /// The unrounded price at which a leg's equity, less a fee on its value, is zero.
    ///
    /// @param feeRate fraction of value that closing costs; zero for the plain bankruptcy price
    public Optional<Rational> bankruptcyPrice(Leg leg, Rational collateral, Rational feeRate) {
        var fee = FlatTiers.single(feeRate).pieces(leg.lots());
        var curve = EquityCurve.of(contract, List.of(leg), collateral, List.of(fee));
        Rational start = Rational.of(Math.max(1, leg.entryValue()), leg.lots());
        return crossings(curve, List.of(leg), start).of(leg.side());
    }

    /// The legs of one instrument that margin is asked for.
    List<Leg> charged(List<Leg> legs) {
        return switch (rule.hedge()) {
            case BOTH_LEGS -> legs;
            case LARGER_LEG ->
                    legs.stream().max(Comparator.comparingLong(Leg::lots)).stream().toList();
        };
    }

    private List<RequirementPiece> requirementOf(Leg leg) {
        return switch (rule.basis()) {
            case MARK_PRICE -> requirement.pieces(leg.lots());
            case ENTRY_PRICE -> {
                Rational fixed = requirement.exact(leg.lots(), Rational.of(leg.entryValue()));
                yield List.of(RequirementPiece.proportional(Rational.ZERO, fixed, Rational.ZERO));
            }
        };
    }

    private LiquidationPrices crossings(EquityCurve curve, List<Leg> legs, Rational start) {
        Optional<Rational> falling = Optional.empty();
        Optional<Rational> rising = Optional.empty();
        if (legs.size() > 1) {
            falling = curve.crossingBelow(start);
            rising = curve.crossingAbove(start);
        } else if (contract.gainsWithValue(legs.getFirst().side())) {
            falling = curve.covers(start) ? curve.crossingBelow(start) : curve.crossingAbove(start);
        } else {
            rising = curve.covers(start) ? curve.crossingAbove(start) : curve.crossingBelow(start);
        }
        Optional<Rational> low = falling.map(this::price);
        Optional<Rational> high = rising.map(this::price);
        return contract.isInverse()
                ? new LiquidationPrices(high, low)
                : new LiquidationPrices(low, high);
    }

    private Rational price(Rational valueOfLot) {
        return contract.price(1).times(contract.ticksAtValueOfLot(valueOfLot));
    }

    /// A price put on the tick, away from the trader: up for what a fall reaches, down for what a
    /// rise reaches. Confirmed for Bybit by three published cases (BY-I-01 to 03); assumed for the
    /// other venues, which publish no rule.
    public Rational awayFromTrader(PositionSide side, Rational price) {
        Rational ticks = contract.ticksOf(price);
        return contract.price(side == PositionSide.LONG ? ticks.ceiling() : ticks.floor());
    }
}

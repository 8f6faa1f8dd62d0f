package spillway.margin.golden;

import java.math.BigDecimal;
import java.math.RoundingMode;
import spillway.margin.ContractTerms;
import spillway.margin.Leg;
import spillway.margin.Rational;
import spillway.market.Decimal;
import spillway.market.PositionSide;

/// The units in which one case is computed: as fine as a `long` holds its amounts, so that the
/// whole-number types reproduce printed figures to their last digit.
///
/// @param contract units of the case
record CaseContract(ContractTerms contract) {
    /// Decimals of the finest amount in a golden file.
    private static final int FINEST = 16;

    /// Decimal digits that a `long` holds with room for a tenfold move of the price.
    private static final int DIGITS = 17;

    /// A linear contract whose lot and tick are the last digits of `size` and `price`.
    ///
    /// @param largest amount of money in the case
    static CaseContract linear(BigDecimal size, BigDecimal price, Rational largest) {
        Decimal lot = lastDigit(size);
        Decimal tick = lastDigit(price);
        Rational notional = Rational.of(size.abs()).times(Rational.of(price));
        return new CaseContract(
                ContractTerms.linear(
                        "USD", Decimal.ONE, lot, tick, scaleFor(notional.max(largest.abs()))));
    }

    /// An inverse contract of one dollar.
    static CaseContract inverse(Rational quantity, Rational price, Rational largest, Decimal tick) {
        Rational value = quantity.dividedBy(price).max(largest.abs());
        return new CaseContract(
                ContractTerms.inverse("COIN", Decimal.ONE, Decimal.ONE, tick, scaleFor(value)));
    }

    private static Decimal lastDigit(BigDecimal number) {
        return new Decimal(1, Math.max(0, number.stripTrailingZeros().scale()));
    }

    private static int scaleFor(Rational largest) {
        int digits = largest.max(Rational.ONE).toDecimal(0, RoundingMode.UP).precision();
        return Math.clamp(DIGITS - digits, 0, FINEST);
    }

    Leg leg(PositionSide side, Rational size, Rational entry) {
        long lots = size.abs().dividedBy(Rational.of(contract.lot())).toLongExact();
        return Leg.openedAt(contract, side, lots, entry);
    }

    /// An amount of money in whole money units, rounded half-even.
    long units(Rational money) {
        return contract.unitsOf(money).rounded(RoundingMode.HALF_EVEN);
    }
}

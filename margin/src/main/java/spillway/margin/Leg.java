package spillway.margin;

import java.math.RoundingMode;
import spillway.market.PositionSide;

/// One side of a position.
///
/// @param side which way it faces
/// @param lots its size, `> 0`
/// @param entryValue what it was worth when it was opened, in money units; sums of fills, so the
///   average entry price is arithmetic for linear and harmonic for inverse contracts
public record Leg(PositionSide side, long lots, long entryValue) {
    public Leg {
        if (lots <= 0) {
            throw new IllegalArgumentException("lots must be > 0, was " + lots);
        }
    }

    /// A leg opened at one price, its entry value rounded half-even once.
    public static Leg openedAt(
            ContractTerms contract, PositionSide side, long lots, Rational entryPrice) {
        Rational value = contract.valueOfLot(contract.ticksOf(entryPrice)).times(lots);
        return new Leg(side, lots, value.rounded(RoundingMode.HALF_EVEN));
    }

    /// The average entry price that the entry value stands for.
    ///
    /// @throws ArithmeticException if the entry value is not positive
    public Rational entryPrice(ContractTerms contract) {
        return contract.price(1).times(contract.ticksAtValueOfLot(Rational.of(entryValue, lots)));
    }
}

package spillway.margin;

import java.util.Optional;
import spillway.market.PositionSide;

/// The prices at which equity equals the requirement, unrounded, on either side of the mark price.
///
/// A single position has one of them at most. A hedge may have none, one or both.
///
/// @param below reached by a fall
/// @param above reached by a rise
public record LiquidationPrices(Optional<Rational> below, Optional<Rational> above) {
    /// The one on the losing side of a position.
    public Optional<Rational> of(PositionSide side) {
        return side == PositionSide.LONG ? below : above;
    }
}

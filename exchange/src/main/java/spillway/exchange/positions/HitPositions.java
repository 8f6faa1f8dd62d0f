package spillway.exchange.positions;

/// Receives the positions that a price move liquidates, in the order in which it reaches them;
/// those of one price in no particular order.
@FunctionalInterface
public interface HitPositions {
    /// Takes some that are liquidated at one price.
    ///
    /// @param positions valid until this returns
    void take(int liquidationTicks, PositionBlock positions);
}

package spillway.exchange.positions;

/// Receives positions that a price move liquidates, in the order in which it reaches them; those of
/// one price in no particular order.
@FunctionalInterface
public interface HitPositions {
    /// Takes one.
    ///
    /// @param position the caller's number of it
    /// @param liquidationTicks price at which it is liquidated
    /// @param lots size, longs positive and shorts negative
    /// @param cost `lots × entry price`, in tick-lots, signed as the lots
    /// @param margin what backs it, in tick-lots
    void position(int position, int liquidationTicks, long lots, long cost, long margin);
}

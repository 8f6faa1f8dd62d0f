package spillway.exchange.account;

/// Receives what may have to be liquidated: to be judged by whoever receives it.
@FunctionalInterface
public interface Suspects {
    /// The cross side of an account, as an instrument.
    int CROSS = -1;

    /// Takes one unit to be judged.
    ///
    /// @param instrument of an isolated position, or [#CROSS]
    void take(int account, int instrument);
}

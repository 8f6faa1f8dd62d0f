package spillway.exchange.venue;

/// Why a taker traded.
public enum FillCause {
    /// Its owner wanted to.
    WANTED,
    /// A stop or take-profit woke.
    CONDITIONAL,
    /// The engine closed a position by force.
    LIQUIDATION,
    /// The house worked off what it took over.
    HOUSE_EXIT
}

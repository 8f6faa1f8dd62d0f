package spillway.market;

/// Whom a long/short ratio counts. All but the last count heads, not money.
public enum RatioPopulation {
    ALL_ACCOUNTS,
    TOP_ACCOUNTS,
    TOP_POSITIONS
}

package spillway.emulator;

/// What was liquidated, long against short. Exact.
///
/// @param longCount orders that closed longs
/// @param longMicroUsd their value
/// @param shortCount orders that closed shorts
/// @param shortMicroUsd their value
public record LiquidationSums(
        long longCount, long longMicroUsd, long shortCount, long shortMicroUsd) {
    public static final LiquidationSums NONE = new LiquidationSums(0, 0, 0, 0);

    /// Both sums together.
    public LiquidationSums plus(LiquidationSums other) {
        return new LiquidationSums(
                Math.addExact(longCount, other.longCount),
                Math.addExact(longMicroUsd, other.longMicroUsd),
                Math.addExact(shortCount, other.shortCount),
                Math.addExact(shortMicroUsd, other.shortMicroUsd));
    }

    /// Orders of both sides.
    public long count() {
        return longCount + shortCount;
    }

    /// Value of both sides.
    public long microUsd() {
        return Math.addExact(longMicroUsd, shortMicroUsd);
    }
}

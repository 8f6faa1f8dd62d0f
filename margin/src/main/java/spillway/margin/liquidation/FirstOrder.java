package spillway.margin.liquidation;

/// How much of a position the first liquidation order closes.
public sealed interface FirstOrder {
    /// All of it (Kraken before 2026-03-26, Bitget isolated).
    record Whole() implements FirstOrder {}

    /// Down to a tier that lies `tiers` lower: Bybit 1, OKX and Bitget cross 2.
    record DownTiers(int tiers) implements FirstOrder {}

    /// The least number of lots that makes the rest compliant (Binance, whose rule has no formula).
    record LeastCompliant() implements FirstOrder {}

    /// All of it up to a value, above it a fraction, and all of it again for a while after a
    /// partial one (Hyperliquid).
    record Chunk(Chunking chunking) implements FirstOrder {}

    /// A fraction of the position for each block, within limits (dYdX v4).
    record PerBlock(BlockLimits limits) implements FirstOrder {}

    /// Small slices of fixed size, many a second (Deribit; present size unknown).
    ///
    /// @param lots of each slice
    record Slices(long lots) implements FirstOrder {}
}

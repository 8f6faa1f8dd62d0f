package spillway.signals.levels;

/// Why a price is watched.
public enum LevelKind {
    /// A multiple of the round step below a tenth of the price.
    ROUND,
    /// A low that stood out among those before and after it, and had held since.
    SWING_LOW,
    /// The lowest of the seven days before.
    RANGE_LOW
}

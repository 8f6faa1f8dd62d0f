package spillway.signals.summary;

/// How a figure came about.
public enum FigureKind {
    /// We heard it from the venue where it happened.
    OBSERVED,
    /// Another party says so.
    REPORTED,
    /// Computed from other figures under an assumption, which its method names.
    ESTIMATED
}

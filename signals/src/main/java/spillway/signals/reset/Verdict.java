package spillway.signals.reset;

/// What an event was.
public enum Verdict {
    /// Leverage was flushed out, and demand held.
    EXHAUSTION,
    /// Demand broke, and leverage with it.
    COLLAPSE,
    /// Some of either.
    MIXED,
    /// Fewer than three components could be computed.
    INSUFFICIENT
}

package spillway.signals.catalogue;

/// How well a total is sourced, the best first.
public enum Confidence {
    /// At least two outlets agree, or a list and an outlet; or it was summed here.
    HIGH,
    /// One outlet, or a list alone.
    MEDIUM,
    /// A list without sources, or one weak outlet.
    LOW;

    /// Whether it is as good as `least`, or better.
    public boolean isAtLeast(Confidence least) {
        return compareTo(least) <= 0;
    }
}

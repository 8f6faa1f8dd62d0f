package spillway.venues.protocol;

/// Venue times as printed, in milliseconds, microseconds or nanoseconds since the Unix epoch, told
/// apart by magnitude: a number below 9 × 10^12 counts milliseconds (until 2255), one below 9 ×
/// 10^15 microseconds, any other nanoseconds.
public final class WireTime {
    private static final long LEAST_MICROSECONDS = 9_000_000_000_000L;
    private static final long LEAST_NANOSECONDS = 9_000_000_000_000_000L;
    private static final long NS_PER_US = 1_000;
    private static final long NS_PER_MS = 1_000_000;

    private WireTime() {}

    /// Nanoseconds since the Unix epoch.
    ///
    /// @param printed not negative
    public static long nanoseconds(long printed) {
        if (printed < LEAST_MICROSECONDS) {
            return printed * NS_PER_MS;
        }
        return printed < LEAST_NANOSECONDS ? printed * NS_PER_US : printed;
    }

    /// Whole milliseconds, as venues print them.
    public static long milliseconds(long timeNs) {
        return Math.floorDiv(timeNs, NS_PER_MS);
    }
}

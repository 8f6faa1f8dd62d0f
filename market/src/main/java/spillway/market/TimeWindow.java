package spillway.market;

import java.time.Duration;
import java.time.Instant;

/// A stretch of time `[fromNs, toNs)`, nanoseconds since the Unix epoch.
///
/// @param fromNs first nanosecond inside
/// @param toNs first nanosecond after; not before `fromNs`
public record TimeWindow(long fromNs, long toNs) {
    public TimeWindow {
        if (toNs < fromNs) {
            throw new IllegalArgumentException(
                    "window must not end before it starts, was "
                            + iso(fromNs)
                            + " to "
                            + iso(toNs));
        }
    }

    /// The rolling window of length `length` that ends at `atNs`: `(atNs − length, atNs]`.
    public static TimeWindow endingAt(long atNs, Duration length) {
        return new TimeWindow(atNs - length.toNanos() + 1, atNs + 1);
    }

    public boolean contains(long timeNs) {
        return timeNs >= fromNs && timeNs < toNs;
    }

    public long lengthNs() {
        return toNs - fromNs;
    }

    /// Nanoseconds since the epoch of `instant`, 1677 to 2262.
    public static long nanos(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }

    /// `2026-02-05T02:00:00Z`, with as many decimals of a second as it takes.
    public static String iso(long timeNs) {
        return Instant.ofEpochSecond(
                        Math.floorDiv(timeNs, 1_000_000_000L),
                        Math.floorMod(timeNs, 1_000_000_000L))
                .toString();
    }

    @Override
    public String toString() {
        return iso(fromNs) + "/" + iso(toNs);
    }
}

package spillway.exchange.venue;

/// How the house works off what it took over: market orders of a share of the position at a steady
/// pace. No venue publishes this; a larger share or a faster pace presses harder on the book.
///
/// @param sharePpm of the position in each order, in millionths, `1..1_000_000`
/// @param everyNs between two orders in an instrument, `> 0`
public record HouseExit(long sharePpm, long everyNs) {
    /// A tenth every five seconds.
    public static final HouseExit STEADY = new HouseExit(100_000, 5_000_000_000L);

    public HouseExit {
        if (sharePpm < 1 || sharePpm > 1_000_000 || everyNs < 1) {
            throw new IllegalArgumentException(
                    "expected sharePpm in 1..1,000,000 and everyNs > 0, found %d and %d"
                            .formatted(sharePpm, everyNs));
        }
    }
}

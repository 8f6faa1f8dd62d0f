package spillway.signals.liquidity;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import spillway.market.Instrument;

/// What one book offers, and how it did.
///
/// @param instrument whose book
/// @param asOfNs last change of the book
/// @param mid in USD per coin; empty where the book has no two sides or is crossed
/// @param spreadBps of the middle
/// @param bidReach how far the published bids go, as a fraction of the middle
/// @param askReach the same of asks
/// @param depth by distance
/// @param slippage by size
/// @param changes messages applied since the book was known
/// @param crossed samples left out because the book had no two sides or was crossed
/// @param staleS longest stretch without a change, in seconds, of the time since it was known
/// @param samples by step, for a picture of its history
/// @param refill after its thinnest; empty with too few samples
/// @param latencyMs smallest difference of receipt and venue time of its messages, in milliseconds;
///   empty where nobody noted the receipt. Negative where one clock runs ahead of the other
/// @param lost whether its feed was lost since: it stands as it was last seen
/// @param reason why there is no depth; empty text where there is
public record BookLiquidity(
        Instrument instrument,
        long asOfNs,
        OptionalDouble mid,
        OptionalDouble spreadBps,
        double bidReach,
        double askReach,
        List<SideDepth> depth,
        List<Slippage> slippage,
        long changes,
        long crossed,
        double staleS,
        List<DepthSample> samples,
        Optional<Refill> refill,
        OptionalDouble latencyMs,
        boolean lost,
        String reason) {
    /// A book that did not change for so long, in seconds, is stale: quiet markets change theirs
    /// several times a second.
    public static final double STALE_S = 10;

    public BookLiquidity {
        depth = List.copyOf(depth);
        slippage = List.copyOf(slippage);
        samples = List.copyOf(samples);
    }

    public boolean isStale() {
        return staleS >= STALE_S;
    }
}

package spillway.signals.liquidity;

import java.util.OptionalDouble;

/// Both sides of a book within a distance of its middle.
///
/// @param distance a fraction of the middle
/// @param bidUsd bids; what the published book holds
/// @param askUsd asks
/// @param bidsReach whether the published bids go on beyond the distance; if not, more may stand
///   there than is published
/// @param asksReach the same of asks
public record SideDepth(
        double distance, double bidUsd, double askUsd, boolean bidsReach, boolean asksReach) {
    /// `(bids − asks) / (bids + asks)`, from −1 to 1; empty where nothing stands.
    public OptionalDouble imbalance() {
        double sum = bidUsd + askUsd;
        return sum > 0 ? OptionalDouble.of((bidUsd - askUsd) / sum) : OptionalDouble.empty();
    }
}

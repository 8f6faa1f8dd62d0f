package spillway.signals.liquidity;

/// A book at the end of one step of time, if it changed in it.
///
/// @param timeNs end of the step
/// @param mid in mantissas of the price
/// @param spreadBps of the middle
/// @param bidUsd bids within 1 %
/// @param askUsd asks within 1 %
/// @param changes messages applied in the step
public record DepthSample(
        long timeNs, double mid, double spreadBps, double bidUsd, double askUsd, int changes) {
    double depthUsd() {
        return bidUsd + askUsd;
    }
}

package spillway.signals.positioning;

import java.util.List;
import java.util.OptionalDouble;

/// What takers bought and sold in a window, exactly as traded.
///
/// @param buyMicroUsd bought
/// @param sellMicroUsd sold
/// @param unsidedMicroUsd traded where the venue does not say who took
/// @param trades how many
/// @param cvdUsd running sum of bought less sold, by the hour
/// @param sources whose trades they are
public record TakerFlow(
        long buyMicroUsd,
        long sellMicroUsd,
        long unsidedMicroUsd,
        long trades,
        List<HourFlow> cvdUsd,
        List<String> sources) {
    /// The sum up to the end of one hour.
    ///
    /// @param hourNs start of the hour
    /// @param deltaMicroUsd bought less sold in it
    /// @param sumMicroUsd since the start of the window
    public record HourFlow(long hourNs, long deltaMicroUsd, long sumMicroUsd) {}

    public TakerFlow {
        cvdUsd = List.copyOf(cvdUsd);
        sources = List.copyOf(sources);
    }

    public long deltaMicroUsd() {
        return Math.subtractExact(buyMicroUsd, sellMicroUsd);
    }

    public long volumeMicroUsd() {
        return Math.addExact(Math.addExact(buyMicroUsd, sellMicroUsd), unsidedMicroUsd);
    }

    /// Bought over sold; empty where nothing was sold.
    public OptionalDouble ratio() {
        return sellMicroUsd > 0
                ? OptionalDouble.of(buyMicroUsd / (double) sellMicroUsd)
                : OptionalDouble.empty();
    }
}

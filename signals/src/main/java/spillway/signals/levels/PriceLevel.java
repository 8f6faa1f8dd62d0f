package spillway.signals.levels;

import java.util.OptionalLong;
import spillway.market.Decimal;

/// One price below the market that people watch, and what became of it. Times are starts of the
/// bars in which it happened, the first each.
///
/// @param price USD per coin
/// @param kind why it is watched
/// @param touchedNs a low at it or below
/// @param brokenNs a low below it
/// @param lostNs an hour, or a longer bar, closed below it
/// @param regainedNs after the loss one closed at it or above
public record PriceLevel(
        Decimal price,
        LevelKind kind,
        OptionalLong touchedNs,
        OptionalLong brokenNs,
        OptionalLong lostNs,
        OptionalLong regainedNs) {
    public boolean isTouched() {
        return touchedNs.isPresent();
    }

    public boolean isBroken() {
        return brokenNs.isPresent();
    }

    public boolean isLost() {
        return lostNs.isPresent();
    }
}

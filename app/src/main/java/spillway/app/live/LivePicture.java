package spillway.app.live;

import java.util.List;
import java.util.Optional;

/// What is new since the picture before.
///
/// @param liquidations in order of arrival
/// @param candles new or changed
/// @param state the whole state, about once a second
public record LivePicture(
        List<RecentLiquidation> liquidations,
        List<CandleChange> candles,
        Optional<LiveState> state) {
    public LivePicture {
        liquidations = List.copyOf(liquidations);
        candles = List.copyOf(candles);
    }
}

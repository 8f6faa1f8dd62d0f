package spillway.app.live;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import spillway.market.Coin;
import spillway.signals.totals.LongShort;
import spillway.venues.connect.FeedStatus;

/// Everything that a dashboard shows but for the single liquidations and candles, at one moment.
/// Immutable but for `answers`, which belongs to whoever got this.
///
/// @param atNs the moment, by the run's clock; where a tape is looked at, its latest
/// @param speed how many times as fast as time the run goes
/// @param events of all kinds since the run began
/// @param eventsPerSecond of the machine's time, lately
/// @param coins that have candles
/// @param feeds each venue that is listened to; none where a tape is looked at
/// @param gaps what was missed lately: those that last, then the latest first
/// @param observed liquidations since the run began, by venue
/// @param demo what the emulated market knows; empty where there is none
/// @param answers totals and coverage
public record LiveState(
        long atNs,
        double speed,
        long events,
        double eventsPerSecond,
        List<Coin> coins,
        List<FeedStatus> feeds,
        List<FeedGap> gaps,
        SortedMap<String, LongShort> observed,
        Optional<DemoTruth> demo,
        LiveAnswers answers) {
    public LiveState {
        coins = List.copyOf(coins);
        feeds = List.copyOf(feeds);
        gaps = List.copyOf(gaps);
    }

    /// The same with what an emulated market knows.
    public LiveState withDemo(DemoTruth truth) {
        return new LiveState(
                atNs,
                speed,
                events,
                eventsPerSecond,
                coins,
                feeds,
                gaps,
                observed,
                Optional.of(truth),
                answers);
    }
}

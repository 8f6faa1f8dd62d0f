package spillway.app.reading;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import spillway.market.Coin;
import spillway.market.EventKind;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.signals.OperatorHost;
import spillway.signals.Scope;
import spillway.signals.summary.MarketBars;
import spillway.signals.surges.Surge;
import spillway.signals.surges.Surges;
import spillway.tape.Selection;
import spillway.tape.Tape;

/// The surges of a window of a tape.
///
/// @param window in which they were raised
/// @param scope the coins asked for; empty for all, and the market
/// @param surges by time
/// @param notObserved why none could be found; empty text where they could
public record SurgeReading(TimeWindow window, Scope scope, List<Surge> surges, String notObserved) {
    private static final Duration HOUR = Duration.ofHours(1);

    public SurgeReading {
        surges = List.copyOf(surges);
    }

    /// Reads `window` of `tape`, and before it what tells what is normal.
    public static SurgeReading of(Tape tape, TimeWindow window, Scope scope) throws IOException {
        var length = Duration.ofNanos(window.lengthNs());
        Duration keep = length.plus(Surges.BASELINE).plus(HOUR);
        var surges = new Surges(tape.instruments(), keep);
        var bars = new MarketBars(tape.instruments(), keep);
        var host = OperatorHost.inEventOrder(tape.instruments(), List.of(surges, bars), HOUR);
        var kinds =
                EnumSet.of(
                        EventKind.LIQUIDATION,
                        EventKind.REPORTED,
                        EventKind.OPEN_INTEREST,
                        EventKind.MARK_PRICE);
        long fromNs = window.fromNs() - Surges.BASELINE.toNanos();
        tape.happening(new Selection(kinds, Set.of(), new TimeWindow(fromNs, window.toNs())))
                .pour(host);
        host.finish(window.toNs() - 1);
        List<Surge> found =
                surges.surges(window, (coin, atNs) -> openInterest(bars, coin, atNs)).stream()
                        .filter(s ->
                                scope.coins().isEmpty()
                                        || scope.coins().contains(s.subject().coin()))
                        .toList();
        return new SurgeReading(
                window,
                scope,
                found,
                surges.hasData()
                        ? ""
                        : "no liquidation orders, and no counts or sums of them in intervals of a"
                                + " minute or less, in this window or the week before it");
    }

    private static OptionalLong openInterest(MarketBars bars, Coin coin, long atNs) {
        Scope scope = coin.equals(Coin.ANY) ? Scope.MARKET : Scope.of(coin);
        Map<Venue, Long> byVenue = bars.openInterestMicroUsd(scope, atNs);
        return byVenue.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(byVenue.values().stream().mapToLong(Long::longValue).sum());
    }
}

package spillway.signals.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static spillway.signals.RandomStream.ALPHA_BTC;
import static spillway.signals.RandomStream.START_NS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.Channel;
import spillway.market.EventOrder;
import spillway.market.Feed;
import spillway.market.FeedState;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.MarketEvent.FeedHealth;
import spillway.market.TimeSpans;
import spillway.market.TimeWindow;
import spillway.signals.RandomStream;

/// A feed is covered where its events say that it was listened to, up to the last watermark, in
/// whatever order they come.
class FeedCoverageTest {
    private static final int END = 400;

    private static FeedHealth health(long seq, long at, FeedState state, long from, long to) {
        return new FeedHealth(
                seq,
                ALPHA_BTC,
                START_NS + at,
                MarketEvent.NONE,
                Channel.LIQUIDATIONS,
                state,
                START_NS + from,
                START_NS + to,
                "");
    }

    private static TimeSpans spans(FeedCoverage operator) {
        return operator.coverage().of(ALPHA_BTC, Channel.LIQUIDATIONS);
    }

    private static TimeWindow window(long from, long to) {
        return new TimeWindow(START_NS + from, START_NS + to);
    }

    @Test
    void coversAListeningFeedUpToAndWithTheWatermark() {
        var instruments = new Instruments();
        var operator = new FeedCoverage(instruments);
        health(0, 10, FeedState.CONNECTED, 10, 10).sendTo(operator, instruments);
        assertThat(spans(operator).isEmpty()).isTrue();
        operator.onWatermark(START_NS + 50);
        assertThat(spans(operator).windows()).containsExactly(window(10, 51));
        operator.onWatermark(START_NS + 60);
        assertThat(spans(operator).windows()).containsExactly(window(10, 61));
    }

    /// That the connection was lost at 20 becomes known after it was made again at 40.
    @Test
    void takesALateLossAsIfItHadComeInTime() {
        var instruments = new Instruments();
        var operator = new FeedCoverage(instruments);
        health(0, 10, FeedState.CONNECTED, 10, 10).sendTo(operator, instruments);
        health(1, 40, FeedState.RESYNCED, 40, 40).sendTo(operator, instruments);
        operator.onWatermark(START_NS + 50);
        assertThat(spans(operator).windows()).containsExactly(window(10, 51));
        health(2, 20, FeedState.LOST, 20, 20).sendTo(operator, instruments);
        assertThat(spans(operator).windows()).containsExactly(window(10, 20), window(40, 51));
    }

    /// Against one boolean for each instant and feed, folded in event order.
    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void agreesWithTheTwinInAnyOrder(long seed) {
        var events = events(seed);
        var expected = twin(events);
        var shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));
        var numbering = RandomStream.numbering(seed);
        var operator = new FeedCoverage(numbering);
        shuffled.forEach(event -> event.sendTo(operator, numbering));
        operator.onWatermark(START_NS + END - 1);
        assertThat(operator.coverage().byFeed()).as("seed %d", seed).isEqualTo(expected);
    }

    private static List<MarketEvent> events(long seed) {
        var random = new SplittableRandom(seed);
        var events = new ArrayList<MarketEvent>();
        for (int seq = 0; seq < 120; seq++) {
            int at = random.nextInt(END - 50);
            var on = RandomStream.INSTRUMENTS.get(random.nextInt(4));
            var states = List.of(FeedState.values());
            FeedState state = states.get(random.nextInt(states.size()));
            events.add(
                    new FeedHealth(
                            seq,
                            on,
                            START_NS + at,
                            MarketEvent.NONE,
                            random.nextBoolean() ? Channel.LIQUIDATIONS : Channel.TRADES,
                            state,
                            START_NS + at,
                            START_NS + at + random.nextInt(50),
                            ""));
        }
        return events;
    }

    /// What one feed covers, instant by instant.
    private static final class Instants {
        final boolean[] covered = new boolean[END];
        int listeningSince = -1;

        void take(FeedHealth event) {
            int from = (int) (event.fromNs() - START_NS);
            int to = (int) (event.toNs() - START_NS);
            switch (event.state()) {
                case CONNECTED, RESYNCED ->
                        listeningSince = listeningSince < 0 ? from : listeningSince;
                case LOST, SILENT -> stop(from);
                case GAP -> {
                    if (listeningSince >= 0 && to > listeningSince) {
                        stop(from);
                        listeningSince = to;
                    }
                    set(from, to, false);
                }
                case REPLAYED, COVERED -> set(from, to, true);
            }
        }

        void stop(int at) {
            if (listeningSince >= 0) {
                set(listeningSince, at, true);
            }
            listeningSince = -1;
        }

        void set(int from, int to, boolean value) {
            for (int i = from; i < to; i++) {
                covered[i] = value;
            }
        }

        TimeSpans spans() {
            var windows = new ArrayList<TimeWindow>();
            for (int i = 0; i < END; i++) {
                if (covered[i]) {
                    windows.add(window(i, i + 1L));
                }
            }
            return TimeSpans.of(windows);
        }
    }

    private static Map<Feed, TimeSpans> twin(List<MarketEvent> events) {
        var sorted = new ArrayList<>(events);
        sorted.sort(EventOrder.BY_VENUE_TIME);
        var byFeed = new HashMap<Feed, Instants>();
        for (var event : sorted) {
            var health = (FeedHealth) event;
            var feed = Feed.of(health.instrument(), health.channel());
            byFeed.computeIfAbsent(feed, _ -> new Instants()).take(health);
        }
        var spans = new TreeMap<Feed, TimeSpans>();
        byFeed.forEach((feed, instants) -> {
            instants.stop(END);
            spans.put(feed, instants.spans());
        });
        return spans;
    }
}

package spillway.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.app.reading.Universes;
import spillway.market.Coin;
import spillway.market.Instruments;
import spillway.market.MicroUsd;
import spillway.market.PositionSide;
import spillway.market.TimeWindow;
import spillway.signals.totals.LongShort;
import spillway.tape.TapeWriter;
import spillway.venues.time.SimulatedTimeline;

/// A run on a timeline that stands still between the steps of a test: what is shown is what was
/// heard, once, in order, and a restart goes on where it was.
class LiveRunTest {
    private static final long START_NS = 1_893_456_000_000_000_000L; // 2030-01-01T00:00:00Z
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MINUTE_NS = 60 * SECOND_NS;
    private static final Duration DAY = Duration.ofHours(24);

    @TempDir Path folder;

    /// Takes every picture, or none while it is told to be busy.
    private static final class Album implements PictureTaker {
        final List<LivePicture> pictures = new ArrayList<>();
        boolean busy;

        @Override
        public boolean isReady() {
            return !busy;
        }

        @Override
        public void take(LivePicture picture) {
            pictures.add(picture);
        }

        List<Long> ids() {
            return pictures.stream()
                    .flatMap(p -> p.liquidations().stream())
                    .map(RecentLiquidation::id)
                    .toList();
        }

        LiveState lastState() {
            return pictures.stream()
                    .flatMap(p -> p.state().stream())
                    .reduce((_, later) -> later)
                    .orElseThrow();
        }
    }

    private final Album album = new Album();

    private static LiveRun.Sources sources(SimulatedTimeline timeline) {
        return new LiveRun.Sources(timeline::nowNs, () -> {}, List::of, Optional::empty);
    }

    private LiveRun run(SimulatedTimeline timeline, Instruments instruments) {
        var view = new LiveView(instruments, Universes.Choice.TAPE);
        var run = new LiveRun(timeline, 1, view, Optional.empty(), album, sources(timeline));
        run.start();
        return run;
    }

    private static LongShort of(SortedMap<String, LongShort> byVenue, String venue) {
        return byVenue.getOrDefault(venue, LongShort.NONE);
    }

    private static long usd(LiveState state) {
        return state.answers().totals(DAY).sums().total().microUsd() / MicroUsd.PER_USD;
    }

    @Test
    void showsEveryLiquidationOnceAndTheTotalsOfAllOfThem() {
        var timeline = new SimulatedTimeline(START_NS);
        var instruments = new Instruments();
        var venue = new FakeVenue("here", "BTC", instruments, run(timeline, instruments).sink());
        venue.connects(START_NS);
        for (int i = 1; i <= 20; i++) {
            timeline.runFor(Duration.ofMillis(130));
            venue.liquidates(timeline.nowNs(), PositionSide.LONG, 1, 100);
        }
        timeline.runFor(Duration.ofSeconds(2));
        assertThat(album.ids()).hasSize(20).isSorted().doesNotHaveDuplicates();
        assertThat(usd(album.lastState())).isEqualTo(2_000);
        assertThat(of(album.lastState().observed(), "here").longs().count()).isEqualTo(20);
        assertThat(album.lastState().events()).isEqualTo(21);
    }

    @Test
    void windowsEndNowEvenWhileNothingIsHeard() {
        var timeline = new SimulatedTimeline(START_NS);
        var instruments = new Instruments();
        var venue = new FakeVenue("here", "BTC", instruments, run(timeline, instruments).sink());
        venue.connects(START_NS);
        timeline.runFor(Duration.ofSeconds(1));
        venue.liquidates(timeline.nowNs(), PositionSide.SHORT, 3, 100);
        timeline.runFor(Duration.ofMinutes(59));
        var hour = Duration.ofHours(1);
        assertThat(album.lastState().answers().totals(hour).sums().total().count()).isEqualTo(1);
        timeline.runFor(Duration.ofMinutes(2));
        assertThat(album.lastState().answers().totals(hour).sums().total().count()).isZero();
        assertThat(album.lastState().answers().totals(DAY).sums().total().count()).isEqualTo(1);
    }

    @Test
    void aTakerThatIsBusySeesFewerPicturesAndMissesNothing() {
        var timeline = new SimulatedTimeline(START_NS);
        var instruments = new Instruments();
        var venue = new FakeVenue("here", "BTC", instruments, run(timeline, instruments).sink());
        album.busy = true;
        for (int i = 0; i < 50; i++) {
            timeline.runFor(Duration.ofMillis(400));
            venue.liquidates(timeline.nowNs(), PositionSide.LONG, 1, 100);
            venue.trades(timeline.nowNs(), 100 + i);
        }
        album.pictures.clear();
        album.busy = false;
        timeline.runFor(Duration.ofMillis(300));
        assertThat(album.pictures.size()).isLessThanOrEqualTo(2);
        assertThat(album.ids()).hasSize(50);
        assertThat(album.pictures.getFirst().candles())
                .filteredOn(c -> c.interval() == CandleInterval.ONE_MINUTE)
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.candle().open()).isEqualTo(100);
                    assertThat(c.candle().close()).isEqualTo(149);
                });
    }

    @Test
    void whatWasMissedIsAGapUntilItIsHeardAgain() {
        var timeline = new SimulatedTimeline(START_NS);
        var instruments = new Instruments();
        var run = run(timeline, instruments);
        var venue = new FakeVenue("here", "BTC", instruments, run.sink());
        venue.connects(START_NS);
        venue.misses(START_NS + 60 * SECOND_NS, START_NS + 70 * SECOND_NS);
        timeline.runFor(Duration.ofMinutes(2));
        venue.isLost(timeline.nowNs());
        timeline.runFor(Duration.ofMinutes(1));
        assertThat(album.lastState().gaps()).hasSize(2);
        assertThat(album.lastState().gaps().getFirst().toNs()).isEmpty();
        venue.comesBack(timeline.nowNs());
        timeline.runFor(Duration.ofMinutes(1));
        assertThat(album.lastState().gaps())
                .extracting(gap -> gap.toNs().orElse(-1))
                .containsExactly(START_NS + 180 * SECOND_NS, START_NS + 70 * SECOND_NS);
        var covered =
                run.state(0)
                        .answers()
                        .coverage(new TimeWindow(START_NS, START_NS + 240 * SECOND_NS));
        assertThat(covered.timeShare()).isEqualTo(170.0 / 240);
    }

    @Test
    void candlesAreThoseOfOneVenueAndItsTradesOnceThereAreAny() {
        var timeline = new SimulatedTimeline(START_NS);
        var instruments = new Instruments();
        var run = run(timeline, instruments);
        var north = new FakeVenue("north", "BTC", instruments, run.sink());
        var south = new FakeVenue("south", "BTC", instruments, run.sink());
        var btc = new Coin("BTC");
        south.marks(START_NS, 90);
        north.marks(START_NS, 91);
        assertThat(run.candles(btc, CandleInterval.ONE_HOUR, 5)).isNotDone();
        timeline.runFor(Duration.ofSeconds(1));
        var marks = run.candles(btc, CandleInterval.ONE_HOUR, 5);
        timeline.runFor(Duration.ofSeconds(1));
        assertThat(marks.join().source()).isEqualTo("south BTCUSDT, mark price");
        assertThat(marks.join().items()).extracting(Candle::high).containsExactly(90.0);
        north.trades(timeline.nowNs(), 95);
        south.trades(timeline.nowNs(), 70);
        var trades = run.candles(btc, CandleInterval.ONE_HOUR, 5);
        timeline.runFor(Duration.ofSeconds(1));
        assertThat(trades.join().source()).isEqualTo("north BTCUSDT, trades");
        assertThat(trades.join().items())
                .containsExactly(new Candle(START_NS / SECOND_NS, 90, 95, 90, 95));
        south.trades(timeline.nowNs() + 2 * MINUTE_NS, 71);
        var fallenSilent = run.candles(btc, CandleInterval.ONE_SECOND, 1);
        timeline.runFor(Duration.ofSeconds(1));
        assertThat(fallenSilent.join().source()).isEqualTo("south BTCUSDT, trades");
    }

    @Test
    void restartOverTheSameTapeGoesOnAndIsAGap() throws IOException {
        var timeline = new SimulatedTimeline(START_NS);
        try (var tape = new LiveTape(TapeWriter.open(folder))) {
            session(timeline, tape, 7);
        }
        List<Long> before = album.ids();
        long usdBefore = usd(album.lastState());
        timeline.runFor(Duration.ofMinutes(10));
        album.pictures.clear();
        var writer = TapeWriter.open(folder);
        var view = new LiveView(writer.instruments(), Universes.Choice.TAPE);
        new TapeFollower(folder, view).readAll(timeline.nowNs());
        try (var tape = new LiveTape(writer)) {
            var run =
                    new LiveRun(
                            timeline, 1, view, Optional.of(tape), album, sources(timeline));
            run.start();
            assertThat(usd(album.lastState())).isEqualTo(usdBefore).isEqualTo(700);
            assertThat(album.ids()).isEmpty();
            assertThat(album.lastState().events()).isZero();
            var listed = run.liquidations(Long.MAX_VALUE, 100);
            timeline.runFor(Duration.ofSeconds(1));
            assertThat(listed.join().reversed())
                    .extracting(RecentLiquidation::id)
                    .isEqualTo(before);
            var again = new FakeVenue("here", "BTC", writer.instruments(), run.sink());
            again.connects(timeline.nowNs());
            again.liquidates(timeline.nowNs(), PositionSide.LONG, 1, 50);
            timeline.runFor(Duration.ofSeconds(2));
            assertThat(usd(album.lastState())).isEqualTo(750);
            assertThat(album.ids()).singleElement().satisfies(id -> {
                assertThat(id).isGreaterThan(before.getLast());
            });
            run.stop();
            assertThat(album.lastState().gaps()).singleElement().satisfies(gap -> {
                assertThat(gap.toNs().orElse(0) - gap.fromNs())
                        .isGreaterThanOrEqualTo(10 * MINUTE_NS);
            });
        }
        var fromTape = new LiveView(new Instruments(), Universes.Choice.TAPE);
        var follower = new TapeFollower(folder, fromTape);
        follower.readAll(0);
        assertThat(of(fromTape.observed(), "here").longs().count()).isEqualTo(8);
        assertThat(follower.readNew()).isFalse();
        assertThat(of(fromTape.observed(), "here").longs().count()).isEqualTo(8);
    }

    private void session(SimulatedTimeline timeline, LiveTape tape, int orders) {
        var view = new LiveView(tape.instruments(), Universes.Choice.TAPE);
        var run = new LiveRun(timeline, 1, view, Optional.of(tape), album, sources(timeline));
        var venue = new FakeVenue("here", "BTC", view.instruments(), run.sink());
        run.start();
        venue.connects(timeline.nowNs());
        for (int i = 0; i < orders; i++) {
            timeline.runFor(Duration.ofSeconds(1));
            venue.liquidates(timeline.nowNs(), PositionSide.LONG, 1, 100);
        }
        timeline.runFor(Duration.ofSeconds(2));
        venue.isLost(timeline.nowNs());
        timeline.runFor(Duration.ofSeconds(1));
        run.stop();
    }

    @Test
    void aReaderFollowsTheTapeOfARunThatGoesOn() throws IOException {
        var timeline = new SimulatedTimeline(START_NS);
        try (var tape = new LiveTape(TapeWriter.open(folder))) {
            session(timeline, tape, 3);
            var view = new LiveView(new Instruments(), Universes.Choice.TAPE);
            var follower = new TapeFollower(folder, view);
            follower.readAll(0);
            assertThat(of(view.observed(), "here").total().count()).isEqualTo(3);
            var elsewhere =
                    new FakeVenue("elsewhere", "ETH", tape.instruments(), tape.sink());
            elsewhere.liquidates(timeline.nowNs(), PositionSide.SHORT, 2, 10);
            tape.commit();
            assertThat(follower.readNew()).isTrue();
            assertThat(of(view.observed(), "elsewhere").shorts().count()).isEqualTo(1);
            assertThat(of(view.observed(), "here").total().count()).isEqualTo(3);
        }
    }
}

package spillway.app.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import spillway.market.Coin;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.RoutingSink;
import spillway.signals.totals.LongShort;
import spillway.venues.connect.FeedStatus;
import spillway.venues.time.Timeline;

/// A run of Spillway on one timeline: events of all feeds go onto the tape and into the view, and
/// several times a second the tape is committed and a picture handed out.
///
/// An error of the tape ends the timeline: what cannot be kept is not shown as kept.
public final class LiveRun implements LiveQuestions {
    /// Time of the machine between two commits and pictures: people see four a second as flowing.
    public static final Duration TICK = Duration.ofMillis(250);

    /// Every so many ticks a picture has the whole state.
    private static final int TICKS_PER_STATE = 4;

    /// Events after which the tape is committed without waiting for a tick, some megabytes.
    private static final int EVENTS_PER_COMMIT = 1 << 15;

    /// Gaps in a state; a dashboard shows no more.
    private static final int GAPS_SHOWN = 100;

    /// Where a run gets what it does not know itself. All called on the timeline's thread.
    ///
    /// @param nowNs the moment that a picture shows
    /// @param beforeTick what is to be done before each commit and picture
    /// @param feeds how each venue is
    /// @param demo what the emulated market knows
    public record Sources(
            LongSupplier nowNs,
            Runnable beforeTick,
            Supplier<List<FeedStatus>> feeds,
            Supplier<Optional<DemoTruth>> demo) {}

    private final Timeline timeline;
    private final double speed;
    private final LiveView view;
    private final Optional<LiveTape> tape;
    private final PictureTaker taker;
    private final Sources sources;
    private final Recorder recorder;
    private volatile LiveCounts counts = LiveCounts.NONE;
    private long ticks;
    private long ratedNs;
    private long ratedEvents;
    private double eventsPerSecond;
    private long liquidationsTaken;
    private Timeline.@Nullable Task next;

    /// @param speed how many times as fast as time the timeline goes
    /// @param tape what events are written to; empty where none is, or somebody else does it
    /// @param taker gets pictures
    public LiveRun(
            Timeline timeline,
            double speed,
            LiveView view,
            Optional<LiveTape> tape,
            PictureTaker taker,
            Sources sources) {
        this.timeline = timeline;
        this.speed = speed;
        this.view = view;
        this.tape = tape;
        this.taker = taker;
        this.sources = sources;
        recorder = new Recorder(view, tape);
        tape.ifPresent(t -> view.at(t.nextSeq()));
        view.beginRun();
        liquidationsTaken = view.recent().count();
    }

    /// Where feeds push their events, on the timeline's thread.
    public EventSink sink() {
        return recorder;
    }

    /// Begins. On the timeline's thread.
    public void start() {
        ratedNs = timeline.nowNs();
        tick();
    }

    private void tick() {
        sources.beforeTick().run();
        long nowNs = timeline.nowNs();
        try {
            if (tape.isPresent()) {
                tape.get().tick(nowNs);
                recorder.committed();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (ticks % TICKS_PER_STATE == 0) {
            rate(nowNs);
        }
        if (taker.isReady()) {
            taker.take(picture());
        }
        ticks++;
        next = timeline.after(Duration.ofNanos((long) (TICK.toNanos() * speed)), this::tick);
    }

    /// Ends: what was pushed is committed when the tape is closed. On the timeline's thread.
    public void stop() {
        if (next != null) {
            next.cancel();
        }
    }

    private void rate(long nowNs) {
        double seconds = (nowNs - ratedNs) / (speed * 1e9);
        if (seconds > 0) {
            eventsPerSecond = (view.events() - ratedEvents) / seconds;
        }
        ratedNs = nowNs;
        ratedEvents = view.events();
        LongShort all = LongShort.NONE;
        for (var sum : view.observed().values()) {
            all = all.plus(sum);
        }
        counts =
                new LiveCounts(
                        nowNs,
                        view.events(),
                        eventsPerSecond,
                        all.total().count(),
                        all.total().microUsd());
    }

    private LivePicture picture() {
        var fresh = view.recent().since(liquidationsTaken);
        liquidationsTaken = view.recent().count();
        boolean whole = ticks % TICKS_PER_STATE == 0;
        return new LivePicture(
                fresh,
                view.candles().changes(),
                whole ? Optional.of(state(GAPS_SHOWN)) : Optional.empty());
    }

    /// The state now. On the timeline's thread.
    ///
    /// @param gaps how many at most
    public LiveState state(int gaps) {
        long nowNs = sources.nowNs().getAsLong();
        return new LiveState(
                nowNs,
                speed,
                view.events(),
                eventsPerSecond,
                view.coins(),
                sources.feeds().get(),
                view.gaps(gaps),
                view.observed(),
                sources.demo().get(),
                view.answers(nowNs));
    }

    /// How far it is. From any thread.
    public LiveCounts counts() {
        return counts;
    }

    /// Does something on the timeline's thread and gives its answer to any other.
    public <T> CompletableFuture<T> ask(Supplier<T> question) {
        var answer = new CompletableFuture<T>();
        timeline.execute(() -> answer.complete(question.get()));
        return answer;
    }

    @Override
    public CompletableFuture<List<RecentLiquidation>> liquidations(long before, int limit) {
        return ask(() -> view.recent().before(before, limit));
    }

    @Override
    public CompletableFuture<CoinCandles> candles(Coin coin, CandleInterval interval, int limit) {
        return ask(() -> view.candles().of(coin, interval, limit));
    }

    /// Pushes each event onto the tape and into the view, under the same place.
    private static final class Recorder extends RoutingSink {
        private final Optional<LiveTape> tape;
        private final EventSink[] route;
        private int uncommitted;

        Recorder(LiveView view, Optional<LiveTape> tape) {
            this.tape = tape;
            route =
                    tape.isPresent()
                            ? new EventSink[] {tape.get().sink(), view}
                            : new EventSink[] {view};
        }

        void committed() {
            uncommitted = 0;
        }

        @Override
        protected EventSink[] route(
                EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
            return route;
        }

        @Override
        protected void routed() {
            if (++uncommitted >= EVENTS_PER_COMMIT) {
                commit();
            }
        }

        private void commit() {
            uncommitted = 0;
            if (tape.isPresent()) {
                try {
                    tape.get().commit();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}

package spillway.app.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import spillway.app.live.DemoTruth;
import spillway.app.live.LiveCounts;
import spillway.app.live.LiveRun;
import spillway.app.live.LiveState;
import spillway.app.live.LiveTape;
import spillway.app.live.LiveView;
import spillway.app.live.PictureTaker;
import spillway.app.live.TapeFollower;
import spillway.app.reading.Universes;
import spillway.app.recording.RecordedHealth;
import spillway.app.recording.RecordingNetwork;
import spillway.app.recording.SessionRecorder;
import spillway.app.text.Reasons;
import spillway.app.web.WebServer;
import spillway.market.EventSink;
import spillway.tape.TapeWriter;
import spillway.venues.connect.FeedSettings;
import spillway.venues.connect.FeedStatus;
import spillway.venues.connect.RejectedMessages;
import spillway.venues.connect.VenueFeed;
import spillway.venues.connect.VenueNetwork;
import spillway.venues.socket.SocketNetwork;
import spillway.venues.time.LiveTimeline;
import spillway.venues.time.RunClock;

/// Feeds, tape, view and dashboard of one process: put together, run, and taken apart in order.
final class LiveSession implements AutoCloseable {
    /// The port of the dashboard where none is named.
    static final int USUAL_PORT = 7878;

    /// How long an answer of the run's own thread may take.
    private static final long ANSWER_WAITS_MS = 3_000;

    /// What is put together.
    ///
    /// @param clock of the run
    /// @param feeds the venues
    /// @param tape folder of the tape
    /// @param universe the venues that coverage is a share of
    /// @param port of the dashboard; empty for none
    /// @param title of its page
    /// @param recording folder of recordings; empty for none
    /// @param demo what an emulated market knows
    record Settings(
            RunClock clock,
            List<FeedSettings> feeds,
            Path tape,
            Universes.Choice universe,
            OptionalInt port,
            String title,
            Optional<Path> recording,
            Supplier<Optional<DemoTruth>> demo) {
        Settings {
            feeds = List.copyOf(feeds);
        }
    }

    private final Settings settings;
    private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
    private final List<SessionRecorder> recorders = new ArrayList<>();
    private final List<VenueFeed> feeds = new ArrayList<>();
    private final SocketNetwork network;
    private final LiveTape tape;
    private final LiveTimeline timeline;
    private final LiveRun run;
    private final @Nullable WebServer web;
    private boolean open = true;

    private LiveSession(Settings settings, @Nullable WebServer web, TapeWriter writer)
            throws IOException {
        this.settings = settings;
        this.web = web;
        var clock = settings.clock();
        var view = new LiveView(writer.instruments(), settings.universe());
        new TapeFollower(settings.tape(), view).readAll(clock.nowNs());
        tape = new LiveTape(writer);
        network = new SocketNetwork();
        timeline = new LiveTimeline("spillway-run", clock, failed::complete);
        run =
                new LiveRun(
                        timeline,
                        clock.speed(),
                        view,
                        Optional.of(tape),
                        web == null ? PictureTaker.NOBODY : web.pictures(),
                        new LiveRun.Sources(
                                timeline::nowNs, this::flush, this::status, settings.demo()));
        if (web != null) {
            web.answer(run);
        }
        var rejected = new RejectedMessages(settings.tape().resolve("rejected"));
        for (var feed : settings.feeds()) {
            feeds.add(feed(feed, writer, rejected));
        }
    }

    /// Puts everything together; nothing runs yet.
    ///
    /// @throws IOException if the port is taken, or the tape is another's
    static LiveSession open(Settings settings, String version) throws IOException {
        WebServer web =
                settings.port().isPresent()
                        ? WebServer.start(
                                settings.port().getAsInt(), version, settings.title())
                        : null;
        TapeWriter writer = null;
        try {
            writer = TapeWriter.open(settings.tape());
            return new LiveSession(settings, web, writer);
        } catch (IOException | RuntimeException e) {
            if (writer != null) {
                writer.close();
            }
            if (web != null) {
                web.close();
            }
            throw e;
        }
    }

    private VenueFeed feed(FeedSettings feed, TapeWriter writer, RejectedMessages rejected)
            throws IOException {
        VenueNetwork way = network;
        EventSink sink = run.sink();
        if (settings.recording().isPresent()) {
            var recorder =
                    SessionRecorder.begin(
                            settings.recording().get(), feed.protocol(), settings.clock().nowNs());
            recorders.add(recorder);
            way = new RecordingNetwork(network, feed.endpoints(), recorder);
            sink = new RecordedHealth(writer.instruments(), sink, recorder);
        }
        return new VenueFeed(feed, timeline, way, writer.instruments(), sink, rejected);
    }

    private void flush() {
        recorders.forEach(SessionRecorder::flush);
    }

    private List<FeedStatus> status() {
        return feeds.stream().map(VenueFeed::status).toList();
    }

    /// Where the dashboard is; empty if there is none.
    Optional<String> url() {
        return Optional.ofNullable(web).map(WebServer::url);
    }

    Settings settings() {
        return settings;
    }

    /// Files of the recordings.
    List<Path> recordings() {
        return recorders.stream().map(SessionRecorder::file).toList();
    }

    /// Begins to listen.
    void start() throws IOException {
        ask(() -> {
            run.start();
            feeds.forEach(VenueFeed::start);
            return true;
        });
    }

    /// How far it is.
    ///
    /// @throws IOException if it has ended by itself, with the reason
    LiveCounts counts() throws IOException {
        checkGoesOn();
        return run.counts();
    }

    /// The state now, with many more gaps than a dashboard shows.
    LiveState state() throws IOException {
        return ask(() -> run.state(Integer.MAX_VALUE));
    }

    /// How the venues are.
    List<FeedStatus> feeds() throws IOException {
        return ask(this::status);
    }

    private void checkGoesOn() throws IOException {
        if (failed.isDone()) {
            throw reason(failed.join());
        }
    }

    private static IOException reason(Throwable thrown) {
        return switch (thrown) {
            case UncheckedIOException e when e.getCause() != null -> e.getCause();
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> new IOException(Reasons.of(thrown), thrown);
        };
    }

    private <T> T ask(Supplier<T> question) throws IOException {
        checkGoesOn();
        try {
            return run.ask(question).get(ANSWER_WAITS_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            checkGoesOn();
            throw new IOException(
                    "the machine is too slow for this run: no answer within "
                            + ANSWER_WAITS_MS
                            + " ms; lower --speed, or choose fewer --instruments",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// Stops the feeds, which says on the tape that they are no longer listened to, and lets
    /// everything go. What was heard is on the disk when this returns.
    void stop() throws IOException {
        if (!open) {
            return;
        }
        open = false;
        try {
            if (!failed.isDone()) {
                ask(() -> {
                    feeds.forEach(VenueFeed::stop);
                    run.stop();
                    return true;
                });
            }
        } finally {
            timeline.close();
            network.close();
            for (var recorder : recorders) {
                recorder.close();
            }
            tape.close();
            if (web != null) {
                web.close();
            }
        }
    }

    /// Stops, if that has not been done.
    @Override
    public void close() throws IOException {
        stop();
    }
}

package spillway.app.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.live.LiveRun;
import spillway.app.live.LiveView;
import spillway.app.live.TapeFollower;
import spillway.app.reading.TapeSpan;
import spillway.app.reading.Universes;
import spillway.app.text.Reasons;
import spillway.app.web.WebServer;
import spillway.market.Instruments;
import spillway.market.TimeWindow;
import spillway.tape.Tape;
import spillway.venues.time.LiveTimeline;
import spillway.venues.time.RunClock;

/// `spillway serve`: the dashboard over a tape, whoever writes it.
public final class ServeCommand implements Command {
    private static final Duration LOOK = Duration.ofMillis(200);

    /// Ticks between two looks at the tape: once a second.
    private static final int TICKS_PER_LOOK = 4;

    private final CommandSpec spec =
            Options.command(
                            "serve",
                            List.of(
                                    "Shows a tape as a dashboard and changes nothing. Totals are those of"
                                            + " the tape's end; while another process writes it, they go on"
                                            + " with it. Ends with --for or Ctrl-C."),
                            List.of("spillway serve", "spillway serve --tape DIR --port 0"))
                    .addOption(LiveOptions.length())
                    .addOption(LiveOptions.port("the dashboard", LiveSession.USUAL_PORT))
                    .addOption(Options.universe())
                    .addOption(Options.tape())
                    .addOption(Options.json());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    /// Looks at the tape every so many ticks, and knows until when it goes.
    private static final class Look {
        private final TapeFollower follower;
        private final LiveView view;
        private final long endNs;
        private int ticks;

        Look(TapeFollower follower, LiveView view, long endNs) {
            this.follower = follower;
            this.view = view;
            this.endNs = endNs;
        }

        void tick() {
            if (++ticks % TICKS_PER_LOOK != 0) {
                return;
            }
            try {
                follower.readNew();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        long nowNs() {
            return Math.max(endNs, view.latestNs());
        }
    }

    @Override
    public int run(ParseResult line, Console console) throws IOException {
        Universes.Choice universe = Options.universe(line);
        Path folder = Options.tape(line);
        int port = LiveOptions.port(line, LiveSession.USUAL_PORT);
        var view = new LiveView(new Instruments(), universe);
        var follower = new TapeFollower(folder, view);
        long endNs = endNs(folder);
        follower.readAll(endNs);
        var look = new Look(follower, view, endNs);
        var failed = new CompletableFuture<Throwable>();
        try (var interruption = Interruption.awaited();
                var web = WebServer.start(port, CommandRunner.VERSION, "Spillway: " + folder);
                var timeline = new LiveTimeline("spillway-run", RunClock.wall(), failed::complete)) {
            var run =
                    new LiveRun(
                            timeline,
                            1,
                            view,
                            Optional.empty(),
                            web.pictures(),
                            new LiveRun.Sources(
                                    look::nowNs, look::tick, List::of, Optional::empty));
            web.answer(run);
            timeline.execute(run::start);
            console.out().println("Dashboard: " + web.url());
            console.flush();
            await(line, interruption, failed);
            return 0;
        }
    }

    /// The end of what the tape knows; the time at which nothing has happened yet if it knows
    /// nothing.
    private static long endNs(Path folder) throws IOException {
        try (var tape = Tape.open(folder)) {
            return TapeSpan.of(tape).map(TimeWindow::toNs).orElse(0L);
        }
    }

    private static void await(
            ParseResult line, Interruption interruption, CompletableFuture<Throwable> failed)
            throws IOException {
        long startNs = System.nanoTime();
        long lengthNs =
                LiveOptions.length(line).map(Duration::toNanos).orElse(Long.MAX_VALUE);
        while (System.nanoTime() - startNs < lengthNs && !interruption.within(LOOK)) {
            if (failed.isDone()) {
                Throwable thrown = failed.join();
                throw thrown instanceof UncheckedIOException e && e.getCause() != null
                        ? e.getCause()
                        : new IOException(Reasons.of(thrown), thrown);
            }
        }
    }
}

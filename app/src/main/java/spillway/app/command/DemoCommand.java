package spillway.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.json.Json;
import spillway.app.json.LiveJson;
import spillway.app.live.DemoTruth;
import spillway.app.reading.TapeSpan;
import spillway.app.reading.Universes;
import spillway.emulator.FaultPlan;
import spillway.emulator.InjectedFault;
import spillway.emulator.Truth;
import spillway.emulator.market.ScriptedMarket;
import spillway.emulator.market.ScriptedSettings;
import spillway.market.Instruments;
import spillway.market.TimeWindow;
import spillway.tape.Tape;
import spillway.venues.connect.FeedSettings;
import spillway.venues.connect.InstrumentChoice;
import spillway.venues.time.RunClock;

/// `spillway demo`: the whole thing on this machine, without the internet.
public final class DemoCommand implements Command {
    /// The fall begins after ten seconds and is over within a minute.
    private static final double USUAL_SPEED = 60;

    /// A time at which nothing happened yet.
    private static final Instant BEGINS = Instant.parse("2030-01-01T00:00:00Z");

    /// Between the end of a tape and the demo that goes on with it.
    private static final long AFTER_TAPE_NS = Duration.ofHours(1).toNanos();

    /// How long a market stays calm after the fall, where no end is asked for.
    private static final Duration CALM_AFTER = Duration.ofDays(30);

    /// Of the market's time, so that a minute of a demo sees some.
    private static final Duration BETWEEN_FAULTS = Duration.ofMinutes(5);

    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration CONNECTING_TAKES = Duration.ofSeconds(20);

    /// What is on the wire when the market stops arrives within milliseconds; with faults it may be
    /// late, or not come at all.
    private static final Duration ARRIVING_TAKES = Duration.ofSeconds(1);

    private static final Duration GLANCE = Duration.ofMillis(20);

    private final CommandSpec spec =
            Options.command(
                            "demo",
                            List.of(
                                    "Three emulated venues with eight coins, on this machine and without the"
                                            + " internet: leverage builds up and a fall flushes it, made up"
                                            + " from a seed. Connectors, tape and dashboard are those of"
                                            + " `watch`; in the end what was observed is held against what"
                                            + " the venues published. Ends with --for or Ctrl-C."),
                            List.of(
                                    "spillway demo",
                                    "spillway demo --for 60s --headless --json",
                                    "spillway demo --seed 2 --faults all"))
                    .addOption(LiveOptions.length())
                    .addOption(
                            LiveOptions.speed(
                                    "how many times as fast as time; by default 60, an hour in a"
                                            + " minute"))
                    .addOption(LiveOptions.port("the dashboard", LiveSession.USUAL_PORT))
                    .addOption(Options.number("--seed", "of the market; by default 1"))
                    .addOption(LiveOptions.headless())
                    .addOption(LiveOptions.faults())
                    .addOption(
                            Options.folder(
                                    "--tape",
                                    "keep what is heard on this tape, and go on with it if it is"
                                            + " there; by default nothing is kept"))
                    .addOption(Options.json());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult line, Console console) throws IOException {
        var kinds = EmulatedVenues.faults(Options.texts(line, "--faults"));
        double speed = LiveOptions.speed(line, USUAL_SPEED);
        long seed = line.matchedOptionValue("--seed", 1L);
        LiveOptions.dashboard(line); // refused before anything is made
        Optional<Path> kept = Options.file(line, "--tape");
        try (var interruption = Interruption.awaited();
                var temporary = new LiveOptions.TemporaryFolder()) {
            Path tape = kept.orElse(temporary.folder().resolve("tape"));
            long startNs = startNs(tape);
            var faults =
                    kinds.isEmpty()
                            ? FaultPlan.none()
                            : FaultPlan.random(kinds, seed, BETWEEN_FAULTS);
            var venues =
                    new EmulatedVenues.Settings(
                            LiveOptions.protocols(LiveOptions.USUAL_PROTOCOLS),
                            "scripted",
                            seed,
                            faults,
                            RunClock.of(startNs, speed),
                            0);
            try (var emulated = open(venues, startNs)) {
                int exit = run(emulated, tape, line, console, interruption);
                console.flush();
                return exit;
            }
        }
    }

    static EmulatedVenues open(EmulatedVenues.Settings venues, long startNs) throws IOException {
        var usual = ScriptedSettings.of(venues.seed(), startNs);
        var settings =
                new ScriptedSettings(
                        usual.seed(),
                        usual.startNs(),
                        usual.calm(),
                        usual.fall(),
                        CALM_AFTER,
                        usual.step(),
                        usual.fallFraction());
        var instruments = new Instruments();
        return EmulatedVenues.open(
                venues,
                instruments,
                new ScriptedMarket(settings, venues.protocols(), instruments));
    }

    private static long startNs(Path folder) throws IOException {
        long beginsNs = TimeWindow.nanos(BEGINS);
        if (!Tape.isTape(folder)) {
            return beginsNs;
        }
        try (var tape = Tape.open(folder)) {
            return TapeSpan.of(tape)
                    .map(span -> Math.max(beginsNs, span.toNs() + AFTER_TAPE_NS))
                    .orElse(beginsNs);
        }
    }

    private static int run(
            EmulatedVenues emulated,
            Path tape,
            ParseResult line,
            Console console,
            Interruption interruption)
            throws IOException {
        var latest = new AtomicReference<@Nullable DemoTruth>();
        var settings =
                new LiveSession.Settings(
                        emulated.settings().clock(),
                        emulated.served().stream()
                                .map(venue ->
                                        new FeedSettings(
                                                venue.protocol(),
                                                venue.endpoints(),
                                                InstrumentChoice.all(),
                                                LiveOptions.USUAL_CHANNELS,
                                                emulated.settings().seed()))
                                .toList(),
                        tape,
                        Universes.Choice.TAPE,
                        LiveOptions.dashboard(line),
                        "Spillway demo",
                        Optional.empty(),
                        () -> {
                            emulated.tell(latest::set);
                            return Optional.ofNullable(latest.get());
                        });
        try (var session = LiveSession.open(settings, CommandRunner.VERSION)) {
            boolean json = Options.isGiven(line, "--json");
            RunningCommand.announce(session, json, console);
            session.start();
            if (!RunningCommand.subscribed(session, CONNECTING_TAKES, interruption)) {
                throw new IOException(
                        "the emulated venues were not reached within "
                                + CONNECTING_TAKES.toSeconds()
                                + " s: "
                                + RunningCommand.notes(session.feeds())
                                + "; lower --speed, or see what else this machine is busy with");
            }
            long fromNs = emulated.settings().clock().nowNs();
            emulated.start();
            RunningCommand.runOn(
                    session, LiveOptions.length(line), REDRAW, console, interruption);
            var running = session.state();
            emulated.stop();
            Truth truth = emulated.truth();
            awaitArrival(session, truth);
            var state = session.state();
            List<InjectedFault> injected = emulated.faults();
            var answer =
                    new LiveAnswer(
                            running,
                            state.withDemo(emulated.truthNow(truth)),
                            new TimeWindow(fromNs, running.atNs()));
            session.stop();
            return tell(answer, session, emulated, injected, json, console);
        }
    }

    private static void awaitArrival(LiveSession session, Truth truth) throws IOException {
        long waitedMs = 0;
        while (waitedMs < ARRIVING_TAKES.toMillis()) {
            var observed = session.state().observed();
            boolean all = true;
            for (var entry : truth.wire().entrySet()) {
                var sums = observed.get(entry.getKey());
                all &=
                        entry.getValue().count() == 0
                                || LiveJson.longShort(entry.getValue()).equals(sums);
            }
            if (all) {
                return;
            }
            RunningCommand.pause(GLANCE);
            waitedMs += GLANCE.toMillis();
        }
    }

    private static int tell(
            LiveAnswer answer,
            LiveSession session,
            EmulatedVenues emulated,
            List<InjectedFault> injected,
            boolean json,
            Console console) {
        if (json) {
            var node = Json.object().put("command", "demo");
            node.put("url", session.url().orElse(null));
            node.put("tape", session.settings().tape().toString());
            node.set("endpoints", LiveAnswer.endpoints(emulated.served()));
            answer.json(node);
            console.out().print(Json.show(answer.demoJson(node, injected)));
        } else {
            answer.lines().forEach(console.out()::println);
        }
        List<String> unexplained = answer.unexplained();
        unexplained.forEach(venue ->
                console.err()
                        .println(
                                "spillway: "
                                        + venue
                                        + ", and no gap says why: this is an error of Spillway's;"
                                        + " please report it with the seed"));
        return unexplained.isEmpty() ? 0 : 1;
    }
}

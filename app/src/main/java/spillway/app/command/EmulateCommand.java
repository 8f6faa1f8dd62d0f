package spillway.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.json.Json;
import spillway.app.json.LiveJson;
import spillway.app.recording.SessionRecorder;
import spillway.app.text.Numbers;
import spillway.app.text.Table;
import spillway.app.text.Table.Align;
import spillway.emulator.FaultPlan;
import spillway.emulator.market.RecordedMarket;
import spillway.market.Instruments;
import spillway.market.TimeWindow;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.time.RunClock;

/// `spillway emulate`: emulated venues alone, for other programs to connect to.
public final class EmulateCommand implements Command {
    /// The port where none is named.
    static final int USUAL_PORT = 7879;

    private static final Instant BEGINS = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration BETWEEN_FAULTS = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final CommandSpec spec =
            Options.command(
                            "emulate",
                            List.of(
                                    "Serves emulated venues on this machine: their catalogues, streams,"
                                            + " throttles and, on request, faults. Clients of the real venues"
                                            + " work when their base URLs are exchanged. Prints the URLs at"
                                            + " once and goes on until --for or Ctrl-C; then prints what was"
                                            + " liquidated, as it happened and as it was published."),
                            List.of(
                                    "spillway emulate",
                                    "spillway emulate --protocols bybit-linear --speed 10 --json",
                                    "spillway emulate --wait --speed 60 --for 90s"))
                    .addOption(
                            Options.list(
                                    "--protocols",
                                    "NAME",
                                    "which; by default "
                                            + String.join(", ", LiveOptions.USUAL_PROTOCOLS)))
                    .addOption(
                            LiveOptions.speed("how many times as fast as time; by default 1"))
                    .addOption(Options.number("--seed", "of the market; by default 1"))
                    .addOption(LiveOptions.faults())
                    .addOption(
                            Options.list(
                                    "--recording",
                                    "FILE",
                                    "instead of the scripted market, what these sessions of one venue"
                                            + " recorded; comma between"))
                    .addOption(
                            Options.flag(
                                    "--wait",
                                    "let the market begin once each venue has its first"
                                            + " client"))
                    .addOption(LiveOptions.length())
                    .addOption(LiveOptions.port("all venues", USUAL_PORT))
                    .addOption(Options.json());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult line, Console console) throws IOException {
        List<Path> recordings =
                Options.texts(line, "--recording").stream().map(Path::of).toList();
        List<String> named = protocols(line, recordings);
        var kinds = EmulatedVenues.faults(Options.texts(line, "--faults"));
        long seed = line.matchedOptionValue("--seed", 1L);
        long startNs = TimeWindow.nanos(BEGINS);
        var settings =
                new EmulatedVenues.Settings(
                        LiveOptions.protocols(named),
                        recordings.isEmpty() ? "scripted" : "recorded",
                        seed,
                        kinds.isEmpty()
                                ? FaultPlan.none()
                                : FaultPlan.random(kinds, seed, BETWEEN_FAULTS),
                        RunClock.of(startNs, LiveOptions.speed(line, 1)),
                        LiveOptions.port(line, USUAL_PORT));
        try (var interruption = Interruption.awaited();
                var venues = open(settings, recordings, startNs)) {
            boolean json = Options.isGiven(line, "--json");
            announce(venues, json, console);
            if (Options.isGiven(line, "--wait")) {
                venues.startWithClients();
            } else {
                venues.start();
            }
            await(venues, line, interruption);
            venues.stop();
            tell(venues, json, console);
            console.flush();
            return 0;
        }
    }

    private static List<String> protocols(ParseResult line, List<Path> recordings)
            throws IOException {
        List<String> named = Options.texts(line, "--protocols");
        if (recordings.isEmpty()) {
            return named.isEmpty() ? LiveOptions.USUAL_PROTOCOLS : named;
        }
        List<String> recorded =
                named.isEmpty()
                        ? SessionRecorder.protocolOf(recordings).stream().toList()
                        : named;
        if (recorded.size() != 1) {
            throw new UsageException(
                    "--recording: expected one protocol, named by the recording or by --protocols,"
                            + " found "
                            + (recorded.isEmpty() ? "none" : String.join(", ", recorded)));
        }
        return recorded;
    }

    private static EmulatedVenues open(
            EmulatedVenues.Settings settings, List<Path> recordings, long startNs)
            throws IOException {
        if (recordings.isEmpty()) {
            return DemoCommand.open(settings, startNs);
        }
        VenueProtocol protocol = settings.protocols().getFirst();
        var instruments = new Instruments();
        var market =
                RecordedMarket.ofSessions(
                        protocol, recordings, instruments, (_, _, _, _, _) -> {});
        if (market.events() == 0) {
            throw new IOException(
                    recordings.getFirst()
                            + ": expected a recording of "
                            + protocol.name()
                            + ", found no event of it; name its own protocol with --protocols");
        }
        return EmulatedVenues.open(settings, instruments, market);
    }

    private static void await(
            EmulatedVenues venues, ParseResult line, Interruption interruption)
            throws IOException {
        long startNs = System.nanoTime();
        long lengthNs =
                LiveOptions.length(line).map(Duration::toNanos).orElse(Long.MAX_VALUE);
        while (System.nanoTime() - startNs < lengthNs && !interruption.within(LOOK)) {
            venues.checkGoesOn();
        }
    }

    private static void announce(EmulatedVenues venues, boolean json, Console console) {
        if (json) {
            var node = Json.object().put("url", venues.url());
            node.set("endpoints", LiveAnswer.endpoints(venues.served()));
            console.out().println(Json.oneLine(node));
        } else {
            var table = new Table(Align.LEFT, Align.LEFT, Align.LEFT);
            table.row("venue", "WebSocket", "REST");
            for (var one : venues.served()) {
                table.row(
                        one.protocol().name(),
                        one.endpoints().webSocket(),
                        one.endpoints().rest());
            }
            table.lines("").forEach(console.out()::println);
            console.out().println("All of it: spillway watch --base-url " + venues.url());
        }
        console.flush();
    }

    private static void tell(EmulatedVenues venues, boolean json, Console console)
            throws IOException {
        var truth = venues.truth();
        if (json) {
            console.out().println(Json.oneLine(LiveJson.demo(venues.truthNow(truth))));
            return;
        }
        var table = new Table(Align.LEFT, Align.RIGHT, Align.RIGHT);
        table.row("liquidated, USD", "published", "happened");
        truth.wire()
                .forEach((venue, sums) -> {
                    var happened = truth.economic().get(venue);
                    table.row(
                            venue,
                            Numbers.usd(sums.microUsd()),
                            happened == null ? "" : Numbers.usd(happened.microUsd()));
                });
        table.lines("").forEach(console.out()::println);
    }
}

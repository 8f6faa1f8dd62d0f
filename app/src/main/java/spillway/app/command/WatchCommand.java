package spillway.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.json.Json;
import spillway.market.TimeWindow;
import spillway.venues.Venues;
import spillway.venues.connect.FeedSettings;
import spillway.venues.connect.InstrumentChoice;
import spillway.venues.protocol.Endpoints;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.time.RunClock;

/// `spillway watch`: live venues onto a tape and a dashboard.
public final class WatchCommand implements Command {
    private static final Duration REDRAW = Duration.ofMillis(200);

    private final CommandSpec spec =
            Options.command(
                            "watch",
                            List.of(
                                    "Listens to venues, keeps what they say on the tape, and shows it."
                                            + " Nothing is sent to them but subscriptions and requests for"
                                            + " public data. Ends with --for or Ctrl-C; when it is started"
                                            + " again it goes on with the tape, and the time between is a"
                                            + " gap."),
                            List.of(
                                    "spillway watch",
                                    "spillway watch binance-usdm okx-swap --instruments coin:BTC,ETH",
                                    "spillway watch --base-url http://127.0.0.1:7879 --for 60s --json",
                                    "spillway watch bybit-linear --record recordings"))
                    .addPositional(
                            PositionalParamSpec.builder()
                                    .index("0..*")
                                    .arity("0..*")
                                    .paramLabel("VENUE")
                                    .type(List.class)
                                    .auxiliaryTypes(String.class)
                                    .description(
                                            "protocols: "
                                                    + Venues.all().stream()
                                                            .map(VenueProtocol::name)
                                                            .collect(Collectors.joining(", "))
                                                    + "; by default "
                                                    + String.join(
                                                            ", ", LiveOptions.USUAL_PROTOCOLS))
                                    .build())
                    .addOption(
                            Options.text(
                                    "--instruments",
                                    "CHOICE",
                                    "of each venue: top:N by open interest, coin:BTC,ETH, symbols and"
                                            + " patterns such as BTCUSDT,ETH*, or all; by default"
                                            + " top:20"))
                    .addOption(
                            Options.list(
                                    "--channels",
                                    "KEY",
                                    "liquidations, trades, quotes, book, markPrice, indexPrice,"
                                            + " funding, openInterest …; by default all but books"
                                            + " and quotes"))
                    .addOption(
                            Options.list(
                                    "--base-url",
                                    "URL",
                                    "address of a `spillway emulate`, whose clock is then followed; or"
                                            + " VENUE=URL for each venue that is not reached at its"
                                            + " own address"))
                    .addOption(
                            Options.folder(
                                    "--record",
                                    "write down everything that passes, a file for each venue, for"
                                            + " `spillway import session`"))
                    .addOption(LiveOptions.length())
                    .addOption(LiveOptions.port("the dashboard", LiveSession.USUAL_PORT))
                    .addOption(LiveOptions.headless())
                    .addOption(Options.universe())
                    .addOption(Options.tape())
                    .addOption(Options.json());

    @Override
    public CommandSpec spec() {
        return spec;
    }

    /// Where venues are, and by which clock they go.
    private record Addresses(RunClock clock, Map<String, Endpoints> endpoints, boolean emulated) {}

    @Override
    public int run(ParseResult line, Console console) throws IOException {
        LiveOptions.dashboard(line);
        Options.universe(line);
        List<String> named = line.matchedPositionalValue(0, List.<String>of());
        LiveOptions.protocols(named); // refused before anybody is asked
        Addresses addresses = addresses(line);
        List<String> names =
                !named.isEmpty()
                        ? named
                        : addresses.emulated()
                                ? List.copyOf(addresses.endpoints().keySet())
                                : LiveOptions.USUAL_PROTOCOLS;
        List<FeedSettings> feeds = feeds(LiveOptions.protocols(names), addresses, line);
        try (var interruption = Interruption.awaited();
                var temporary = new LiveOptions.TemporaryFolder()) {
            boolean kept = !addresses.emulated() || Options.file(line, "--tape").isPresent();
            Path tape = kept ? Options.tape(line) : temporary.folder().resolve("tape");
            var settings =
                    new LiveSession.Settings(
                            addresses.clock(),
                            feeds,
                            tape,
                            Options.universe(line),
                            LiveOptions.dashboard(line),
                            "Spillway",
                            Options.file(line, "--record"),
                            Optional::empty);
            int exit = run(settings, line, console, interruption);
            console.flush();
            return exit;
        }
    }

    private static Addresses addresses(ParseResult line) throws IOException {
        var endpoints = new TreeMap<String, Endpoints>();
        RunClock clock = RunClock.wall();
        boolean emulated = false;
        for (String url : Options.texts(line, "--base-url")) {
            int equals = url.indexOf('=');
            String name = equals < 0 ? "" : url.substring(0, equals);
            if (Venues.byName(name).isPresent()) {
                endpoints.put(name, EmulatorAddress.endpoints(url.substring(equals + 1)));
                continue;
            }
            if (emulated) {
                throw new UsageException(
                        "--base-url: expected one emulator, since a run has one clock, found"
                                + " another: '"
                                + url
                                + "'");
            }
            var emulator = EmulatorAddress.ask(url);
            endpoints.putAll(emulator.endpoints());
            clock = emulator.clock();
            emulated = true;
        }
        return new Addresses(clock, endpoints, emulated);
    }

    private static List<FeedSettings> feeds(
            List<VenueProtocol> protocols, Addresses addresses, ParseResult line) {
        InstrumentChoice choice;
        try {
            choice = InstrumentChoice.parse(Options.text(line, "--instruments").orElse("top:20"));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--instruments: " + e.getMessage());
        }
        var feeds = new ArrayList<FeedSettings>();
        for (var protocol : protocols) {
            Endpoints own = protocol.endpoints();
            if (addresses.emulated() && !addresses.endpoints().containsKey(protocol.name())) {
                throw new UsageException(
                        "the emulator has no "
                                + protocol.name()
                                + "; it has "
                                + String.join(", ", addresses.endpoints().keySet()));
            }
            try {
                feeds.add(
                        new FeedSettings(
                                protocol,
                                addresses.endpoints().getOrDefault(protocol.name(), own),
                                choice,
                                LiveOptions.channels(line),
                                ProcessHandle.current().pid()));
            } catch (IllegalArgumentException e) {
                throw new UsageException("--channels: " + e.getMessage());
            }
        }
        return feeds;
    }

    private static int run(
            LiveSession.Settings settings,
            ParseResult line,
            Console console,
            Interruption interruption)
            throws IOException {
        try (var session = LiveSession.open(settings, CommandRunner.VERSION)) {
            boolean json = Options.isGiven(line, "--json");
            RunningCommand.announce(session, json, console);
            long fromNs = settings.clock().nowNs();
            session.start();
            RunningCommand.runOn(
                    session, LiveOptions.length(line), REDRAW, console, interruption);
            var state = session.state();
            var answer = new LiveAnswer(state, state, new TimeWindow(fromNs, state.atNs()));
            session.stop();
            if (json) {
                var node = Json.object().put("command", "watch");
                node.put("url", session.url().orElse(null));
                node.put("tape", settings.tape().toString());
                node.set(
                        "recordings",
                        Json.texts(session.recordings().stream().map(Path::toString).toList()));
                console.out().print(Json.show(answer.json(node)));
            } else {
                answer.lines().forEach(console.out()::println);
            }
            List<String> unreached =
                    state.feeds().stream()
                            .filter(feed -> feed.account().messages() == 0)
                            .map(feed -> feed.protocol() + ": " + feed.note())
                            .toList();
            unreached.forEach(venue ->
                    console.err()
                            .println(
                                    "spillway: nothing was heard of "
                                            + venue
                                            + "; check the network, or name another address with"
                                            + " --base-url VENUE=URL"));
            return unreached.isEmpty() ? 0 : 1;
        }
    }
}

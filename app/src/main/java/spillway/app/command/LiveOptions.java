package spillway.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.text.Times;
import spillway.market.Channel;
import spillway.venues.Venues;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.time.RunClock;

/// The options that the commands of a run take, and how they are read.
final class LiveOptions {
    private static final int HIGHEST_PORT = 65_535;

    /// The venues that are emulated, and watched, where none are named.
    static final List<String> USUAL_PROTOCOLS = List.of("binance-usdm", "bybit-linear", "okx-swap");

    /// What is listened to where nothing is named: all but books and quotes, which are most of the
    /// traffic and are not looked at yet.
    static final Set<Channel> USUAL_CHANNELS =
            Set.copyOf(
                    EnumSet.of(
                            Channel.LIQUIDATIONS,
                            Channel.DELEVERAGING,
                            Channel.TRADES,
                            Channel.MARK_PRICE,
                            Channel.INDEX_PRICE,
                            Channel.FUNDING,
                            Channel.OPEN_INTEREST,
                            Channel.INSURANCE_FUND,
                            Channel.INSTRUMENTS));

    private LiveOptions() {}

    static OptionSpec length() {
        return OptionSpec.builder("--for")
                .type(Duration.class)
                .paramLabel("LENGTH")
                .converters(text -> Options.converted(() -> Times.length(text)))
                .description("end after so long, such as 60s or 2h, by the machine's time")
                .build();
    }

    static OptionSpec port(String what, int usual) {
        return OptionSpec.builder("--port")
                .type(Integer.class)
                .paramLabel("PORT")
                .description(
                        "port of 127.0.0.1 for "
                                + what
                                + "; 0 for any that is free; by default "
                                + usual)
                .build();
    }

    static OptionSpec headless() {
        return Options.flag("--headless", "without a dashboard");
    }

    static OptionSpec speed(String description) {
        return OptionSpec.builder("--speed")
                .type(Double.class)
                .paramLabel("N")
                .description(description)
                .build();
    }

    static OptionSpec faults() {
        return Options.list(
                "--faults",
                "KIND",
                "what goes wrong between venue and client: none (by default), all, or some of"
                        + " disconnect, silence, gap, duplicate, reorder, half-frame, garbage,"
                        + " slow");
    }

    static Optional<Duration> length(ParseResult line) {
        return Optional.ofNullable(line.matchedOptionValue("--for", null));
    }

    /// The port that is asked for; empty for none.
    static OptionalInt dashboard(ParseResult line) {
        return Options.isGiven(line, "--headless")
                ? OptionalInt.empty()
                : OptionalInt.of(port(line, LiveSession.USUAL_PORT));
    }

    static int port(ParseResult line, int usual) {
        int port = line.matchedOptionValue("--port", usual);
        if (port < 0 || port > HIGHEST_PORT) {
            throw new UsageException(
                    "--port: expected 0 to " + HIGHEST_PORT + ", found '" + port + "'");
        }
        return port;
    }

    static double speed(ParseResult line, double usual) {
        double speed = line.matchedOptionValue("--speed", usual);
        if (!(speed > 0 && speed <= RunClock.FASTEST)) {
            throw new UsageException(
                    "--speed: expected more than 0 and at most "
                            + Math.round(RunClock.FASTEST)
                            + ", found '"
                            + speed
                            + "'");
        }
        return speed;
    }

    /// The protocols of some names.
    static List<VenueProtocol> protocols(List<String> names) {
        var protocols = new ArrayList<VenueProtocol>();
        for (String name : names) {
            protocols.add(
                    Venues.byName(name.toLowerCase(Locale.ROOT))
                            .orElseThrow(() ->
                                    new UsageException(
                                            "no protocol '"
                                                    + name
                                                    + "'; there are "
                                                    + Venues.all().stream()
                                                            .map(VenueProtocol::name)
                                                            .collect(Collectors.joining(", ")))));
        }
        return protocols;
    }

    /// The channels of some keys.
    static Set<Channel> channels(ParseResult line) {
        List<String> keys = Options.texts(line, "--channels");
        if (keys.isEmpty()) {
            return USUAL_CHANNELS;
        }
        var channels = EnumSet.noneOf(Channel.class);
        for (String key : keys) {
            channels.add(
                    Arrays.stream(Channel.values())
                            .filter(c -> c.key().equalsIgnoreCase(key))
                            .findFirst()
                            .orElseThrow(() ->
                                    new UsageException(
                                            "--channels: expected some of "
                                                    + Arrays.stream(Channel.values())
                                                            .map(Channel::key)
                                                            .collect(Collectors.joining(", "))
                                                    + ", found '"
                                                    + key
                                                    + "'")));
        }
        return channels;
    }

    /// A folder for the length of a run; gone with it.
    static final class TemporaryFolder implements AutoCloseable {
        private final Path folder;

        TemporaryFolder() throws IOException {
            folder = Files.createTempDirectory("spillway-run-");
        }

        Path folder() {
            return folder;
        }

        @Override
        public void close() throws IOException {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}

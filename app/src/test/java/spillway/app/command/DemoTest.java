package spillway.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.app.Spillway;
import spillway.market.CountingSink;
import spillway.market.EventKind;
import spillway.market.SelectiveSink;
import spillway.tape.Selection;
import spillway.tape.Tape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole of it on this machine: emulated venues, connectors, tape, answer. However busy the
/// machine is, what was observed is what was published, or a gap says why not.
class DemoTest {
    private static final long ENDS_WITHIN_MS = 5_000;
    private static final long STARTS_WITHIN_MS = 60_000;
    private static final long GLANCE_MS = 50;

    @TempDir Path folder;

    private static void checkAgainstWire(JsonNode answer) {
        for (JsonNode venue : answer.path("venues")) {
            boolean hasGap = false;
            for (JsonNode gap : answer.path("gaps")) {
                hasGap |=
                        gap.path("venue").equals(venue.path("venue"))
                                && gap.path("channel").asString().equals("liquidations");
            }
            assertThat(venue.path("equalsWire").asBoolean() || hasGap)
                    .as("%s", venue)
                    .isTrue();
        }
    }

    @Test
    void observesWhatTheVenuesPublished() throws IOException {
        Path tape = folder.resolve("tape");
        var demo =
                Spillway.run(
                        "demo",
                        "--for",
                        "8s",
                        "--speed",
                        "120",
                        "--headless",
                        "--json",
                        "--tape",
                        tape.toString());
        assertThat(demo.err()).isEmpty();
        assertThat(demo.exit()).isZero();
        JsonNode answer = demo.json();
        assertThat(answer.path("venues")).hasSize(3);
        answer.path("venues").forEach(v -> assertThat(v.path("connected").asBoolean()).isTrue());
        assertThat(answer.path("endpoints")).hasSize(3);
        long liquidations =
                answer.path("liquidations").path("last24h").path("total").path("count").asLong();
        assertThat(liquidations).isPositive();
        checkAgainstWire(answer);
        assertThat(kept(tape)).isEqualTo(liquidations);
        assertThat(Spillway.run("totals", "--tape", tape.toString(), "--json").json()
                        .path("total").path("usd"))
                .isEqualTo(
                        answer.path("liquidations").path("last24h").path("total").path("usd"));
    }

    private static long kept(Path folder) throws IOException {
        try (var tape = Tape.open(folder)) {
            var counted = new CountingSink(new SelectiveSink() {}, _ -> {});
            tape.arrival(Selection.of(EventKind.LIQUIDATION)).pour(counted);
            return counted.events();
        }
    }

    @Test
    void faultsLeaveEqualSumsOrAGap() {
        var demo =
                Spillway.run(
                        "demo", "--for", "8s", "--speed", "120", "--headless", "--json", "--seed",
                        "7", "--faults", "all");
        assertThat(demo.err()).isEmpty();
        assertThat(demo.exit()).isZero();
        assertThat(demo.json().path("faults")).hasSize(8);
        checkAgainstWire(demo.json());
    }

    @Test
    void endsInOrderWhenTheSystemAsks() throws IOException, InterruptedException {
        Path tape = folder.resolve("tape");
        Path out = folder.resolve("out.json");
        Path err = folder.resolve("err.txt");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "spillway.app.Main",
                                        "demo",
                                        "--port",
                                        "0",
                                        "--json",
                                        "--tape",
                                        tape.toString()))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            long started = System.nanoTime();
            while (!hasMarks(tape) && millisSince(started) < STARTS_WITHIN_MS) {
                assertThat(process.waitFor(GLANCE_MS, TimeUnit.MILLISECONDS))
                        .as(Files.readString(err))
                        .isFalse();
            }
            process.destroy();
            assertThat(process.waitFor(ENDS_WITHIN_MS, TimeUnit.MILLISECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        JsonNode answer =
                JsonMapper.shared().readTree(Files.readString(out, StandardCharsets.UTF_8));
        assertThat(answer.path("command").asString()).isEqualTo("demo");
        assertThat(answer.path("url").asString()).startsWith("http://127.0.0.1:");
        assertThat(answer.path("events").asLong()).isPositive();
        assertThat(Tape.writer(tape)).isEmpty();
        assertThat(kept(tape))
                .isEqualTo(
                        answer.path("liquidations").path("last24h").path("total").path("count")
                                .asLong());
    }

    private static long millisSince(long nanoTime) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
    }

    private static boolean hasMarks(Path folder) throws IOException {
        if (!Tape.isTape(folder)) {
            return false;
        }
        try (var tape = Tape.open(folder)) {
            return tape.venueTimes(EnumSet.of(EventKind.MARK_PRICE)).isPresent();
        }
    }

    @Test
    void watchesAnEmulatorByItsClockAndRecordsWhatPasses() throws IOException {
        var venues =
                new EmulatedVenues.Settings(
                        LiveOptions.protocols(List.of("bybit-linear", "okx-swap")),
                        "scripted",
                        3,
                        spillway.emulator.FaultPlan.none(),
                        spillway.venues.time.RunClock.of(1_893_456_000_000_000_000L, 120),
                        0);
        try (var emulated = DemoCommand.open(venues, 1_893_456_000_000_000_000L)) {
            emulated.startWithClients();
            Path tape = folder.resolve("live");
            Path recordings = folder.resolve("recordings");
            var watched =
                    Spillway.run(
                            "watch",
                            "--base-url",
                            emulated.url(),
                            "--for",
                            "9s",
                            "--headless",
                            "--json",
                            "--tape",
                            tape.toString(),
                            "--record",
                            recordings.toString());
            assertThat(watched.err()).isEmpty();
            assertThat(watched.exit()).isZero();
            assertThat(watched.json().path("speed").asDouble()).isEqualTo(120);
            assertThat(watched.json().path("venues")).hasSize(2);
            assertThat(kept(tape)).isPositive();
            for (JsonNode recording : watched.json().path("recordings")) {
                var imported =
                        Spillway.run(
                                "import",
                                "session",
                                recording.asString(),
                                "--tape",
                                folder.resolve("again").toString(),
                                "--json");
                assertThat(imported.err()).isEmpty();
                assertThat(imported.exit()).isZero();
            }
            assertThat(byKind(folder.resolve("again"))).isEqualTo(byKind(tape));
        }
    }

    private static java.util.SortedMap<EventKind, Long> byKind(Path folder) throws IOException {
        try (var tape = Tape.open(folder)) {
            var counted = new CountingSink(new SelectiveSink() {}, _ -> {});
            tape.arrival(Selection.all()).pour(counted);
            return counted.byKind();
        }
    }
}

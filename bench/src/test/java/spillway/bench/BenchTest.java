package spillway.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `spillway bench` runs, its variants agree on what they compute, and its report says everything
/// that it measured. Nothing here depends on how fast anything is.
class BenchTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-02-06T00:00:00.5Z"), ZoneOffset.UTC);

    @TempDir private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Main.run(
                List.of(arguments),
                Options.Effort.TRIAL,
                CLOCK,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void listsEachBenchmarkWithOneLine() {
        assertThat(run()).isZero();
        assertThat(printed().lines())
                .hasSameSizeAs(Benchmarks.ALL)
                .allMatch(line -> line.matches("[a-z-]+ +[^ ].*"));
    }

    @Test
    void measuresEverythingTheTapePromises() throws IOException {
        Path report = folder.resolve("results/bench.json");
        assertThat(run("tape", "--json", "--out", report.toString(), "--dir", folder.toString()))
                .as(complained())
                .isZero();
        assertThat(complained()).isEmpty();
        assertThat(Files.readString(report)).isEqualTo(printed());
        JsonNode json = JsonMapper.shared().readTree(printed());
        assertThat(json.get("date").asString()).isEqualTo("2026-02-06T00:00:00Z");
        assertThat(json.get("machine").get("processors").asInt()).isPositive();
        var parts = new HashSet<String>();
        var judged = new HashSet<String>();
        for (JsonNode figure : json.get("figures")) {
            parts.add(figure.get("part").asString());
            double median = figure.get("median").asDouble();
            assertThat(median)
                    .as(figure.toString())
                    .isBetween(figure.get("min").asDouble(), figure.get("max").asDouble());
            if (figure.has("target")) {
                judged.add(figure.get("part").asString());
                assertThat(figure.get("met").isBoolean()).isTrue();
            }
        }
        assertThat(parts).containsExactlyInAnyOrder("journal", "seal", "replay", "allocation");
        assertThat(judged).isEqualTo(parts);
        for (JsonNode note : json.get("notes")) {
            assertThat(parts).contains(note.get("part").asString());
        }
    }

    @Test
    void leavesNothingBehind() throws IOException {
        assertThat(run("seal", "--dir", folder.toString())).as(complained()).isZero();
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void runsWhatJmhMeasures() {
        assertThat(run("events", "--dir", folder.toString())).as(complained()).isZero();
        assertThat(printed()).contains("decode", "recode", "digest", "ns/event", "bytes/event");
    }

    @Test
    void readsWithEachParserWhatTheDecodersRead() {
        assertThat(run("decode", "--dir", folder.toString())).as(complained()).isZero();
        assertThat(printed())
                .contains("binance-usdm aggTrade / ", "okx-spot books, dsl-json 2.0.2", "ratio");
    }

    @Test
    void bringsOverASocketWhatComesFromMemory() {
        assertThat(run("wire", "--dir", folder.toString())).as(complained()).isZero();
        assertThat(printed()).contains("bytes in memory to totals", "loopback socket to totals");
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense, expected a name that",
        "--fast, expected an option that",
        "--out, expected a value after it",
        "--seed x, expected a whole number"
    })
    void refusesWhatItDoesNotKnow(String arguments, String complaint) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(complained()).contains(complaint);
        assertThat(printed()).isEmpty();
    }

    @Test
    void failsWhenVariantsDisagree() throws Exception {
        var rounds =
                Rounds.run(
                        0,
                        2,
                        List.of(
                                new Rounds.Variant("one", watch -> timed(watch, 1)),
                                new Rounds.Variant("two", watch -> timed(watch, 2))));
        assertThatThrownBy(() -> rounds.requireSameResults(0, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("one and two");
        var calls = new int[1];
        assertThatThrownBy(() ->
                        Rounds.run(
                                1,
                                1,
                                List.of(
                                        new Rounds.Variant(
                                                "drifting", watch -> timed(watch, calls[0]++)))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("drifting");
    }

    private static long timed(Stopwatch watch, long result) {
        watch.start();
        watch.stop();
        return result;
    }

    @ParameterizedTest
    @CsvSource({"3 1 2, 2, 1, 3", "4 1 2 3, 2.5, 1, 4", "7, 7, 7, 7"})
    void takesTheMiddleAndBothEnds(String samples, double median, double min, double max) {
        double[] values =
                List.of(samples.split(" ")).stream().mapToDouble(Double::parseDouble).toArray();
        assertThat(Spread.of(values)).isEqualTo(new Spread(median, min, max, values.length));
    }

    @Test
    void meetsATargetThatItReachesExactly() {
        assertThat(Target.atLeast(0.8).isMetBy(0.8)).isTrue();
        assertThat(Target.atLeast(0.8).isMetBy(0.7999)).isFalse();
        assertThat(Target.atMost(0).isMetBy(0)).isTrue();
        assertThat(Target.atMost(0).isMetBy(0.0001)).isFalse();
        assertThat(Target.atLeast(1_500_000)).hasToString(">= 1,500,000");
        assertThat(Target.atMost(0)).hasToString("<= 0");
        assertThat(Target.atLeast(0.8)).hasToString(">= 0.8");
    }
}

package spillway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.testing.Recordings;
import tools.jackson.databind.JsonNode;

/// What real events were: waves, levels, verdict and rank, from the file to the JSON.
class RecordedLeverageTest {
    private static final String HOURLY = "seed-event/btc-hourly-2025-12-04_2026-02-20.csv";
    private static final String MAJORS = "history-daily/majors-2020_2025";
    private static final String BY_VENUE = "history-daily/btc-by-venue-2022_2023";

    @TempDir Path folder;

    private JsonNode json(String line) {
        var answer = Spillway.run((line + " --tape " + folder + " --json").split(" "));
        assertThat(answer.err()).isEmpty();
        assertThat(answer.exit()).isZero();
        return answer.json();
    }

    private void importFiles(String map, List<Path> files) {
        var line = new ArrayList<>(List.of("import", "csv", "--map", map));
        files.forEach(file -> line.add(file.toString()));
        line.addAll(List.of("--tape", folder.toString()));
        assertThat(Spillway.run(line.toArray(new String[0])).exit()).isZero();
    }

    private JsonNode february() {
        String file = Recordings.data(HOURLY).toString();
        assertThat(
                        Spillway.run(
                                        "import",
                                        "csv",
                                        "--map",
                                        "coinglass-hourly",
                                        "--coin",
                                        "BTC",
                                        file,
                                        "--tape",
                                        folder.toString())
                                .exit())
                .isZero();
        return json("report --coin BTC --from 2026-02-04 --to 2026-02-10");
    }

    private static JsonNode level(JsonNode report, String price) {
        for (JsonNode level : report.get("levels")) {
            boolean round = level.get("level").asString().equals("round");
            if (round && level.get("price").asString().equals(price)) {
                return level;
            }
        }
        throw new AssertionError("no level " + price);
    }

    @Test
    void referenceEventHadThreeWaves() {
        JsonNode waves = february().get("waves");
        assertThat(waves)
                .extracting(w -> w.get("start").asString())
                .containsExactly(
                        "2026-02-05T15:00:00Z", "2026-02-05T20:00:00Z", "2026-02-06T00:00:00Z");
        assertThat(waves)
                .extracting(w -> w.get("totalUsd").asString())
                .containsExactly("89539812.27", "142237121.37", "129870858.95");
    }

    @Test
    void referenceEventTouchedSixtyThousandAndLostTwoLevels() {
        JsonNode report = february();
        JsonNode touched = level(report, "60000");
        assertThat(touched.get("touchedAt").asString()).isEqualTo("2026-02-06T00:00:00Z");
        assertThat(touched.get("broken").asBoolean()).isFalse();
        assertThat(level(report, "70000").get("lostAt").asString())
                .isEqualTo("2026-02-05T12:00:00Z");
        assertThat(level(report, "65000").get("lostAt").asString())
                .isEqualTo("2026-02-05T20:00:00Z");
        JsonNode volatility = report.get("priceContexts").get(0).get("volatility");
        assertThat(volatility.get("multiple").asDouble()).isBetween(3.0, 6.0);
    }

    @Test
    void referenceEventIsJudgedOnTwoOfFiveAndNotRanked() {
        JsonNode report = february();
        JsonNode verdict = report.get("verdict");
        assertThat(verdict.get("label").asString()).isEqualTo("INSUFFICIENT");
        assertThat(verdict.get("computed").asString()).isEqualTo("2 of 5");
        JsonNode components = verdict.get("components");
        double[] interest = {-11.8, -12.4, -18.0};
        double[] funding = {-0.0147, -0.0076, -0.0031};
        for (int i = 0; i < 3; i++) {
            assertThat(value(components, "openInterest", i)).isEqualTo(interest[i], within(0.05));
            assertThat(value(components, "funding", i)).isEqualTo(funding[i], within(0.00005));
        }
        for (String key : List.of("dominance", "spot", "book")) {
            assertThat(components.get(key).get("checks")).isEmpty();
            assertThat(components.get(key).get("notComputed").get(0).get("reason").asString())
                    .startsWith("not computed: no ");
        }
        JsonNode rank = report.get("rank");
        assertThat(rank.get("within").isNull()).isTrue();
        assertThat(rank.get("notComparable").asString()).contains("another scope");
        assertThat(rank.get("marketWide").get("totalUsd").asString()).isEqualTo("2600000000.00");
    }

    private static double value(JsonNode components, String key, int check) {
        return components.get(key).get("checks").get(check).get("value").asDouble();
    }

    @Test
    void publishedListRanksTheReferenceEventEleventh() {
        JsonNode list = json("events --scope market").get("scopes").get(0);
        assertThat(list.get("of").asInt()).isEqualTo(34);
        JsonNode entry = entry(list, "2026-02-05");
        assertThat(entry.get("rank").asInt()).isEqualTo(11);
        assertThat(entry.get("rankAtMedium").asInt()).isEqualTo(10);
        assertThat(entry.get("largestSince").asString()).isEqualTo("2025-10-10");
        JsonNode medium = json("events --confidence medium").get("scopes").get(0);
        assertThat(entry(medium, "2026-02-05").get("rank").asInt()).isEqualTo(10);
    }

    private static JsonNode entry(JsonNode list, String date) {
        for (JsonNode entry : list.get("events")) {
            if (entry.get("date").asString().equals(date)) {
                return entry;
            }
        }
        throw new AssertionError("no entry of " + date);
    }

    @Test
    void twoAggregatorsDaysStandSideBySideAndEarlierEventsAreJudged() throws IOException {
        Path majors = Recordings.data(MAJORS);
        Path byVenue = Recordings.data(BY_VENUE);
        try (Stream<Path> files = Files.list(majors)) {
            importFiles("coinglass-daily", files.sorted().toList());
        }
        importFiles("coinalyze-daily", List.of(byVenue.resolve("liquidation_history.csv")));
        JsonNode scopes = json("events --scope btc-daily").get("scopes");
        assertThat(scopes)
                .extracting(s -> s.get("scope").get("aggregator").asString())
                .hasSize(2)
                .contains("coinglass");
        JsonNode days = scopes.get(1).get("events");
        assertThat(days.get(0).get("date").asString()).isEqualTo("2021-04-18");
        assertThat(days.get(1).get("date").asString()).isEqualTo("2021-05-19");
        double least = 1;
        for (String day : List.of("2021-05-19", "2021-09-07", "2024-08-05")) {
            least = Math.min(least, score(day));
        }
        assertThat(score("2022-06-13")).isLessThan(least);
    }

    /// The score of the event of one day, which at least four components are behind.
    private double score(String day) {
        String next = java.time.LocalDate.parse(day).plusDays(1).toString();
        JsonNode verdict = json("report --coin BTC --from " + day + " --to " + next).get("verdict");
        assertThat(Integer.parseInt(verdict.get("computed").asString().substring(0, 1)))
                .as(day)
                .isGreaterThanOrEqualTo(4);
        return verdict.get("score").asDouble();
    }
}

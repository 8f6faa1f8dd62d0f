package spillway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.testing.Recordings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The surge of 10 October 2025 on one venue, counted by the second.
class RecordedSurgesTest {
    private static final String TIMELINE = "adl-2025-10-10/cascade_timing_results.json";
    private static final Instant FIRST = Instant.parse("2025-10-10T21:15:03Z");

    @TempDir Path folder;

    private JsonNode surges(Path file) {
        String tape = folder.resolve(file.getFileName() + ".tape").toString();
        String[] importing = {
            "import", "json", "--map", "hl-cascade-timeline", file.toString(), "--tape", tape
        };
        assertThat(Spillway.run(importing).exit()).isZero();
        return Spillway.run("surges", "--tape", tape, "--json").json().get("surges");
    }

    @Test
    void isRaisedOnceWithinSixSeconds() {
        JsonNode surges = surges(Recordings.data(TIMELINE));
        assertThat(surges.size()).isEqualTo(1);
        JsonNode surge = surges.get(0);
        assertThat(Instant.parse(surge.get("raisedAt").asString()))
                .isBetween(FIRST, FIRST.plusSeconds(6));
        assertThat(surge.get("baseline").get("kind").asString()).isEqualTo("floor");
        assertThat(surge.get("marketWide").asBoolean()).isTrue();
    }

    @Test
    void isNotRaisedOnOneOrderInAHundred() throws IOException {
        String whole = Files.readString(Recordings.data(TIMELINE));
        var document = (ObjectNode) JsonMapper.shared().readTree(whole);
        for (JsonNode second : document.get("timeline")) {
            var row = (ObjectNode) second;
            row.put("liquidations", Math.round(row.get("liquidations").asLong() / 100.0));
        }
        Path thin = Files.writeString(folder.resolve("thin.json"), document.toString());
        assertThat(surges(thin).size()).isZero();
    }
}

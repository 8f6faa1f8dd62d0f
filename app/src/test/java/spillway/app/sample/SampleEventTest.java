package spillway.app.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The sample's files are what their maker makes. `-Dspillway.golden=write` writes them anew.
class SampleEventTest {
    @ParameterizedTest
    @ValueSource(strings = {"orders", "market"})
    void filesAreMadeUpFromTheSeed(String part) throws IOException {
        List<String> made =
                part.equals("orders") ? SampleEventFiles.orders() : SampleEventFiles.market();
        String text = String.join("\n", made) + "\n";
        if ("write".equals(System.getProperty("spillway.golden"))) {
            Files.writeString(
                    Path.of(System.getProperty("spillway.home"))
                            .resolve("app/src/main/resources/spillway/app/sample")
                            .resolve(part + ".csv"),
                    text);
            return;
        }
        try (InputStream kept = SampleEvent.class.getResourceAsStream(part + ".csv")) {
            assertThat(kept).as("%s.csv", part).isNotNull();
            assertThat(new String(kept.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
        }
    }
}

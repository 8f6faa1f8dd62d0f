package spillway.venues.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.market.Venue;

/// What is kept of messages that were not what their protocol says.
class RejectedMessagesTest {
    private static final Venue VENUE = new Venue("okx");
    private static final long NOON_NS = 1_700_049_600_000_000_000L;
    private static final long DAY_NS = 86_400_000_000_000L;

    @TempDir Path folder;

    private static boolean add(RejectedMessages rejected, long timeNs, byte[] bytes) {
        return rejected.add(timeNs, VENUE, "trades", "x: expected y", bytes, 0, bytes.length);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aLineSaysWhenWhereWhyAndWhat() throws Exception {
        var rejected = new RejectedMessages(folder.resolve("made/for/it"));
        assertThat(add(rejected, NOON_NS, text("{\"a\":\"ß\n"))).isTrue();
        assertThat(Files.readString(folder.resolve("made/for/it/rejected-okx-2023-11-15.jsonl")))
                .isEqualTo(
                        "{\"time\":\"2023-11-15T12:00:00Z\",\"venue\":\"okx\",\"channel\":\"trades\","
                                + "\"reason\":\"x: expected y\",\"bytes\":9,"
                                + "\"message\":\"{\\\"a\\\":\\\"ß\\u000a\"}\n");
    }

    @Test
    void whatIsNotTextIsKeptAllTheSame() throws Exception {
        var rejected = new RejectedMessages(folder);
        assertThat(add(rejected, NOON_NS, new byte[] {(byte) 0xFF, 0, 1})).isTrue();
        assertThat(Files.readString(folder.resolve("rejected-okx-2023-11-15.jsonl")))
                .contains("\"messageBase64\":\"/wAB\"");
    }

    @Test
    void aDayIsCappedAndTheNextBeginsAnew() throws Exception {
        var rejected = new RejectedMessages(folder, 1_000);
        int kept = 0;
        for (int i = 0; i < 20; i++) {
            kept += add(rejected, NOON_NS, text("message " + i)) ? 1 : 0;
        }
        Path file = folder.resolve("rejected-okx-2023-11-15.jsonl");
        assertThat(kept).isBetween(5, 10);
        assertThat(Files.size(file)).isLessThanOrEqualTo(1_000);
        assertThat(Files.readAllLines(file)).hasSize(kept);
        assertThat(add(new RejectedMessages(folder, 1_000), NOON_NS, text("after a restart")))
                .as("the cap is the file's, not the run's")
                .isFalse();
        assertThat(add(rejected, NOON_NS + DAY_NS, text("next day"))).isTrue();
    }

    @Test
    void aLongMessageIsCut() throws Exception {
        var rejected = new RejectedMessages(folder);
        assertThat(add(rejected, NOON_NS, text("x".repeat(1_000_000)))).isTrue();
        String line = Files.readString(folder.resolve("rejected-okx-2023-11-15.jsonl"));
        assertThat(line).contains("\"bytes\":1000000");
        assertThat(line.length()).isLessThan(RejectedMessages.MOST_BYTES_A_MESSAGE + 300);
    }

    /// A folder that cannot be written costs the message, and nobody else.
    @Test
    void aDiskThatTakesNothingStopsNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        assertThat(add(new RejectedMessages(file), NOON_NS, text("lost"))).isFalse();
    }
}

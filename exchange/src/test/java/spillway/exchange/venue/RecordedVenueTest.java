package spillway.exchange.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A run that is kept in a folder goes on as if it had never stopped.
class RecordedVenueTest {
    private static final VenueTerms TERMS = Markets.real(Markets.REAL.getFirst(), 24);
    private static final int COMMANDS = 3_000;

    @TempDir Path folder;

    private static String through(long seed) {
        var venue = new Venue(TERMS, VenueSink.SILENT);
        var traffic = new Traffic(seed, venue);
        traffic.begin();
        for (int n = 0; n < COMMANDS; n++) {
            traffic.next();
        }
        return venue.stateHash();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void commandsAloneGiveTheStateAgain(long seed) throws IOException {
        try (var run = RecordedVenue.open(folder, TERMS, VenueSink.SILENT)) {
            run(seed, run, COMMANDS);
        }

        try (var again = RecordedVenue.open(folder, TERMS, VenueSink.SILENT)) {
            assertThat(again.venue().stateHash()).isEqualTo(through(seed));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void aSnapshotAndTheCommandsAfterItGiveTheStateAgain(long seed) throws IOException {
        long position;
        try (var run = RecordedVenue.open(folder, TERMS, VenueSink.SILENT)) {
            var traffic = run(seed, run, COMMANDS / 3);
            run.snapshot();
            for (int n = COMMANDS / 3; n < COMMANDS * 2 / 3; n++) {
                traffic.next();
            }
            run.snapshot();
            for (int n = COMMANDS * 2 / 3; n < COMMANDS; n++) {
                traffic.next();
            }
            position = run.position();
        }

        var told = new EventCounts();
        try (var again = RecordedVenue.open(folder, TERMS, told)) {
            assertThat(again.position()).isEqualTo(position);
            assertThat(again.venue().stateHash()).isEqualTo(through(seed));
        }
        assertThat(told.of("rested")).isPositive();
        assertThat(folder.toFile().list((_, name) -> name.startsWith("snapshot-"))).hasSize(1);
    }

    @Test
    void whatWasNotCommittedIsLostAndNothingElse() throws IOException {
        var run = RecordedVenue.open(folder, TERMS, VenueSink.SILENT);
        run.deposit(1, VenueInput.SETTLEMENT, 5);
        run.commit();
        run.deposit(1, VenueInput.SETTLEMENT, 7);

        try (var again = RecordedVenue.open(folder, TERMS, VenueSink.SILENT)) {
            assertThat(again.venue().accounts().wallet(1)).isEqualTo(5);
            assertThat(again.position()).isEqualTo(1);
        }
    }

    @Test
    void somethingElseIsRefused() {
        var venue = new Venue(TERMS, VenueSink.SILENT);
        byte[] other = "no snapshot at all".getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> venue.load(new ByteArrayInputStream(other)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected section venue");
        assertThatThrownBy(() -> venue.load(new ByteArrayInputStream(new byte[3])))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ends too early");
    }

    private static Traffic run(long seed, RecordedVenue to, int commands) {
        var traffic = new Traffic(seed, to, to.venue());
        traffic.begin();
        for (int n = 0; n < commands; n++) {
            traffic.next();
        }
        return traffic;
    }
}

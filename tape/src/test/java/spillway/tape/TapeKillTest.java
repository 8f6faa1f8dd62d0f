package spillway.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.market.EventDigest;
import spillway.market.EventRecorder;
import spillway.market.MarketEvent;
import spillway.tape.RecordingProcess.Acknowledged;
import spillway.testing.Counts;
import spillway.testing.Results;

/// A process killed at any moment of a tape's life takes nothing that was acknowledged, leaves
/// nothing twice and nothing torn, and its feeds are recorded as lost. Real processes.
class TapeKillTest {
    private static final long SEED = 20_251_010;
    private static final int MAX_STEPS = 20;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void aKillTakesNothingThatWasAcknowledged() throws Exception {
        int kills = Counts.of(20, 500);
        var random = new SplittableRandom(SEED);
        for (int kill = 0; kill < kills; kill++) {
            Process child = RecordingProcess.start(folder, random.nextLong());
            Acknowledged last = RecordingProcess.read(child, 1 + random.nextInt(MAX_STEPS));
            child.toHandle().destroyForcibly(); // leaves the pipe and what is in it
            last = RecordingProcess.readRest(child, last);
            child.waitFor();
            String what = "seed " + SEED + ", kill " + kill;
            check(last, what);
            if (random.nextBoolean()) { // otherwise the next child mends
                TapeWriter.open(folder).close();
                check(last, what + ", mended");
                checkMended(what);
            }
        }
        Results.held("tape", "kill -9 of a writing process without a loss", kills);
    }

    private void check(Acknowledged acknowledged, String what) throws IOException {
        try (var tape = Tape.open(folder)) {
            var prefix = new Prefix(tape, acknowledged.nextSeq());
            tape.arrival(Selection.all()).pour(new EventRecorder(tape.instruments(), prefix::take));
            assertThat(prefix.next).as(what).isGreaterThanOrEqualTo(acknowledged.nextSeq());
            assertThat(prefix.digest.value()).as(what).isEqualTo(acknowledged.digest());
            assertThat(tape.manifest().losses())
                    .as("%s: at most an unfinished block at the end", what)
                    .allMatch(l -> l.fromSeq() == l.toSeq());
        }
    }

    private void checkMended(String what) throws IOException {
        try (var tape = Tape.open(folder)) {
            assertThat(TapeFeeds.of(tape).listening()).as(what).isEmpty();
        }
    }

    /// The events up to a place: without a hole, and their digest.
    private static final class Prefix {
        private final Tape tape;
        private final long end;
        private final EventDigest digest = new EventDigest();
        private long next;

        Prefix(Tape tape, long end) {
            this.tape = tape;
            this.end = end;
        }

        void take(MarketEvent event) {
            assertThat(event.seq()).isEqualTo(next++);
            if (event.seq() < end) {
                event.sendTo(digest, tape.instruments());
            }
        }
    }

    @Test
    void aSecondWriterIsToldWhichProcessHoldsTheTapeAndSinceWhen() throws Exception {
        Process child = RecordingProcess.start(folder, SEED);
        try {
            RecordingProcess.read(child, 1);
            assertThatThrownBy(() -> TapeWriter.open(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("process " + child.pid() + ", started 20")
                    .hasMessageContaining("Stop that one");
            try (var tape = Tape.open(folder)) {
                assertThat(tape.manifest()).as("reading needs no lock").isNotNull();
            }
        } finally {
            child.toHandle().destroyForcibly();
            child.waitFor();
        }
        TapeWriter.open(folder).close();
    }
}

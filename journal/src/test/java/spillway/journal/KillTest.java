package spillway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.testing.Counts;
import spillway.testing.Results;

/// A process killed at any moment takes nothing that was acknowledged. A real process, a real disk.
class KillTest {
    private static final long SEED = 20_260_205;
    private static final int MAX_ACKNOWLEDGED = 200;

    @Test
    void aKillTakesNothingThatWasAcknowledged(@TempDir Path folder) throws Exception {
        int kills = Counts.of(20, 500);
        var random = new SplittableRandom(SEED);
        long from = 0;
        for (int kill = 0; kill < kills; kill++) {
            Process child = AppendingProcess.start(folder, random.nextLong());
            int until = 1 + random.nextInt(MAX_ACKNOWLEDGED);
            long acknowledged = AppendingProcess.readAcknowledged(child, until);
            child.toHandle().destroyForcibly(); // leaves the pipe and what is in it
            acknowledged = AppendingProcess.readRest(child, acknowledged);
            child.waitFor();
            String what = "seed " + SEED + ", kill " + kill;
            assertThat(acknowledged).as(what).isGreaterThan(from);

            checkEverything(FileDisk.at(folder), acknowledged, what);
            if (random.nextBoolean()) { // otherwise the next child does it
                try (var _ = WriterLock.take(folder);
                        Journal journal = Journal.open(FileDisk.at(folder))) {
                    assertThat(journal.nextPosition())
                            .as(what)
                            .isGreaterThanOrEqualTo(acknowledged);
                }
            }
            from = acknowledged;
        }
        Results.held("journal", "kill -9 of a writing process without a loss", kills);
    }

    private static void checkEverything(Disk disk, long acknowledged, String what)
            throws IOException {
        Recovery found = Recovery.inspect(disk);
        assertThat(found.damages()).as("%s: at most the last block", what).allMatch(Damage::isTail);
        assertThat(found.nextPosition()).as(what).isGreaterThanOrEqualTo(acknowledged);
        try (var reader = JournalReader.open(disk)) {
            while (reader.next()) {
                assertThat(reader.missingBefore()).as(what).isZero();
                NumberedBlock.check(reader);
            }
            assertThat(reader.nextPosition()).as(what).isEqualTo(found.nextPosition());
        }
    }
}

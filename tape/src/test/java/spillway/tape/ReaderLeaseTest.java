package spillway.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.market.EventKind;
import spillway.market.MarketEvent;
import spillway.market.RandomEvents;

/// A writer deletes what no reader needs, and nothing else.
class ReaderLeaseTest {
    private static final long START_NS = 1_770_336_000_000_000_000L;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private final RandomEvents random = new RandomEvents(1, START_NS);
    private final SlowTape slow = new SlowTape();

    private void append(TapeWriter writer, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            MarketEvent event = random.one(EventKind.LIQUIDATION);
            event.sendTo(writer.sink(), writer.instruments());
            slow.append(event);
        }
        writer.commit();
    }

    private static void importOne(TapeWriter writer) throws IOException {
        try (var session = writer.beginImport()) {
            new RandomEvents(2, START_NS)
                    .one(EventKind.REPORTED)
                    .sendTo(session.sink(), session.instruments());
            session.finish();
        }
    }

    private int filesOnDisk() throws IOException {
        return new TapeLayout(folder).segmentFiles().size();
    }

    private long journalFiles() throws IOException {
        try (var files = Files.list(new TapeLayout(folder).journal())) {
            return files.count();
        }
    }

    @Test
    void aReaderKeepsWhatItSawThroughSealingImportsAndMerging() throws IOException {
        try (var writer = TapeWriter.open(folder)) {
            append(writer, 20);
            writer.sealAll();
            append(writer, 20);
            List<MarketEvent> seen = slow.arrival();
            try (var tape = Tape.open(folder)) {
                writer.sealAll();
                importOne(writer);
                writer.compact(Long.MAX_VALUE);
                writer.retain(new Retention(java.util.Map.of(), 1), START_NS);
                assertThat(SlowTape.all(tape.arrival(Selection.all())))
                        .startsWith(seen.toArray(MarketEvent[]::new));
            }
        }
    }

    @Test
    void aReaderOfALaterGenerationDoesNotKeepWhatWasGarbageBefore() throws IOException {
        try (var writer = TapeWriter.open(folder)) {
            append(writer, 20);
            writer.sealAll();
            append(writer, 20);
            writer.sealAll();
            Tape later = compactUnderAnOldReader(writer);
            try (later) {
                writer.seal();
                assertThat(writer.manifest().garbage()).isEmpty();
                assertThat(filesOnDisk()).isEqualTo(later.manifest().segments().size());
                assertThat(SlowTape.all(later.arrival(Selection.all()))).isEqualTo(slow.arrival());
            }
        }
    }

    /// A reader of the generation after a compaction, opened while one of that before still read.
    private Tape compactUnderAnOldReader(TapeWriter writer) throws IOException {
        try (var old = Tape.open(folder)) {
            writer.compact(Long.MAX_VALUE);
            assertThat(old.manifest().segments()).allSatisfy(s -> assertThat(old.file(s)).exists());
            return Tape.open(folder);
        }
    }

    @Test
    void theJournalGoesOnceNoReaderGoesByItsPlaces() throws IOException {
        try (var writer = TapeWriter.open(folder)) {
            append(writer, 20);
            try (var tape = Tape.open(folder)) {
                writer.sealAll();
                assertThat(journalFiles()).isEqualTo(2);
                assertThat(SlowTape.all(tape.arrival(Selection.all()))).isEqualTo(slow.arrival());
            }
            try (var tape = Tape.open(folder)) {
                writer.seal();
                assertThat(journalFiles()).isEqualTo(1);
                assertThat(SlowTape.all(tape.arrival(Selection.all()))).isEqualTo(slow.arrival());
            }
        }
    }

    /// In a container every start has the same process number.
    @Test
    void aLeaseThatADeadProcessOfTheSameNumberLeftKeepsNothing() throws IOException {
        try (var writer = TapeWriter.open(folder)) {
            append(writer, 20);
            Path left =
                    new TapeLayout(folder)
                            .readers()
                            .resolve(ProcessHandle.current().pid() + "-7.lease");
            Files.createDirectories(left.getParent());
            Files.writeString(left, "1 0\n");
            writer.sealAll();
            assertThat(journalFiles()).isEqualTo(1);
            assertThat(left).doesNotExist();
        }
    }

    @Test
    void closingATapeGivesItsLeaseBack() throws IOException {
        TapeWriter.open(folder).close();
        for (int i = 0; i < 3; i++) {
            try (var one = Tape.open(folder);
                    var two = Tape.open(folder)) {
                assertThat(one.folder()).isEqualTo(two.folder());
                try (var files = Files.list(new TapeLayout(folder).readers())) {
                    assertThat(files).hasSize(2);
                }
            }
        }
        try (var files = Files.list(new TapeLayout(folder).readers())) {
            assertThat(files).isEmpty();
        }
    }
}

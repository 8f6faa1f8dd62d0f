package spillway.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spillway.market.EventKind;
import spillway.market.Level;
import spillway.market.Levels;
import spillway.market.MarketEvent;
import spillway.market.RandomEvents;

/// A commit that fails and is made again puts each event on the tape once, whatever the disk took
/// of it; and during an import nothing is committed behind its back.
class CommitTest {
    private static final long START_NS = 1_770_336_000_000_000_000L;
    private static final int LEVELS = 4_000;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    /// Books so deep that a commit of sixty is several blocks of the journal.
    private static List<MarketEvent> deepBooks(int count) {
        var some =
                (MarketEvent.BookSnapshot)
                        new RandomEvents(1, START_NS).one(EventKind.BOOK_SNAPSHOT);
        var levels = new Levels(Collections.nCopies(LEVELS, new Level(1, 2)), List.of());
        return LongStream.range(0, count)
                .<MarketEvent>mapToObj(i ->
                        new MarketEvent.BookSnapshot(
                                i, some.instrument(), START_NS + i, START_NS + i, i, levels))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aCommitThatFailsAtAnyBlockGoesOnThereWhenItIsMadeAgain(int block) throws IOException {
        var layout = new TapeLayout(folder);
        var writesLeft = new AtomicInteger(Integer.MAX_VALUE);
        var disk =
                new CrashingDisk(
                        layout,
                        Files.createDirectories(folder.resolve("backups")),
                        change -> {
                            if (change == CrashingDisk.Change.JOURNAL_BYTES
                                    && writesLeft.getAndDecrement() == 0) {
                                throw new IOException("No space left on device");
                            }
                        });
        var events = deepBooks(60);
        var slow = new SlowTape();
        try (var writer = TapeWriter.open(layout, disk)) {
            events.subList(0, 55).forEach(e -> e.sendTo(writer.sink(), writer.instruments()));
            writesLeft.set(block);
            assertThatThrownBy(writer::commit)
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("Free space on the disk");
            writesLeft.set(Integer.MAX_VALUE);
            events.subList(55, 60).forEach(e -> e.sendTo(writer.sink(), writer.instruments()));
            assertThat(writer.commit()).isEqualTo(60);
            slow.appendAll(events);
            try (var tape = Tape.open(folder)) {
                assertThat(SlowTape.all(tape.arrival(Selection.all()))).isEqualTo(slow.arrival());
            }
            writer.sealAll();
        }
        try (var tape = Tape.open(folder)) {
            assertThat(SlowTape.all(tape.arrival(Selection.all()))).isEqualTo(slow.arrival());
        }
    }

    @Test
    void nothingIsCommittedDuringAnImport() throws IOException {
        var events = new RandomEvents(2, START_NS);
        try (var writer = TapeWriter.open(folder)) {
            MarketEvent pushed = events.one(EventKind.TRADE);
            MarketEvent imported = events.one(EventKind.TRADE);
            try (var session = writer.beginImport()) {
                pushed.sendTo(writer.sink(), writer.instruments());
                assertThatThrownBy(writer::commit)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("close the import session first");
                assertThatThrownBy(writer::beginImport)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("an import is under way");
                imported.sendTo(session.sink(), session.instruments());
                session.finish();
            }
            writer.commit();
            var slow = new SlowTape();
            slow.append(imported);
            slow.append(pushed);
            try (var tape = Tape.open(folder)) {
                assertThat(SlowTape.all(tape.arrival(Selection.all()))).isEqualTo(slow.arrival());
            }
        }
    }

    @Test
    void anHourThatIsOverIsSealedAndTheRunningOneIsNot() throws IOException {
        long hourNs = 3_600_000_000_000L;
        var slow = new SlowTape();
        try (var writer = TapeWriter.open(folder)) {
            for (int i = 0; i < 4; i++) {
                var events = new RandomEvents(i, START_NS + i * hourNs).next(50);
                events.forEach(e -> e.sendTo(writer.sink(), writer.instruments()));
                writer.commit();
                slow.appendAll(events);
            }
            assertThat(writer.seal()).isEqualTo(150);
            assertThat(writer.manifest().nextSeq()).isEqualTo(150);
            assertThat(writer.seal()).isZero();
            assertThat(writer.flushedThrough()).isBetween(150L, 200L);
            writer.force();
            assertThat(writer.flushedThrough()).isEqualTo(200);
            try (var tape = Tape.open(folder)) {
                assertThat(SlowTape.all(tape.arrival(Selection.all()))).isEqualTo(slow.arrival());
            }
        }
    }
}

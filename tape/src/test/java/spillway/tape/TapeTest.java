package spillway.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.market.MarketEvent;
import spillway.market.RandomEvents;

/// A tape is made, imported into and merged without losing or doubling anything, and an error at
/// the door says what to do.
class TapeTest {
    private static final long START_NS = 1_770_336_000_000_000_000L; // 2026-02-06T00:00:00Z

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private static void append(TapeWriter writer, List<MarketEvent> events, int perCommit)
            throws IOException {
        int pushed = 0;
        for (var event : events) {
            event.sendTo(writer.sink(), writer.instruments());
            if (++pushed % perCommit == 0) {
                writer.commit();
            }
        }
        writer.commit();
    }

    @Test
    void compactsDaysThatAreOverWithoutChangingAnything() throws IOException {
        var events = new RandomEvents(5, START_NS).next(20_000);
        try (var writer = TapeWriter.open(folder)) {
            for (int i = 0; i < 4; i++) {
                append(writer, events.subList(i * 5_000, (i + 1) * 5_000), 100);
                writer.sealAll();
            }
            int before = writer.manifest().segments().size();
            assertThat(writer.compact(Long.MAX_VALUE)).isPositive();
            assertThat(writer.manifest().segments().size()).isLessThan(before / 2);
            assertThat(writer.compact(Long.MAX_VALUE)).isZero();
        }
        try (var tape = Tape.open(folder)) {
            assertThat(SlowTape.all(tape.arrival(Selection.all()))).isEqualTo(events);
            assertThat(new TapeLayout(folder).segmentFiles())
                    .hasSameSizeAs(tape.manifest().segments());
        }
    }

    @Test
    void tellsASecondWriterWhoHoldsIt() throws IOException {
        try (var writer = TapeWriter.open(folder)) {
            assertThat(writer.nextSeq()).isZero();
            assertThatThrownBy(() -> TapeWriter.open(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void namesAFolderThatIsNoTape() throws IOException {
        assertThatThrownBy(() -> Tape.open(folder.resolve("none")))
                .hasMessageContaining("no such folder")
                .hasMessageContaining("spillway import");
        Files.createDirectories(folder.resolve("other"));
        assertThatThrownBy(() -> Tape.open(folder.resolve("other")))
                .hasMessageContaining("none there");
    }

    @Test
    void undoesAnImportThatWasNotFinished() throws IOException {
        var events = new RandomEvents(7, START_NS).next(1_000);
        try (var writer = TapeWriter.open(folder)) {
            append(writer, events, 100);
            try (var session = writer.beginImport()) {
                for (var event : new RandomEvents(8, START_NS).next(500)) {
                    event.sendTo(session.sink(), session.instruments());
                }
            }
            append(writer, events.subList(0, 5), 1);
        }
        try (var tape = Tape.open(folder)) {
            assertThat(SlowTape.all(tape.arrival(Selection.all())))
                    .hasSize(1_005)
                    .startsWith(events.toArray(MarketEvent[]::new));
        }
    }

    @Test
    void addsAnImportOnce() throws IOException {
        var events = new RandomEvents(9, START_NS).next(3_000);
        try (var writer = TapeWriter.open(folder)) {
            for (int time = 0; time < 2; time++) {
                try (var session = writer.beginImport()) {
                    events.forEach(e -> e.sendTo(session.sink(), session.instruments()));
                    assertThat(session.added()).isEqualTo(time == 0 ? events.size() : 0);
                    session.finish();
                }
            }
            append(writer, events.subList(0, 10), 1);
        }
        try (var tape = Tape.open(folder)) {
            assertThat(SlowTape.all(tape.arrival(Selection.all()))).hasSize(events.size() + 10);
        }
    }
}

package spillway.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spillway.market.EventKind;
import spillway.market.EventOrder;
import spillway.market.EventRecorder;
import spillway.market.EventSource;
import spillway.market.MarketEvent;
import spillway.market.RandomEvents;
import spillway.market.TimeWindow;

/// What goes onto a tape comes back, whole and in order, from the journal, from sealed files, and
/// from both.
class TapeTest {
    private static final long START_NS = 1_770_336_000_000_000_000L; // 2026-02-06T00:00:00Z

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    static List<MarketEvent> all(EventSource source) throws IOException {
        var events = new ArrayList<MarketEvent>();
        source.pour(new EventRecorder(source.instruments(), events::add));
        return events;
    }

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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void givesBackWhatItWasGiven(long seed) throws IOException {
        var events = new RandomEvents(seed, START_NS).next(30_000);
        try (var writer = TapeWriter.open(folder)) {
            append(writer, events.subList(0, 10_000), 7);
            writer.seal();
            append(writer, events.subList(10_000, 20_000), 500);
            writer.sealAll();
            append(writer, events.subList(20_000, 30_000), 100);
            writer.seal();
            try (var tape = Tape.open(folder)) {
                assertThat(all(tape.arrival(Selection.all())))
                        .as("seed %d", seed)
                        .isEqualTo(events);
                var sorted = new ArrayList<>(events);
                sorted.sort(EventOrder.BY_VENUE_TIME);
                assertThat(all(tape.happening(Selection.all())))
                        .as("seed %d", seed)
                        .isEqualTo(sorted);
            }
        }
    }

    /// Feeds that were connected when the writer went are said to be lost, once.
    @Test
    void saysOnceThatFeedsWereLostWhenTheWriterStopped() throws IOException {
        var events = new RandomEvents(11, START_NS).next(2_000);
        try (var writer = TapeWriter.open(folder)) {
            append(writer, events, 100);
        }
        TapeWriter.open(folder).close();
        TapeWriter.open(folder).close();
        try (var tape = Tape.open(folder)) {
            var found = all(tape.arrival(Selection.all()));
            var said = found.subList(events.size(), found.size());
            assertThat(said).isNotEmpty().doesNotHaveDuplicates();
            assertThat(said)
                    .allSatisfy(e ->
                            assertThat(e)
                                    .isInstanceOfSatisfying(
                                            MarketEvent.FeedHealth.class,
                                            h ->
                                                    assertThat(h.reason())
                                                            .contains("writer stopped")));
        }
    }

    @Test
    void selectsByKindAndTime() throws IOException {
        var events = new RandomEvents(4, START_NS).next(5_000);
        try (var writer = TapeWriter.open(folder)) {
            append(writer, events.subList(0, 3_000), 100);
            writer.sealAll();
            append(writer, events.subList(3_000, 5_000), 100);
        }
        long from = events.get(1_000).venueTimeNs();
        long to = events.get(4_000).venueTimeNs();
        var wanted = new ArrayList<>(events);
        wanted.removeIf(e ->
                e.kind() != EventKind.LIQUIDATION
                        || e.venueTimeNs() < from
                        || e.venueTimeNs() >= to);
        var selection = Selection.of(EventKind.LIQUIDATION).within(new TimeWindow(from, to));
        try (var tape = Tape.open(folder)) {
            assertThat(all(tape.arrival(selection))).isEqualTo(wanted).isNotEmpty();
            wanted.sort(EventOrder.BY_VENUE_TIME);
            assertThat(all(tape.happening(selection))).isEqualTo(wanted);
        }
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
            assertThat(all(tape.arrival(Selection.all()))).isEqualTo(events);
            assertThat(new TapeLayout(folder).segmentFiles())
                    .hasSameSizeAs(tape.manifest().segments());
        }
    }

    @Test
    void deletesNothingUnderAReader() throws IOException {
        var events = new RandomEvents(6, START_NS).next(4_000);
        try (var writer = TapeWriter.open(folder)) {
            append(writer, events.subList(0, 2_000), 100);
            writer.sealAll();
            append(writer, events.subList(2_000, 4_000), 100);
            try (var tape = Tape.open(folder)) {
                writer.sealAll();
                writer.compact(Long.MAX_VALUE);
                assertThat(all(tape.arrival(Selection.all()))).isEqualTo(events);
            }
            assertThat(writer.manifest().garbage()).isNotEmpty();
            writer.sealAll();
            assertThat(writer.manifest().garbage()).isEmpty();
        }
        try (var tape = Tape.open(folder)) {
            assertThat(all(tape.arrival(Selection.all()))).isEqualTo(events);
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
            assertThat(all(tape.arrival(Selection.all())))
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
            assertThat(all(tape.arrival(Selection.all()))).hasSize(events.size() + 10);
        }
    }
}

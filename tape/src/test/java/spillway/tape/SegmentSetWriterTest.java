package spillway.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.market.EventKind;
import spillway.market.MarketEvent;
import spillway.market.RandomEvents;

/// An import may touch any number of days: files beyond some sleep, and lose nothing by it.
class SegmentSetWriterTest {
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final int DAYS = 400;

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private static List<MarketEvent> overManyDays(int count) {
        var random = new SplittableRandom(1);
        var events = new ArrayList<MarketEvent>();
        for (int i = 0; i < count; i++) {
            long day = random.nextInt(DAYS);
            events.add(
                    new RandomEvents(i, START_NS + day * DAY_NS)
                            .one(i % 3 == 0 ? EventKind.BOOK_DELTA : EventKind.LIQUIDATION));
        }
        return events;
    }

    @Test
    void aYearOfDaysInAnyOrderNeedFewOpenFiles() throws IOException {
        var events = overManyDays(1_200);
        var slow = new SlowTape();
        slow.importAll(events);
        try (var writer = TapeWriter.open(folder);
                var session = writer.beginImport()) {
            int before = openFiles();
            int most = 0;
            for (int i = 0; i < events.size(); i++) {
                events.get(i).sendTo(session.sink(), session.instruments());
                if (i % 50 == 0) {
                    most = Math.max(most, openFiles() - before);
                }
            }
            assertThat(most).as("files open at once").isBetween(1, 300);
            session.finish();
            assertThat(writer.manifest().segments().size()).isGreaterThan(500);
            assertThat(openFiles()).isEqualTo(before);
        }
        try (var tape = Tape.open(folder)) {
            assertThat(SlowTape.all(tape.happening(Selection.all())))
                    .isEqualTo(slow.happening(Selection.all()));
        }
    }

    /// File handles of this process on the test's folder; 1 where the system does not tell.
    private int openFiles() throws IOException {
        Path handles = Path.of("/proc/self/fd");
        if (!Files.isDirectory(handles)) {
            return 1;
        }
        int open = 0;
        try (var all = Files.list(handles)) {
            for (Path handle : all.toList()) {
                try {
                    open += Files.readSymbolicLink(handle).startsWith(folder) ? 1 : 0;
                } catch (java.nio.file.NoSuchFileException _) {
                    // closed meanwhile
                }
            }
        }
        return open;
    }

    @Test
    void eventsThatDoNotAscendAreRefused() throws IOException {
        var event = new RandomEvents(1, START_NS).one(EventKind.TRADE);
        try (var writer = TapeWriter.open(folder)) {
            var layout = new TapeLayout(folder);
            try (var set =
                    new SegmentSetWriter(
                            layout,
                            new FileTapeDisk(layout),
                            writer.instruments(),
                            SegmentSetWriter.Partitioning.byVenueTime(),
                            "x")) {
                event.sendTo(set.sink(), writer.instruments());
                assertThatThrownBy(() -> event.sendTo(set.sink(), writer.instruments()))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("place 0 came after 0");
            }
            try (var left = Files.list(layout.staging())) {
                assertThat(left).isEmpty();
            }
        }
    }
}

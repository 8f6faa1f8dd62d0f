package spillway.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.EventKind;
import spillway.market.MarketEvent;
import spillway.market.RandomEvents;
import spillway.testing.Counts;
import spillway.testing.Results;

/// A crash between any two steps of committing, sealing, publishing, importing, merging and
/// deleting leaves a tape with exactly the acknowledged events, once: all of them after a kill,
/// those below `flushedThrough` at least after a power loss.
class CrashTest {
    private static final long START_NS = 1_770_336_000_000_000_000L;

    /// Of how many steps one is looked at.
    private static final int STRIDE = Counts.of(8, 1);

    private static final EventKind[] KINDS = {
        EventKind.TRADE, EventKind.LIQUIDATION, EventKind.REPORTED
    };

    private static final AtomicLong IMAGES = new AtomicLong();

    @AfterAll
    static void keepTheCount() {
        Results.held("tape", "images of a crash at any step recovered", IMAGES.get());
    }

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    static LongStream seeds() {
        return LongStream.range(0, Counts.of(3, 20));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aCrashAtAnyStepLeavesTheAcknowledgedEventsOnce(long seed) throws IOException {
        var life = new Life(seed, folder);
        try (var writer = life.open()) {
            life.run(writer);
        }
        assertThat(life.images).as("seed %d looked at images", seed).isGreaterThan(30);
        IMAGES.addAndGet(life.images);
    }

    private static final class Life {
        private final long seed;
        private final Path work;
        private final TapeLayout layout;
        private final SplittableRandom random;
        private final RandomEvents events;
        private final SlowTape acknowledged = new SlowTape();
        private final CrashingDisk disk;
        private List<MarketEvent> underWay = List.of();
        private Atomicity atomicity = Atomicity.WHOLE;
        private long flushed;
        private int steps;
        private int images;
        private boolean looking;

        /// Whether what is under way shows as a whole or not at all, or up to any place.
        private enum Atomicity {
            WHOLE,
            PREFIX
        }

        Life(long seed, Path work) throws IOException {
            this.seed = seed;
            this.work = work;
            layout = new TapeLayout(work.resolve("tape"));
            random = new SplittableRandom(seed);
            events = new RandomEvents(seed, START_NS);
            Files.createDirectories(work.resolve("backups"));
            Files.createDirectories(layout.root());
            disk = new CrashingDisk(layout, work.resolve("backups"), this::step);
        }

        TapeWriter open() throws IOException {
            return TapeWriter.open(layout, disk);
        }

        void run(TapeWriter writer) throws IOException {
            commit(writer);
            writer.sealAll();
            for (int i = 0; i < 6; i++) {
                flushed = Math.max(flushed, writer.flushedThrough());
                switch (random.nextInt(8)) {
                    case 0, 1 -> commit(writer);
                    case 2 -> writer.force();
                    case 3, 4 -> writer.sealAll();
                    case 5 -> readWhileSealing(writer);
                    default -> importSome(writer);
                }
            }
            commit(writer);
            writer.sealAll();
            importSome(writer);
            assertThat(writer.compact(Long.MAX_VALUE)).isPositive();
        }

        private void readWhileSealing(TapeWriter writer) throws IOException {
            commit(writer);
            try (var tape = Tape.open(layout.root())) {
                writer.sealAll();
                writer.compact(Long.MAX_VALUE);
                assertThat(SlowTape.all(tape.arrival(Selection.all())))
                        .isEqualTo(acknowledged.arrival());
            }
        }

        private List<MarketEvent> next() {
            var next = new ArrayList<MarketEvent>();
            for (int i = 1 + random.nextInt(30); i > 0; i--) {
                next.add(events.one(KINDS[random.nextInt(KINDS.length)]));
            }
            return next;
        }

        private void commit(TapeWriter writer) throws IOException {
            flushed = Math.max(flushed, writer.flushedThrough());
            List<MarketEvent> batch = next();
            batch.forEach(e -> e.sendTo(writer.sink(), writer.instruments()));
            underWay = batch;
            atomicity = Atomicity.PREFIX;
            writer.commit();
            acknowledge();
        }

        private void importSome(TapeWriter writer) throws IOException {
            try (var session = writer.beginImport()) {
                flushed = writer.flushedThrough();
                List<MarketEvent> batch = next();
                batch.forEach(e -> e.sendTo(session.sink(), session.instruments()));
                underWay = batch;
                atomicity = Atomicity.WHOLE;
                session.finish();
                acknowledge();
                flushed = writer.flushedThrough();
                assertThat(flushed).isEqualTo(acknowledged.size());
            }
        }

        private void acknowledge() {
            acknowledged.appendAll(underWay);
            underWay = List.of();
        }

        /// Called before each change on the disk.
        private void step(CrashingDisk.Change change) {
            if (looking || steps++ % STRIDE != seed % STRIDE) {
                return;
            }
            looking = true;
            try {
                images++;
                look("kill", image -> disk.copyAfterKill(image), acknowledged.size());
                look("power", image -> disk.copyAfterPowerLoss(image, random), flushed);
            } catch (IOException e) {
                throw new AssertionError("seed " + seed + ", step " + steps + ", " + change, e);
            } finally {
                looking = false;
            }
        }

        private interface Crash {
            void leave(Path image) throws IOException;
        }

        private void look(String crash, Crash how, long atLeast) throws IOException {
            String what = "seed " + seed + ", " + crash + " at step " + steps;
            Path image = work.resolve(crash + "-" + steps);
            how.leave(image);
            var expected = new SlowTape();
            expected.appendAll(acknowledged.arrival());
            expected.appendAll(underWay);

            List<MarketEvent> found;
            try (var tape = opened(image, what);
                    var reading = Tape.open(image)) {
                found = SlowTape.all(reading.arrival(Selection.all()));
                checkFound(found, expected.arrival(), atLeast, what);
                checkGoesOn(tape, image, found, what);
            }
            delete(image);
        }

        private static TapeWriter opened(Path image, String what) {
            try {
                return TapeWriter.open(image);
            } catch (IOException e) {
                throw new AssertionError(what + ": cannot be opened", e);
            }
        }

        private void checkFound(
                List<MarketEvent> found, List<MarketEvent> expected, long atLeast, String what) {
            assertThat(found.size()).as(what).isBetween((int) atLeast, expected.size());
            assertThat(found).as(what).isEqualTo(expected.subList(0, found.size()));
            if (atomicity == Atomicity.WHOLE && found.size() > acknowledged.size()) {
                assertThat(found).as("%s: an import, whole", what).hasSameSizeAs(expected);
            }
        }

        private void checkGoesOn(
                TapeWriter writer, Path image, List<MarketEvent> found, String what)
                throws IOException {
            var more = new SlowTape();
            more.appendAll(found);
            for (var event : new RandomEvents(seed, START_NS).next(3)) {
                if (event.kind() != EventKind.FEED_HEALTH) {
                    event.sendTo(writer.sink(), writer.instruments());
                    more.append(event);
                }
            }
            writer.commit();
            writer.sealAll();
            try (var tape = Tape.open(image)) {
                assertThat(SlowTape.all(tape.arrival(Selection.all())))
                        .as("%s: goes on", what)
                        .isEqualTo(more.arrival());
                var layoutThere = new TapeLayout(image);
                assertThat(layoutThere.segmentFiles())
                        .as("%s: nothing is left over", what)
                        .hasSize(
                                tape.manifest().segments().size()
                                        + tape.manifest().garbage().size());
                try (var staged = Files.list(layoutThere.staging())) {
                    assertThat(staged).as(what).isEmpty();
                }
            }
        }

        private static void delete(Path image) throws IOException {
            try (var paths = Files.walk(image)) {
                for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}

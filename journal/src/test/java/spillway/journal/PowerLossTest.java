package spillway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.testing.Counts;
import spillway.testing.Results;

/// What a power loss may leave, at any moment, is recovered: all that was flushed, nothing torn or
/// invented, and every hole named.
class PowerLossTest {
    private static final int IMAGES_PER_SEED = 100;
    private static final int STEPS_PER_LIFE = 40;
    private static final int MAX_LIVES = 1000;

    private static final AtomicLong IMAGES = new AtomicLong();

    @AfterAll
    static void keepTheCount() {
        Results.held("journal", "torn-write images recovered", IMAGES.get());
    }

    static LongStream seeds() {
        return LongStream.range(0, Counts.of(20, 1000));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverAPowerLossLeavesHoldsAllThatWasFlushedAndNothingElse(long seed)
            throws IOException {
        var history = new History(seed);
        for (int life = 0; life < MAX_LIVES && history.images < IMAGES_PER_SEED; life++) {
            history.live();
        }
        assertThat(history.images).as("seed %d", seed).isGreaterThanOrEqualTo(IMAGES_PER_SEED);
        IMAGES.addAndGet(history.images);
    }

    /// A journal's lives on one disk, with a power loss between each two.
    private static final class History {
        private final long seed;
        private final SplittableRandom random;
        private final TreeMap<Long, Block> appended = new TreeMap<>();

        /// Blocks that were once appended and that the last power loss may have taken. Until the
        /// journal is open again, one may come back whole: cutting it off writes zeros where it may
        /// have had zeros, and another power loss may keep just these.
        private Set<Block> taken = Set.of();

        private Set<Block> takenByNext = Set.of();
        private SimulatedDisk disk = new SimulatedDisk();
        private SimulatedDisk next = disk;
        private @Nullable Journal journal;
        private @Nullable Block beingAppended;
        private long flushedThrough;
        private long droppedThrough;
        private boolean checking;
        private int images;
        private int changes;

        History(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
        }

        private String at(String what) {
            return what + " (seed " + seed + ", image " + images + ", change " + changes + ")";
        }

        void live() throws IOException {
            disk = next;
            taken = takenByNext;
            disk.afterChange = this::changed;
            journal = null;
            // What the power loss left is on the disk: recovering it must not lose it either.
            appended.clear();
            for (Block block : Block.read(disk)) {
                appended.put(block.firstPosition(), block);
                flushedThrough = Math.max(flushedThrough, block.nextPosition());
            }
            flushedThrough =
                    appended.isEmpty() ? 0 : appended.lastEntry().getValue().nextPosition();
            droppedThrough = appended.isEmpty() ? Long.MAX_VALUE : appended.firstKey();
            Journal writer = Journal.open(disk);
            journal = writer;
            droppedThrough = writer.segments().getFirst().firstPosition();
            for (int step = 0; step < STEPS_PER_LIFE; step++) {
                step(writer);
                if (journal != null) {
                    writer = journal;
                }
            }
        }

        private void step(Journal writer) throws IOException {
            switch (random.nextInt(24)) {
                case 0, 1, 2 -> writer.force();
                case 3, 4 -> writer.roll();
                case 5 -> drop(writer);
                case 6 -> {
                    writer.close();
                    flushedThrough = writer.flushedThrough();
                    journal = Journal.open(disk);
                    assertThat(journal.recovery().damages())
                            .as(at("reopened"))
                            .noneMatch(Damage::isTail);
                }
                case 7 -> fillUp(writer);
                default -> append(writer);
            }
        }

        private void drop(Journal writer) throws IOException {
            List<Segment> segments = writer.segments();
            if (segments.size() > 2) {
                droppedThrough = segments.get(1).firstPosition();
                writer.drop(segments.getFirst());
            }
        }

        private void append(Journal writer) throws IOException {
            byte[] payload = payload();
            int count = 1 + random.nextInt(4);
            var block = Block.of(writer.nextPosition(), count, payload);
            beingAppended = block;
            long after = writer.append(ByteBuffer.wrap(payload), count);
            beingAppended = null;
            appended.put(block.firstPosition(), block);
            assertThat(after).as(at("position")).isEqualTo(block.nextPosition());
        }

        private void fillUp(Journal writer) throws IOException {
            disk.budgetBytes = disk.usedBytes() + random.nextInt(1500);
            boolean full = false;
            for (int i = 0; i < 20 && !full; i++) {
                try {
                    append(writer);
                } catch (JournalException e) {
                    assertThat(e).hasMessageContaining("No space left on device");
                    beingAppended = null;
                    full = true;
                }
            }
            disk.budgetBytes = Long.MAX_VALUE;
        }

        private byte[] payload() {
            int size = random.nextInt(10) == 0 ? random.nextInt(6000) : random.nextInt(700);
            byte[] payload = new byte[size];
            switch (random.nextInt(6)) {
                case 0 -> {} // zeros, as an absent sector has
                case 1, 2 -> {
                    // a piece of the journal itself, whole blocks among it
                    List<String> names = names();
                    byte[] own = disk.bytes(names.get(random.nextInt(names.size())));
                    int from = random.nextInt(own.length + 1);
                    System.arraycopy(own, from, payload, 0, Math.min(size, own.length - from));
                }
                default -> random.nextBytes(payload);
            }
            return payload;
        }

        private List<String> names() {
            try {
                return disk.list();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void changed() {
            changes++;
            if (checking || images >= IMAGES_PER_SEED || random.nextInt(3) > 0) {
                return;
            }
            checking = true;
            try {
                images++;
                check(disk.image(random));
            } catch (IOException e) {
                throw new AssertionError(at("recovery failed: " + e.getMessage()), e);
            } finally {
                checking = false;
            }
        }

        private void check(SimulatedDisk image) throws IOException {
            Journal writer = journal;
            if (writer != null) {
                flushedThrough = Math.max(flushedThrough, writer.flushedThrough());
            }
            next = image.copy();
            takenByNext = known();
            Recovery inspected = Recovery.inspect(image);
            List<Block> shown = Block.read(image);
            assertThat(shown).as(at("as the slow reading")).isEqualTo(SlowJournal.read(image));
            checkShown(shown);
            checkAccounted(shown, inspected, image);

            Journal recovered = Journal.open(image);
            assertThat(recovered.recovery()).as(at("the writer's finding")).isEqualTo(inspected);
            assertThat(Block.read(image)).as(at("after opening")).isEqualTo(shown);
            assertThat(recovered.flushedThrough())
                    .as(at("flushed by opening"))
                    .isEqualTo(recovered.nextPosition());
            checkGoesOn(image, recovered, shown);
        }

        private Set<Block> known() {
            var known = new HashSet<>(appended.values());
            if (beingAppended != null) {
                known.add(beingAppended);
            }
            if (journal == null) {
                known.addAll(taken);
            }
            return known;
        }

        private void checkGoesOn(SimulatedDisk image, Journal recovered, List<Block> shown)
                throws IOException {
            byte[] payload = payload();
            var more = Block.of(recovered.nextPosition(), 2, payload);
            recovered.append(ByteBuffer.wrap(payload), 2);
            recovered.close();
            var expected = new ArrayList<>(shown);
            expected.add(more);
            Journal again = Journal.open(image);
            assertThat(Block.read(image)).as(at("after appending")).isEqualTo(expected);
            assertThat(again.recovery().damages())
                    .as(at("the tail was cut off, the rest stays reported"))
                    .noneMatch(Damage::isTail);
        }

        private void checkShown(List<Block> shown) {
            assertThat(known()).as(at("nothing is shown that was not appended")).containsAll(shown);
            var flushed = new ArrayList<>(appended.values());
            flushed.removeIf(
                    b -> b.firstPosition() < droppedThrough || b.nextPosition() > flushedThrough);
            assertThat(shown).as(at("all that was flushed")).containsAll(flushed);
        }

        /// Shown blocks and damages together are one unbroken line of positions.
        private void checkAccounted(List<Block> shown, Recovery recovery, SimulatedDisk image)
                throws IOException {
            var spans = new ArrayList<long[]>();
            long records = 0;
            for (Block block : shown) {
                spans.add(new long[] {block.firstPosition(), block.nextPosition()});
                records += block.recordCount();
            }
            for (Damage damage : recovery.damages()) {
                damage.positionTo()
                        .ifPresent(to -> spans.add(new long[] {damage.positionFrom(), to}));
            }
            spans.sort((a, b) -> Arrays.compare(a, b));
            List<Long> firsts = JournalScan.firstPositions(image);
            long reached = firsts.isEmpty() ? 0 : firsts.getFirst();
            for (long[] span : spans) {
                assertThat(span[0]).as(at("accounted " + recovery + shown)).isEqualTo(reached);
                reached = span[1];
            }
            assertThat(reached).as(at("next position")).isEqualTo(recovery.nextPosition());
            assertThat(recovery.records()).as(at("records")).isEqualTo(records);
        }
    }
}

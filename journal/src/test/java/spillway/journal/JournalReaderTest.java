package spillway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.testing.Counts;

/// Reading while somebody writes, from the middle, across what is missing.
class JournalReaderTest {
    private final SimulatedDisk disk = new SimulatedDisk();

    static LongStream seeds() {
        return LongStream.range(0, Counts.of(100, 2000));
    }

    private static List<Block> append(Journal journal, SplittableRandom random, int blocks)
            throws IOException {
        var appended = new ArrayList<Block>();
        for (int i = 0; i < blocks; i++) {
            byte[] payload = new byte[random.nextInt(random.nextInt(20) == 0 ? 400_000 : 300)];
            random.nextBytes(payload);
            int count = 1 + random.nextInt(5);
            appended.add(Block.of(journal.nextPosition(), count, payload));
            journal.append(ByteBuffer.wrap(payload), count);
            if (random.nextInt(10) == 0) {
                journal.roll();
            }
        }
        return appended;
    }

    @Test
    void canBeAskedAgainForMore() throws IOException {
        try (var reader = JournalReader.open(disk)) {
            assertThat(reader.next()).as("no journal yet").isFalse();
            Journal journal = Journal.open(disk);
            assertThat(reader.next()).as("no block yet").isFalse();
            var random = new SplittableRandom(1);
            for (int round = 0; round < 20; round++) {
                List<Block> appended = append(journal, random, round % 4);
                assertThat(Block.rest(reader)).as("round %d", round).isEqualTo(appended);
                assertThat(reader.next()).isFalse();
                assertThat(reader.nextPosition()).isEqualTo(journal.nextPosition());
            }
        }
    }

    @Test
    void beginsWithTheBlockThatHoldsThePosition() throws IOException {
        Journal journal = Journal.open(disk, 10);
        for (int i = 0; i < 6; i++) {
            journal.append(ByteBuffer.wrap(new byte[] {(byte) i}), 10); // [10, 20), [20, 30), ...
            if (i % 2 == 1) {
                journal.roll();
            }
        }
        long[][] rows = {
            // asked, first shown, missing before
            {0, 10, 10},
            {9, 10, 1},
            {10, 10, 0},
            {19, 10, 0},
            {20, 20, 0},
            {29, 20, 0},
            {30, 30, 0},
            {49, 40, 0},
            {50, 50, 0},
            {69, 60, 0},
        };
        for (long[] row : rows) {
            try (var reader = JournalReader.open(disk, row[0])) {
                assertThat(reader.next()).as("from %d", row[0]).isTrue();
                assertThat(reader.firstPosition()).as("from %d", row[0]).isEqualTo(row[1]);
                assertThat(reader.missingBefore()).as("from %d", row[0]).isEqualTo(row[2]);
                assertThat(Block.rest(reader)).hasSize((int) (6 - row[1] / 10));
            }
        }
        try (var reader = JournalReader.open(disk, 75)) {
            assertThat(reader.next()).as("not there yet").isFalse();
            journal.append(ByteBuffer.wrap(new byte[1]), 10);
            assertThat(reader.next()).as("[70, 80)").isTrue();
            assertThat(reader.firstPosition()).isEqualTo(70);
        }
        assertThatThrownBy(() -> JournalReader.open(disk, -1))
                .hasMessage("position must be >= 0, was -1");
    }

    @Test
    void thereIsNoBlockBeforeTheFirstNext() {
        assertThatThrownBy(() -> JournalReader.open(disk).payload())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsDroppedBeforeItIsReadIsCounted() throws IOException {
        Journal journal = Journal.open(disk);
        for (int i = 0; i < 5; i++) {
            journal.append(ByteBuffer.wrap(new byte[] {(byte) i}), 10);
            journal.roll();
        }
        try (var reader = JournalReader.open(disk)) {
            assertThat(reader.next()).isTrue();
            for (int i = 0; i < 3; i++) {
                journal.drop(journal.segments().getFirst());
            }
            assertThat(reader.next()).isTrue();
            assertThat(reader.firstPosition()).isEqualTo(30);
            assertThat(reader.missingBefore()).isEqualTo(20);
            assertThat(reader.next()).isTrue();
            assertThat(reader.missingBefore()).isZero();
            assertThat(reader.next()).isFalse();
        }
    }

    /// The reader looks each time that half a block is in the file.
    @Test
    void neverShowsABlockThatIsBeingWritten() throws IOException {
        Journal journal = Journal.open(disk);
        var random = new SplittableRandom(2);
        var shown = new ArrayList<Block>();
        var looks = new int[1];
        try (var reader = JournalReader.open(disk)) {
            disk.midWrite =
                    () -> {
                        try {
                            looks[0]++;
                            shown.addAll(Block.rest(reader));
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    };
            List<Block> appended = append(journal, random, 200);
            disk.midWrite = () -> {};
            assertThat(shown).isEqualTo(appended.subList(0, shown.size()));
            assertThat(shown).as("all but the one in the writing").hasSize(199);
            assertThat(looks[0]).isGreaterThanOrEqualTo(200);
            assertThat(Block.rest(reader)).isEqualTo(appended.subList(199, 200));
        }
    }

    /// The file grows at any of the reader's calls, by any number of bytes: a block that was half
    /// there when the reader looked first must not be passed over because the next one is whole
    /// now.
    @ParameterizedTest
    @MethodSource("seeds")
    void passesOverNothingWhenTheFileGrowsUnderIt(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        Journal journal = Journal.open(disk);
        var appended = new ArrayList<Block>();
        for (int i = 0; i < 30; i++) {
            byte[] payload = new byte[random.nextInt(60)];
            random.nextBytes(payload);
            appended.add(Block.of(journal.nextPosition(), 1, payload));
            journal.append(ByteBuffer.wrap(payload), 1);
        }
        var growing = new GrowingDisk(disk.bytes("00000000000000000000.journal"), random);
        var shown = new ArrayList<Block>();
        try (var reader = JournalReader.open(growing)) {
            while (shown.size() < appended.size()) {
                if (reader.next()) {
                    assertThat(reader.missingBefore()).as("seed %d", seed).isZero();
                    shown.add(Block.shownBy(reader));
                } else {
                    growing.grow();
                }
            }
            assertThat(reader.next()).isFalse();
        }
        assertThat(shown).as("seed %d", seed).isEqualTo(appended);
    }

    /// One segment, of which every call sees more.
    private static final class GrowingDisk implements Disk, DiskFile {
        private final byte[] bytes;
        private final SplittableRandom random;
        private int visible = BlockFormat.SEGMENT_HEADER_BYTES;

        GrowingDisk(byte[] bytes, SplittableRandom random) {
            this.bytes = bytes;
            this.random = random;
        }

        void grow() {
            visible = Math.min(bytes.length, visible + 1 + random.nextInt(100));
        }

        @Override
        public int read(ByteBuffer into, long at) {
            int length = (int) Math.min(into.remaining(), visible - at);
            if (length > 0) {
                into.put(bytes, (int) at, length);
            }
            grow();
            return length > 0 ? length : -1;
        }

        @Override
        public long size() {
            int size = visible;
            grow();
            return size;
        }

        @Override
        public DiskFile openForReading(String name) {
            return this;
        }

        @Override
        public List<String> list() {
            return List.of("00000000000000000000.journal");
        }

        @Override
        public String where() {
            return "growing";
        }

        @Override
        public void close() {}

        @Override
        public void force() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer from, long at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void truncate(long sizeBytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DiskFile create(String name) throws IOException {
            throw new NoSuchFileException(name);
        }

        @Override
        public DiskFile open(String name) throws IOException {
            throw new NoSuchFileException(name);
        }

        @Override
        public void rename(String from, String to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long freeBytes() {
            return 0;
        }
    }

    /// Two threads and a third that forces, on a real folder; ends when the last position was read.
    @Test
    void readsEverythingWhileAnotherThreadAppends(@TempDir Path folder) throws Exception {
        int blocks = Counts.of(5_000, 200_000);
        FileDisk real = FileDisk.at(folder);
        try (Journal journal = Journal.open(real);
                var threads = Executors.newFixedThreadPool(2)) {
            Future<?> writing =
                    threads.submit(() -> {
                        for (int i = 0; i < blocks; i++) {
                            NumberedBlock.append(journal);
                            if (i % 500 == 499) {
                                journal.roll();
                            }
                        }
                        return null;
                    });
            Future<?> forcing =
                    threads.submit(() -> {
                        while (!writing.isDone()) {
                            journal.force();
                        }
                        return null;
                    });
            long read = 0;
            try (var reader = JournalReader.open(real)) {
                boolean done = false;
                while (!done) {
                    done = writing.isDone(); // asked before the read that then sees everything
                    while (reader.next()) {
                        assertThat(reader.missingBefore()).isZero();
                        NumberedBlock.check(reader);
                        read++;
                    }
                    Thread.onSpinWait();
                }
            }
            finish(writing);
            finish(forcing);
            assertThat(read).isEqualTo(blocks);
            journal.force();
            assertThat(journal.flushedThrough()).isEqualTo(journal.nextPosition());
        }
    }

    private static void finish(Future<?> task) throws InterruptedException {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}

package spillway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Writing: positions, segments, what is flushed, what happens when the disk does not do its part.
class JournalTest {
    private final SimulatedDisk disk = new SimulatedDisk();

    private static ByteBuffer bytes(int length, int value) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            bytes.put((byte) value);
        }
        return bytes.flip();
    }

    private static Block block(long firstPosition, int recordCount, int length, int value) {
        return new Block(firstPosition, recordCount, bytes(length, value));
    }

    @Test
    void positionsCountRecordsAndAppendReturnsTheNextOne() throws IOException {
        try (Journal journal = Journal.open(disk)) {
            assertThat(journal.nextPosition()).isZero();
            assertThat(journal.append(bytes(10, 1), 3)).isEqualTo(3);
            assertThat(journal.append(bytes(0, 1), 1)).isEqualTo(4);
            assertThat(journal.nextPosition()).isEqualTo(4);
        }
        assertThat(Block.read(disk)).containsExactly(block(0, 3, 10, 1), block(3, 1, 0, 1));
    }

    @Test
    void appendTakesWhatRemainsInThePayloadAndNoMore() throws IOException {
        ByteBuffer payload = ByteBuffer.wrap(new byte[] {9, 1, 2, 3, 9}).position(1).limit(4);
        try (Journal journal = Journal.open(disk)) {
            journal.append(payload, 1);
        }
        assertThat(payload.position()).isEqualTo(4);
        assertThat(Block.read(disk)).containsExactly(Block.of(0, 1, new byte[] {1, 2, 3}));
    }

    @Test
    void appendsByOneWrite() throws IOException {
        try (Journal journal = Journal.open(disk)) {
            var writes = new int[1];
            disk.afterChange = () -> writes[0]++;
            journal.append(bytes(100_000, 1), 1);
            assertThat(writes[0]).isEqualTo(1);
        }
    }

    @Test
    void onlyForceMovesWhatIsFlushed() throws IOException {
        try (Journal journal = Journal.open(disk)) {
            journal.append(bytes(10, 1), 3);
            assertThat(journal.flushedThrough()).isZero();
            journal.force();
            assertThat(journal.flushedThrough()).isEqualTo(3);
            journal.append(bytes(10, 1), 2);
            assertThat(journal.flushedThrough()).isEqualTo(3);
            journal.roll();
            assertThat(journal.flushedThrough()).isEqualTo(5);
        }
    }

    @Test
    void whatOpeningFindsItMakesSafe() throws IOException {
        Journal killed = Journal.open(disk);
        killed.append(bytes(10, 1), 3);
        Journal next = Journal.open(disk);
        assertThat(next.flushedThrough()).isEqualTo(3);
    }

    @Test
    void segmentsAreNamedByTheirFirstPosition() throws IOException {
        try (Journal journal = Journal.open(disk)) {
            journal.append(bytes(10, 1), 42);
            journal.roll();
            journal.append(bytes(10, 2), 1);
            assertThat(journal.segments())
                    .containsExactly(
                            new Segment(0, 42, 32 + 32 + 10, Segment.State.SEALED),
                            new Segment(42, 43, 32 + 32 + 10, Segment.State.OPEN));
            assertThat(disk.list())
                    .containsExactlyInAnyOrder(
                            "00000000000000000000.journal", "00000000000000000042.journal");
        }
    }

    @Test
    void rollingAnEmptySegmentDoesNothing() throws IOException {
        try (Journal journal = Journal.open(disk)) {
            journal.roll();
            journal.append(bytes(10, 1), 1);
            journal.roll();
            journal.roll();
            assertThat(journal.segments()).hasSize(2);
        }
    }

    @Test
    void goesOnInTheLastSegmentWhenOpenedAgain() throws IOException {
        try (Journal journal = Journal.open(disk)) {
            journal.append(bytes(10, 1), 2);
        }
        try (Journal journal = Journal.open(disk)) {
            journal.append(bytes(10, 2), 2);
            assertThat(journal.segments()).hasSize(1);
            assertThat(journal.recovery()).isEqualTo(new Recovery(List.of(), 2, 2));
        }
        assertThat(Block.read(disk)).containsExactly(block(0, 2, 10, 1), block(2, 2, 10, 2));
    }

    @Test
    void positionsGoOnFromAStoreThatTookEverythingOver() throws IOException {
        try (Journal journal = Journal.open(disk, 1_000)) {
            assertThat(journal.append(bytes(10, 1), 2)).isEqualTo(1_002);
        }
        try (Journal journal = Journal.open(disk, 500)) {
            assertThat(journal.nextPosition()).as("the journal knows better").isEqualTo(1_002);
        }
    }

    @Test
    void anEmptySegmentGivesWayToALaterPosition() throws IOException {
        Journal.open(disk).close();
        try (Journal journal = Journal.open(disk, 7)) {
            assertThat(journal.segments())
                    .containsExactly(new Segment(7, 7, 32, Segment.State.OPEN));
            assertThat(disk.list()).containsExactly("00000000000000000007.journal");
        }
        assertThat(Recovery.inspect(disk).damages()).isEmpty();
    }

    @Test
    void positionsThatTheJournalNeverHeldAreReportedAsMissing() throws IOException {
        try (Journal journal = Journal.open(disk)) {
            journal.append(bytes(10, 1), 3);
        }
        try (Journal journal = Journal.open(disk, 5)) {
            journal.append(bytes(10, 1), 1);
        }
        assertThat(Recovery.inspect(disk).damages())
                .hasToString(
                        "[Damage[segment=00000000000000000000.journal, byteFrom=74, byteTo=74,"
                                + " positionFrom=3, positionTo=OptionalLong[5]]]");
    }

    @Test
    void dropsTheOldestSealedSegmentAlone() throws IOException {
        try (Journal journal = Journal.open(disk)) {
            for (int i = 0; i < 3; i++) {
                journal.append(bytes(10, i), 1);
                journal.roll();
            }
            List<Segment> segments = journal.segments();
            assertThatThrownBy(() -> journal.drop(segments.get(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("oldest sealed");
            journal.drop(segments.getFirst());
            assertThat(journal.segments()).isEqualTo(segments.subList(1, 4));
            assertThat(Block.read(disk)).containsExactly(block(1, 1, 10, 1), block(2, 1, 10, 2));
            journal.drop(segments.get(1));
            journal.drop(segments.get(2));
            assertThatThrownBy(() -> journal.drop(segments.get(3)))
                    .as("the open one")
                    .isInstanceOf(IllegalArgumentException.class);
        }
        try (Journal journal = Journal.open(disk)) {
            assertThat(journal.nextPosition()).as("after all was dropped").isEqualTo(3);
        }
    }

    @Test
    void refusesWhatNoReaderCouldTake() throws IOException {
        try (Journal journal = Journal.open(disk)) {
            ByteBuffer largest = ByteBuffer.allocate(Journal.MAX_PAYLOAD_BYTES);
            assertThat(journal.append(largest, 1)).isEqualTo(1);
            ByteBuffer larger = ByteBuffer.allocate(Journal.MAX_PAYLOAD_BYTES + 1);
            assertThatThrownBy(() -> journal.append(larger, 1))
                    .hasMessage("payload must be <= 16777216 bytes, was 16777217");
            assertThatThrownBy(() -> journal.append(bytes(1, 1), 0))
                    .hasMessage("recordCount must be > 0, was 0");
            assertThat(Block.read(disk)).hasSize(1);
        }
        assertThatThrownBy(() -> Journal.open(disk, -1))
                .hasMessage("nextPosition must be >= 0, was -1");
    }

    @Test
    void positionsDoNotOverflow() throws IOException {
        try (Journal journal = Journal.open(disk, Long.MAX_VALUE - 2)) {
            journal.append(bytes(1, 1), 2);
            assertThatThrownBy(() -> journal.append(bytes(1, 1), 1))
                    .isInstanceOf(ArithmeticException.class);
        }
        assertThat(Block.read(disk)).containsExactly(block(Long.MAX_VALUE - 2, 2, 1, 1));
    }

    @Test
    void aClosedJournalSaysSo() throws IOException {
        Journal journal = Journal.open(disk);
        journal.close();
        journal.close();
        assertThatThrownBy(() -> journal.append(bytes(1, 1), 1))
                .isInstanceOf(JournalException.class)
                .hasMessage(
                        "simulated/00000000000000000000.journal: the journal is closed. Open it"
                                + " again to go on.");
    }

    /// For every number of bytes that are still free.
    @Test
    void aFullDiskFailsTheAppendAndNothingElse() throws IOException {
        for (int free = 0; free < 132; free++) {
            var full = new SimulatedDisk();
            Journal journal = Journal.open(full);
            journal.append(bytes(50, 1), 2);
            full.budgetBytes = full.usedBytes() + free;
            ByteBuffer payload = bytes(100, 2);
            assertThatThrownBy(() -> journal.append(payload, 3))
                    .as("%d bytes free", free)
                    .isInstanceOf(JournalException.class)
                    .hasMessage(
                            "simulated/00000000000000000000.journal: expected to append 132 bytes at"
                                    + " byte 114, found: No space left on device; "
                                    + free
                                    + " bytes are free. Everything before position 2 is kept. Free"
                                    + " space on the disk and append again.");
            assertThat(full.usedBytes()).as("the part is cut off").isEqualTo(114);
            assertThat(Block.read(full)).containsExactly(block(0, 2, 50, 1));
            full.budgetBytes += 132 - free;
            assertThat(journal.append(payload, 3)).as("the same call again").isEqualTo(5);
            assertThat(Block.read(full)).containsExactly(block(0, 2, 50, 1), block(2, 3, 100, 2));
        }
    }

    @Test
    void aPartThatCannotBeCutOffIsCutOffBeforeTheNextAppend() throws IOException {
        Journal journal = Journal.open(disk);
        journal.append(bytes(50, 1), 2);
        disk.budgetBytes = disk.usedBytes() + 60;
        disk.failing.add(SimulatedDisk.Call.TRUNCATE);
        assertThatThrownBy(() -> journal.append(bytes(100, 2), 3))
                .hasMessageContaining("could not be cut off yet");
        disk.budgetBytes = Long.MAX_VALUE;
        assertThatThrownBy(() -> journal.append(bytes(1, 3), 1))
                .hasMessageContaining("TRUNCATE fails by order");

        SimulatedDisk afterKill = disk.copy();
        Journal next = Journal.open(afterKill);
        assertThat(next.recovery().damages()).hasSize(1).allMatch(Damage::isTail);
        assertThat(next.nextPosition()).isEqualTo(2);

        disk.failing.clear();
        journal.append(bytes(1, 3), 1);
        assertThat(Block.read(disk)).containsExactly(block(0, 2, 50, 1), block(2, 1, 1, 3));
        assertThat(Recovery.inspect(disk).damages()).isEmpty();
    }

    /// An operating system forgets what it failed to write, and a second force would say that all
    /// is well.
    @Test
    void afterAFailedForceNothingMoreIsTaken() throws IOException {
        Journal journal = Journal.open(disk);
        journal.append(bytes(50, 1), 2);
        journal.force();
        journal.append(bytes(50, 1), 1);
        disk.failing.add(SimulatedDisk.Call.FORCE_FILE);
        String message =
                "simulated/00000000000000000000.journal: the journal could not force its blocks to"
                        + " the disk: FORCE_FILE fails by order. Everything before position 2 is"
                        + " safe; what follows, up to 3, may be lost to a power loss. Check the disk"
                        + " and open the journal again.";
        assertThatThrownBy(journal::force).hasMessage(message);
        disk.failing.clear();
        assertThatThrownBy(journal::force).hasMessage(message);
        assertThatThrownBy(() -> journal.append(bytes(1, 1), 1)).hasMessage(message);
        assertThatThrownBy(journal::roll).hasMessage(message);
        assertThat(journal.flushedThrough()).isEqualTo(2);
        journal.close();
    }

    @Test
    void aSegmentThatCannotBeMadeLeavesTheOpenOneInUse() throws IOException {
        Journal journal = Journal.open(disk);
        journal.append(bytes(50, 1), 2);
        for (var call : List.of(SimulatedDisk.Call.CREATE, SimulatedDisk.Call.WRITE)) {
            disk.failing.add(call);
            assertThatThrownBy(journal::roll)
                    .hasMessageContaining("expected to begin a segment")
                    .hasMessageContaining("roll again");
            disk.failing.clear();
        }
        journal.append(bytes(50, 2), 2);
        journal.roll();
        journal.append(bytes(50, 3), 2);
        assertThat(Block.read(disk)).hasSize(3);
        assertThat(disk.list()).hasSize(2);
    }

    @Test
    void aSegmentThatMayHaveItsNameOrNotStopsTheJournal() throws IOException {
        for (var call : List.of(SimulatedDisk.Call.RENAME, SimulatedDisk.Call.FORCE_FOLDER)) {
            var failing = new SimulatedDisk();
            Journal journal = Journal.open(failing);
            journal.append(bytes(50, 1), 2);
            failing.failing.add(call);
            assertThatThrownBy(journal::roll).hasMessageContaining("could not name its next");
            failing.failing.clear();
            assertThatThrownBy(() -> journal.append(bytes(1, 1), 1))
                    .hasMessageContaining("could not name its next");
            try (Journal next = Journal.open(failing)) {
                next.append(bytes(50, 2), 1);
            }
            assertThat(Block.read(failing)).containsExactly(block(0, 2, 50, 1), block(2, 1, 50, 2));
            assertThat(failing.list()).noneMatch(name -> name.endsWith(".new"));
        }
    }

    @Test
    void worksOnARealFolder(@TempDir Path folder) throws IOException {
        Path deep = folder.resolve("a/b");
        FileDisk real = FileDisk.create(deep);
        try (Journal journal = Journal.open(real)) {
            journal.append(bytes(70_000, 1), 2);
            journal.force();
            journal.roll();
            journal.append(bytes(10, 2), 1);
            journal.roll();
            journal.drop(journal.segments().getFirst());
            assertThat(real.freeBytes()).isPositive();
        }
        try (Journal journal = Journal.open(FileDisk.at(deep))) {
            assertThat(journal.nextPosition()).isEqualTo(3);
            journal.append(bytes(10, 3), 1);
        }
        assertThat(Block.read(real)).containsExactly(block(2, 1, 10, 2), block(3, 1, 10, 3));
        assertThat(Files.size(deep.resolve("00000000000000000003.journal"))).isEqualTo(74);
    }

    @Test
    void anUnusableFolderIsToldWithWhatToDo(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> Journal.open(FileDisk.at(missing)))
                .isInstanceOf(JournalException.class)
                .hasMessage(
                        missing
                                + ": expected a folder that can be listed, found: no such file or"
                                + " folder. Check the path, who owns the folder and what they may do"
                                + " there.");
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> Journal.open(FileDisk.at(file)))
                .hasMessageContaining("found: not a folder");
        disk.failing.add(SimulatedDisk.Call.CREATE);
        assertThatThrownBy(() -> Journal.open(disk))
                .hasMessageContaining("expected a folder to write a journal in");
    }
}

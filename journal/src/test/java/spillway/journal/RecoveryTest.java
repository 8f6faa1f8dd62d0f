package spillway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// What opening makes of damage, byte by byte, and of files that are not the journal's.
///
/// The segment below: header [0, 32), blocks [32, 74), [74, 126), [126, 188) with the positions [0,
/// 2), [2, 5), [5, 9).
class RecoveryTest {
    private static final String FIRST = "00000000000000000000.journal";
    private static final String SECOND = "00000000000000000009.journal";
    private static final int[] ENDS = {32, 74, 126, 188};
    private static final int[] POSITIONS = {0, 2, 5, 9};

    private static final List<Block> BLOCKS =
            List.of(block(0, 2, 10), block(2, 3, 20), block(5, 4, 30));

    private static Block block(long firstPosition, int recordCount, int length) {
        byte[] payload = new byte[length];
        Arrays.fill(payload, (byte) (firstPosition + 1));
        return Block.of(firstPosition, recordCount, payload);
    }

    private static SimulatedDisk threeBlocks() throws IOException {
        var disk = new SimulatedDisk();
        try (Journal journal = Journal.open(disk)) {
            for (Block block : BLOCKS) {
                journal.append(block.payload().duplicate(), block.recordCount());
            }
        }
        return disk;
    }

    private static SimulatedDisk withFirst(byte[] bytes) {
        var disk = new SimulatedDisk();
        disk.put(FIRST, bytes);
        return disk;
    }

    private static Damage tail(int from, int to, long position) {
        return new Damage(FIRST, from, to, position, OptionalLong.empty());
    }

    private static Damage hole(int from, int to, long positionFrom, long positionTo) {
        return new Damage(FIRST, from, to, positionFrom, OptionalLong.of(positionTo));
    }

    /// Opens, and appends one more block, which must be all that is new.
    private static void goesOnAfter(SimulatedDisk disk, List<Block> kept, String what)
            throws IOException {
        assertThat(Block.read(disk)).as(what).isEqualTo(kept);
        long next = kept.isEmpty() ? 0 : kept.getLast().nextPosition();
        try (Journal journal = Journal.open(disk)) {
            assertThat(Block.read(disk)).as(what).isEqualTo(kept);
            assertThat(journal.nextPosition()).as(what).isEqualTo(next);
            journal.append(ByteBuffer.wrap(new byte[] {1}), 1);
        }
        var more = new ArrayList<>(kept);
        more.add(Block.of(next, 1, new byte[] {1}));
        assertThat(Block.read(disk)).as(what).isEqualTo(more);
        try (Journal again = Journal.open(disk)) {
            assertThat(again.recovery().damages()).as(what).noneMatch(Damage::isTail);
        }
    }

    @Test
    void aSegmentCutAtAnyByteKeepsItsWholeBlocks() throws IOException {
        byte[] whole = threeBlocks().bytes(FIRST);
        assertThat(whole).hasSize(188);
        for (int size = 0; size < whole.length; size++) {
            var disk = withFirst(Arrays.copyOf(whole, size));
            int blocks = wholeBlocksIn(size);
            int end = size < 32 ? 0 : ENDS[blocks];
            List<Damage> expected =
                    size == end && size > 0
                            ? List.of()
                            : List.of(tail(end, size, POSITIONS[blocks]));
            assertThat(Recovery.inspect(disk))
                    .as("cut at %d", size)
                    .isEqualTo(new Recovery(expected, POSITIONS[blocks], POSITIONS[blocks]));
            goesOnAfter(disk, BLOCKS.subList(0, blocks), "cut at " + size);
        }
    }

    private static int wholeBlocksIn(int size) {
        int blocks = 0;
        while (blocks < 3 && ENDS[blocks + 1] <= size) {
            blocks++;
        }
        return blocks;
    }

    @Test
    void aSealedSegmentCutAtAnyByteNamesWhatIsMissing() throws IOException {
        byte[] whole = threeBlocks().bytes(FIRST);
        SimulatedDisk sealed = threeBlocks();
        try (Journal journal = Journal.open(sealed)) {
            journal.roll();
            journal.append(ByteBuffer.wrap(new byte[] {7}), 1);
        }
        for (int size = 0; size < whole.length; size++) {
            var disk = withFirst(Arrays.copyOf(whole, size));
            disk.put(SECOND, sealed.bytes(SECOND));
            int blocks = wholeBlocksIn(size);
            int end = size < 32 ? 0 : ENDS[blocks];
            var expected = List.of(hole(end, size, POSITIONS[blocks], 9));
            for (int opening = 0; opening < 2; opening++) {
                try (Journal journal = Journal.open(disk)) {
                    assertThat(journal.recovery().damages())
                            .as("cut at %d, reported each time", size)
                            .isEqualTo(expected);
                }
            }
            assertThat(disk.bytes(FIRST)).as("left as it is").hasSize(size);
            assertThat(Block.read(disk)).hasSize(blocks + 1);
            try (var reader = JournalReader.open(disk)) {
                for (int i = 0; i <= blocks; i++) {
                    assertThat(reader.next()).isTrue();
                    assertThat(reader.missingBefore())
                            .isEqualTo(i < blocks ? 0 : 9 - POSITIONS[blocks]);
                }
            }
        }
    }

    /// Magic, checksum, length, record count, position, byte offset, payload: whichever byte it is.
    @Test
    void aWrongByteAnywhereTakesItsBlockAndNoOther() throws IOException {
        byte[] whole = threeBlocks().bytes(FIRST);
        for (int at = 32; at < whole.length; at++) {
            for (int flip : new int[] {0x01, 0x80, 0xff}) {
                byte[] wrong = whole.clone();
                wrong[at] ^= (byte) flip;
                int hit = wholeBlocksIn(at);
                Damage expected =
                        hit == 2
                                ? tail(126, 188, 5)
                                : hole(
                                        ENDS[hit],
                                        ENDS[hit + 1],
                                        POSITIONS[hit],
                                        POSITIONS[hit + 1]);
                var kept = new ArrayList<>(BLOCKS);
                kept.remove(hit);
                var disk = withFirst(wrong);
                String what = "byte " + at + " ^ " + flip;
                assertThat(Recovery.inspect(disk).damages()).as(what).containsExactly(expected);
                goesOnAfter(disk, kept, what);
            }
        }
    }

    @Test
    void aWrongByteInASegmentsHeaderTakesNoBlock() throws IOException {
        byte[] whole = threeBlocks().bytes(FIRST);
        for (int at = 0; at < 32; at++) {
            byte[] wrong = whole.clone();
            wrong[at] ^= 0x10;
            var disk = withFirst(wrong);
            assertThat(Recovery.inspect(disk).damages())
                    .as("byte %d", at)
                    .containsExactly(hole(0, 32, 0, 0));
            goesOnAfter(disk, BLOCKS, "byte " + at);
            assertThat(disk.list()).as("goes on in a sound file").hasSize(2);
        }
    }

    @Test
    void aSectorThatCannotBeReadTakesItsBlocksAndNoOther() throws IOException {
        var disk = new SimulatedDisk();
        try (Journal journal = Journal.open(disk)) {
            byte[] payload = new byte[1000];
            Arrays.fill(payload, (byte) 5);
            for (int i = 0; i < 100; i++) {
                journal.append(ByteBuffer.wrap(payload), 1);
            }
        }
        disk.badFrom = 32 + 40 * 1032 + 500;
        disk.badTo = disk.badFrom + 512;
        Recovery found = Recovery.inspect(disk);
        assertThat(found.damages()).hasSize(1);
        Damage damage = found.damages().getFirst();
        assertThat(damage.positionFrom()).isBetween(36L, 40L);
        assertThat(damage.positionTo().orElseThrow()).isBetween(41L, 45L);
        List<Block> shown = Block.read(disk);
        assertThat(shown)
                .hasSize((int) (100 - damage.positionTo().orElseThrow() + damage.positionFrom()));
        disk.badFrom = 32 + 99 * 1032 + 500;
        disk.badTo = disk.badFrom + 512;
        assertThatThrownBy(() -> Journal.open(disk))
                .as("an end that cannot be read is not cut off")
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("cannot be read: Input/output error")
                .hasMessageContaining("Copy the folder to a sound disk");
        assertThat(disk.bytes(FIRST)).hasSize(32 + 100 * 1032);
        assertThatThrownBy(() -> Block.read(disk))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("Copy the folder to a sound disk");
    }

    @Test
    void blocksInsideAPayloadAreNoBlocks() throws IOException {
        byte[] inner = threeBlocks().bytes(FIRST);
        var disk = new SimulatedDisk();
        try (Journal journal = Journal.open(disk)) {
            journal.append(ByteBuffer.wrap(inner), 1);
            journal.append(ByteBuffer.wrap(inner), 50);
        }
        byte[] bytes = disk.bytes(FIRST);
        bytes[33] ^= 1; // the first block's own header
        var damaged = withFirst(bytes);
        assertThat(Block.read(damaged)).containsExactly(Block.of(1, 50, inner));
    }

    @Test
    void rubbishBehindASealedSegmentIsReportedWithoutPositions() throws IOException {
        byte[] bytes = threeBlocks().bytes(FIRST);
        byte[] longer = Arrays.copyOf(bytes, 188 + 40);
        var disk = withFirst(longer);
        disk.put(SECOND, new byte[0]);
        assertThat(Recovery.inspect(disk).damages())
                .containsExactly(
                        hole(188, 228, 9, 9), new Damage(SECOND, 0, 0, 9, OptionalLong.empty()));
    }

    @Test
    void anOldBlockBehindTheLastIsNotShownAgain() throws IOException {
        byte[] bytes = threeBlocks().bytes(FIRST);
        var crc = new CRC32C();
        ByteBuffer old = ByteBuffer.allocate(32 + 5).order(ByteOrder.LITTLE_ENDIAN);
        BlockFormat.frame(old, ByteBuffer.wrap(new byte[5]), 3, 8, bytes.length, crc);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 37);
        old.get(longer, bytes.length, 37);
        var disk = withFirst(longer);
        assertThat(Recovery.inspect(disk).damages()).containsExactly(tail(188, 225, 9));
        goesOnAfter(disk, BLOCKS, "whole, in its place, but of position 8");
    }

    @Test
    void anEmptyFolderIsAnEmptyJournal() throws IOException {
        assertThat(Recovery.inspect(new SimulatedDisk())).isEqualTo(new Recovery(List.of(), 0, 0));
    }

    @Test
    void filesOfOtherNamesAreNotTheJournalsConcern() throws IOException {
        SimulatedDisk disk = threeBlocks();
        disk.put("LOCK", new byte[] {1});
        disk.put("notes.txt", new byte[] {1});
        disk.put(SECOND + ".new", new byte[] {1});
        Journal.open(disk).close();
        assertThat(Block.read(disk)).isEqualTo(BLOCKS);
        assertThat(disk.list())
                .as("a segment that was never finished goes")
                .containsExactlyInAnyOrder("LOCK", "notes.txt", FIRST);
    }

    private static void refused(SimulatedDisk disk, String message) {
        assertThatThrownBy(() -> Journal.open(disk))
                .isInstanceOf(JournalException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Recovery.inspect(disk)).hasMessage(message);
    }

    @Test
    void aForeignFileIsRefused() {
        var disk = withFirst("open,high,low,close\n".getBytes(StandardCharsets.UTF_8));
        String message =
                "simulated/00000000000000000000.journal: expected a journal segment, which begins"
                        + " with SPWYJRNL, found a file without a single journal block. Move it out"
                        + " of the folder; if it should be a segment, restore it from a copy.";
        refused(disk, message);
        assertThatThrownBy(() -> Block.read(disk)).hasMessage(message);
        assertThat(disk.bytes(FIRST)).as("untouched").startsWith('o', 'p', 'e', 'n');
    }

    @Test
    void aForeignNameIsRefused() throws IOException {
        SimulatedDisk disk = threeBlocks();
        disk.put("yesterday.journal", new byte[0]);
        refused(
                disk,
                "simulated/yesterday.journal: expected a name like 00000000000000000042.journal, the"
                        + " segment's first position in twenty digits. Move the file out of the"
                        + " folder, or give it its name back.");
    }

    @Test
    void aRenamedSegmentIsRefused() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        disk.put(SECOND, threeBlocks().bytes(FIRST));
        refused(
                disk,
                "simulated/00000000000000000009.journal: expected a segment that begins at position"
                        + " 9, as its name says, found one that begins at 0. It was renamed or"
                        + " copied; give it the name 00000000000000000000.journal or move it out of"
                        + " the folder.");
    }

    @Test
    void aStaleSegmentIsRefused() throws IOException {
        SimulatedDisk disk = threeBlocks();
        var other = new SimulatedDisk();
        Journal.open(other, 4).close();
        disk.put("00000000000000000004.journal", other.bytes("00000000000000000004.journal"));
        refused(
                disk,
                "simulated/00000000000000000004.journal: expected a segment that begins at or after"
                        + " position 9, where 00000000000000000000.journal ends, found one that"
                        + " begins at 4. One of the two is of another journal, or an old copy; move"
                        + " it out of the folder.");
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        byte[] bytes = threeBlocks().bytes(FIRST);
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(BlockFormat.SEGMENT_VERSION_AT, 2);
        var crc = new CRC32C();
        crc.update(bytes, 0, BlockFormat.SEGMENT_CRC_AT);
        header.putInt(BlockFormat.SEGMENT_CRC_AT, (int) crc.getValue());
        refused(
                withFirst(bytes),
                "simulated/00000000000000000000.journal: expected journal format 1, found 2. It was"
                        + " written by a newer Spillway; open it with that one.");
    }
}

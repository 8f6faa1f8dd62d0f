package spillway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Finds the whole blocks of one segment after another, while a writer may be appending.
///
/// What is not whole at [#at()] is either damage or a block that is just being written, and only
/// what follows tells: the writer writes one block after the other, so a whole block behind it
/// proves that it is finished. Therefore a place is given up only after a whole block was found
/// behind it *and* a fresh read of the place still shows none.
///
/// One window of the file is kept; nothing is allocated per block once the window holds the
/// largest.
final class BlockScan {
    enum Outcome {
        /// A whole block was taken.
        BLOCK,
        /// The file ends where the last whole block does.
        END,
        /// Bytes follow, but no whole block among them (yet).
        NOT_WHOLE
    }

    /// Large enough that a call costs little beside the copying.
    private static final int WINDOW_BYTES = 256 << 10;

    /// What a disk that cannot read something is asked for at a time; a sector or a few.
    private static final int PAGE_BYTES = 4096;

    private final CRC32C crc = new CRC32C();
    private ByteBuffer window;
    private ByteBuffer payload;
    private long windowAt;
    private int filled;

    private final DiskFile file;
    private long at;
    private long expected;

    private long blockAt;
    private long skippedFrom;
    private long firstPosition;
    private int recordCount;
    private @Nullable IOException unreadable;
    private long unreadableAt = -1;

    /// @param window a window to go on with, from [#window()] of a scan that is over; or null
    BlockScan(DiskFile file, long firstPosition, @Nullable ByteBuffer window) {
        this.file = file;
        this.expected = firstPosition;
        this.window = window != null ? window : allocate(WINDOW_BYTES);
        this.payload = this.window.asReadOnlyBuffer();
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    ByteBuffer window() {
        return window;
    }

    DiskFile file() {
        return file;
    }

    /// Where the next block is looked for: behind the last whole one.
    long at() {
        return at;
    }

    /// Position after the last whole block.
    long expected() {
        return expected;
    }

    /// Where the last block begins.
    long blockAt() {
        return blockAt;
    }

    /// Where the bytes skipped before the last block begin; equal to [#blockAt()] if none were.
    long skippedFrom() {
        return skippedFrom;
    }

    long firstPosition() {
        return firstPosition;
    }

    int recordCount() {
        return recordCount;
    }

    ByteBuffer payload() {
        return payload;
    }

    /// Why bytes at or behind [#at()] could not be read, if the disk said so.
    @Nullable IOException unreadable() {
        return unreadableAt >= at ? unreadable : null;
    }

    /// Goes to the first byte where a block may begin.
    ///
    /// @return whether the segment's own header is whole; blocks are found without it, too
    boolean readSegmentHeader(String name, Disk disk) throws IOException {
        at = 0;
        boolean all = load(0, BlockFormat.SEGMENT_HEADER_BYTES);
        if (all && window.getLong(0) == BlockFormat.SEGMENT_MAGIC) {
            int crcFound = window.getInt(BlockFormat.SEGMENT_CRC_AT);
            int limit = window.limit();
            boolean whole = BlockFormat.segmentChecksum(window, crc) == crcFound;
            window.limit(limit);
            if (whole) {
                checkVersion(name, disk);
                checkName(name, disk);
                at = BlockFormat.SEGMENT_HEADER_BYTES;
                return true;
            }
        }
        boolean ours = looksLikeOurs();
        if (!ours && find(0, file.size()) < 0) {
            throw new JournalException(
                    disk.where()
                            + "/"
                            + name
                            + ": expected a journal segment, which begins with SPWYJRNL, found a"
                            + " file without a single journal block. Move it out of the folder; if"
                            + " it should be a segment, restore it from a copy.");
        }
        return false;
    }

    /// Whether the header's bytes are those of a header that lost some: right, or zero.
    private boolean looksLikeOurs() {
        for (int i = 0; i < Math.min(filled, Long.BYTES); i++) {
            byte found = window.get(i);
            if (found != 0 && found != (byte) (BlockFormat.SEGMENT_MAGIC >>> (8 * i))) {
                return false;
            }
        }
        return true;
    }

    private void checkVersion(String name, Disk disk) throws JournalException {
        int version = window.getInt(BlockFormat.SEGMENT_VERSION_AT);
        if (version != BlockFormat.VERSION) {
            throw new JournalException(
                    disk.where()
                            + "/"
                            + name
                            + ": expected journal format "
                            + BlockFormat.VERSION
                            + ", found "
                            + version
                            + ". It was written by a newer Spillway; open it with that one.");
        }
    }

    private void checkName(String name, Disk disk) throws JournalException {
        long position = window.getLong(BlockFormat.SEGMENT_POSITION_AT);
        if (position != expected) {
            throw new JournalException(
                    disk.where()
                            + "/"
                            + name
                            + ": expected a segment that begins at position "
                            + expected
                            + ", as its name says, found one that begins at "
                            + position
                            + ". It was renamed or copied; give it the name "
                            + Segment.nameOf(position)
                            + " or move it out of the folder.");
        }
    }

    /// Looks for the next whole block whose position is not below [#expected()].
    Outcome next() throws IOException {
        if (wholeAt(at)) {
            return take(at);
        }
        forget(); // the window may be older than the file
        long size = file.size();
        if (at >= size) {
            return Outcome.END;
        }
        long found = find(at + 1, size);
        forget();
        if (wholeAt(at)) {
            return take(at);
        }
        if (found >= 0 && wholeAt(found)) {
            return take(found);
        }
        forget();
        return Outcome.NOT_WHOLE;
    }

    private Outcome take(long start) {
        int i = (int) (start - windowAt);
        int length = window.getInt(i + BlockFormat.PAYLOAD_LENGTH_AT);
        recordCount = window.getInt(i + BlockFormat.RECORD_COUNT_AT);
        firstPosition = window.getLong(i + BlockFormat.FIRST_POSITION_AT);
        int from = i + BlockFormat.HEADER_BYTES;
        payload.limit(from + length).position(from);
        skippedFrom = at;
        blockAt = start;
        at = start + BlockFormat.HEADER_BYTES + length;
        expected = firstPosition + recordCount;
        return Outcome.BLOCK;
    }

    private boolean wholeAt(long start) throws IOException {
        if (!load(start, BlockFormat.HEADER_BYTES)) {
            return false;
        }
        int i = (int) (start - windowAt);
        if (window.getInt(i) != BlockFormat.MAGIC
                || window.getLong(i + BlockFormat.BYTE_OFFSET_AT) != start) {
            return false;
        }
        int length = window.getInt(i + BlockFormat.PAYLOAD_LENGTH_AT);
        int count = window.getInt(i + BlockFormat.RECORD_COUNT_AT);
        long first = window.getLong(i + BlockFormat.FIRST_POSITION_AT);
        if (length < 0
                || length > BlockFormat.MAX_PAYLOAD_BYTES
                || count < 1
                || first < expected
                || first > Long.MAX_VALUE - count
                || !load(start, BlockFormat.HEADER_BYTES + length)) {
            return false;
        }
        i = (int) (start - windowAt); // loading may have moved it
        int crcFound = window.getInt(i + BlockFormat.CRC_AT);
        return BlockFormat.checksum(window, i, length, crc) == crcFound;
    }

    /// The first whole block that begins in `[from, size)`, or -1.
    private long find(long from, long size) throws IOException {
        long start = from;
        while (start + BlockFormat.HEADER_BYTES <= size && load(start, BlockFormat.HEADER_BYTES)) {
            int i = (int) (start - windowAt);
            int last = filled - BlockFormat.HEADER_BYTES;
            while (i <= last && window.getInt(i) != BlockFormat.MAGIC) {
                i++;
            }
            start = windowAt + i;
            if (i <= last) {
                if (wholeAt(start)) {
                    return start;
                }
                start++;
            }
        }
        return -1;
    }

    private void forget() {
        filled = 0;
    }

    /// Brings `bytes` bytes from `start` on into the window.
    ///
    /// @return whether the file has them
    private boolean load(long start, int bytes) throws IOException {
        if (start >= windowAt && start + bytes <= windowAt + filled) {
            return true;
        }
        if (start < windowAt || start > windowAt + filled) {
            filled = 0;
        } else {
            int from = (int) (start - windowAt);
            window.clear().limit(filled).position(from);
            window.compact();
            filled -= from;
        }
        windowAt = start;
        if (bytes > window.capacity()) {
            grow(bytes);
        }
        while (filled < bytes) {
            int got = fill();
            if (got <= 0) {
                window.clear();
                return false;
            }
            filled += got;
        }
        window.clear();
        return true;
    }

    private void grow(int bytes) {
        ByteBuffer larger = allocate(Math.max(Integer.highestOneBit(bytes - 1) << 1, WINDOW_BYTES));
        larger.put(0, window, 0, filled);
        window = larger;
        payload = larger.asReadOnlyBuffer();
    }

    private int fill() throws IOException {
        long from = windowAt + filled;
        window.clear().position(filled);
        try {
            return file.read(window, from);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException _) {
            return fillOnePage(from);
        }
    }

    /// Takes a page that cannot be read for zeros, so that one bad sector does not take the sound
    /// ones around it along; the block it lies in fails its checksum.
    private int fillOnePage(long from) throws IOException {
        int bytes =
                (int) Math.min(PAGE_BYTES - from % PAGE_BYTES, window.capacity() - (long) filled);
        window.clear().position(filled).limit(filled + bytes);
        try {
            return file.read(window, from);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            unreadable = e;
            unreadableAt = Math.max(unreadableAt, from);
            int there = (int) Math.min(bytes, file.size() - from);
            for (int i = 0; i < there; i++) {
                window.put(filled + i, (byte) 0);
            }
            return there;
        }
    }
}

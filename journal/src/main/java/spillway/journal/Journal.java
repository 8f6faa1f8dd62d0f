package spillway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The writing end of a durable, append-only log of opaque blocks.
///
/// Positions count records, not blocks and not bytes. Two promises, kept apart:
///
/// - Once [#append] has returned, the end of this process, `kill -9` included, does not take the
///   block: the operating system has it.
/// - A power loss takes nothing below [#flushedThrough()], which [#force()] moves on; of what lies
///   above, it may take any part, and [#recovery()] of the next opening names what. Nothing that
///   was not appended is ever shown; a block that was taken may come back, whole, if the power goes
///   again while the journal is being opened.
///
/// `append`, `roll`, `drop` and `close` belong to one thread, which must not be interrupted.
/// `force` may be called by another one at the same time, so that a flush does not hold up the
/// stream.
///
/// The journal does not lock its folder: whoever owns the folder holds its [WriterLock] before it
/// opens a journal in it, and for as long. So one lock covers all that a store keeps there.
///
/// Opening goes on in the last segment, if it is sound, rather than begin one: restarts in a loop
/// would otherwise fill the folder with small files, and the block's own byte offset and the cut
/// that is forced before the first append keep old bytes from being taken for new ones.
public final class Journal implements AutoCloseable {
    /// The largest payload of a block; every reader must hold one in memory.
    public static final int MAX_PAYLOAD_BYTES = BlockFormat.MAX_PAYLOAD_BYTES;

    private static final int BLOCK_BUFFER_BYTES = 64 << 10;

    private final Disk disk;
    private final Recovery recovery;
    private final CRC32C crc = new CRC32C();

    /// Held by what must not meet a force: the change of the file underneath.
    private final ReentrantLock forcing = new ReentrantLock();

    private final List<Segment> sealed = new ArrayList<>();
    private ByteBuffer block = allocate(BLOCK_BUFFER_BYTES);
    private DiskFile file;
    private long segmentFirst;
    private long endBytes;
    private boolean repairDue;
    private volatile long nextPosition;
    private volatile long flushedThrough;
    private volatile @Nullable String stopped;

    private Journal(Disk disk, Recovery recovery, DiskFile file, Segment open) {
        this.disk = disk;
        this.recovery = recovery;
        this.file = file;
        this.segmentFirst = open.firstPosition();
        this.endBytes = open.sizeBytes();
        this.nextPosition = open.nextPosition();
        this.flushedThrough = open.nextPosition();
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Opens the journal in a folder, which may be empty; positions begin at 0.
    ///
    /// @throws JournalException if the folder holds what is not this journal's, or cannot be used
    public static Journal open(Disk disk) throws JournalException {
        return open(disk, 0);
    }

    /// Opens the journal in a folder, which may be empty.
    ///
    /// @param nextPosition the next record's position if the journal itself knows no later one: for
    ///   a store that has taken over all that its journal held
    /// @throws JournalException if the folder holds what is not this journal's, or cannot be used
    public static Journal open(Disk disk, long nextPosition) throws JournalException {
        if (nextPosition < 0) {
            throw new IllegalArgumentException("nextPosition must be >= 0, was " + nextPosition);
        }
        JournalScan found = JournalScan.of(disk);
        try {
            return open(disk, nextPosition, found);
        } catch (JournalException e) {
            throw e;
        } catch (IOException e) {
            throw new JournalException(
                    disk.where()
                            + ": expected a folder to write a journal in, found: "
                            + JournalException.reason(e)
                            + ". Check what the owner may do there and the free space.",
                    e);
        }
    }

    private static Journal open(Disk disk, long wantedPosition, JournalScan found)
            throws IOException {
        for (String name : disk.list()) {
            if (name.endsWith(Segment.UNFINISHED_SUFFIX)) {
                disk.delete(name);
            }
        }
        long next = Math.max(wantedPosition, found.recovery().nextPosition());
        if (found.segments().isEmpty()) {
            return begin(disk, found, List.of(), next);
        }
        Segment last = found.segments().getLast();
        List<Segment> earlier = found.segments().subList(0, found.segments().size() - 1);
        if (last.firstPosition() == last.nextPosition()) {
            // Holds nothing: kept if it is whole and has the right name, replaced otherwise.
            if (!found.tailHeaderWhole() || next > last.firstPosition()) {
                Journal journal = begin(disk, found, earlier, next);
                if (next > last.firstPosition()) {
                    disk.delete(last.name());
                    disk.force();
                }
                return journal;
            }
        }
        DiskFile file = disk.open(last.name());
        try {
            if (file.size() > found.tailBytes()) {
                file.truncate(found.tailBytes());
            }
            file.force();
            disk.force();
            if (found.tailHeaderWhole() && next == last.nextPosition()) {
                var journal = new Journal(disk, found.recovery(), file, last);
                journal.sealed.addAll(earlier);
                return journal;
            }
        } catch (IOException e) {
            closeAfter(e, file);
            throw e;
        }
        file.close();
        return begin(disk, found, found.segments(), next);
    }

    private static Journal begin(Disk disk, JournalScan found, List<Segment> before, long next)
            throws IOException {
        DiskFile file = createUnnamed(disk, next);
        try {
            disk.rename(Segment.nameOf(next) + ".new", Segment.nameOf(next));
            disk.force();
        } catch (IOException e) {
            closeAfter(e, file);
            throw e;
        }
        var open = new Segment(next, next, BlockFormat.SEGMENT_HEADER_BYTES, Segment.State.OPEN);
        var journal = new Journal(disk, found.recovery(), file, open);
        for (Segment s : before) {
            journal.sealed.add(sealed(s));
        }
        return journal;
    }

    private static Segment sealed(Segment s) {
        return new Segment(
                s.firstPosition(), s.nextPosition(), s.sizeBytes(), Segment.State.SEALED);
    }

    /// An empty segment, whole on the disk, under a name that is none: it gets its own only then,
    /// so that no crash leaves a segment without a header.
    private static DiskFile createUnnamed(Disk disk, long firstPosition) throws IOException {
        String name = Segment.nameOf(firstPosition) + ".new";
        disk.delete(name);
        DiskFile file = disk.create(name);
        try {
            ByteBuffer header = allocate(BlockFormat.SEGMENT_HEADER_BYTES);
            BlockFormat.frameSegmentHeader(header, firstPosition, new CRC32C());
            writeAll(file, header, 0);
            file.force();
            return file;
        } catch (IOException e) {
            closeAfter(e, file);
            try {
                disk.delete(name); // its bytes may be those that are missing
            } catch (IOException left) {
                e.addSuppressed(left); // the next opening removes it
            }
            throw e;
        }
    }

    private static void closeAfter(IOException failure, DiskFile file) {
        try {
            file.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /// One write, and more only if the operating system took part of it: the second then brings the
    /// reason to light.
    private static void writeAll(DiskFile file, ByteBuffer bytes, long at) throws IOException {
        long place = at;
        while (bytes.hasRemaining()) {
            int written = file.write(bytes, place);
            if (written <= 0) {
                throw new IOException("the disk takes no more bytes");
            }
            place += written;
        }
    }

    /// What opening found, before it cut off a damaged tail.
    public Recovery recovery() {
        return recovery;
    }

    /// Position of the next record appended. Any thread.
    public long nextPosition() {
        return nextPosition;
    }

    /// A power loss takes no record below this position. Any thread.
    public long flushedThrough() {
        return flushedThrough;
    }

    /// Appends a block of `recordCount` records. Takes all that remains in `payload`; if it fails,
    /// `payload` and the journal are as they were, and the same call may be made again.
    ///
    /// @param payload at most [#MAX_PAYLOAD_BYTES]
    /// @param recordCount `> 0`
    /// @return the position after the block's last record
    /// @throws JournalException if the disk did not take the block
    public long append(ByteBuffer payload, int recordCount) throws JournalException {
        int length = payload.remaining();
        if (length > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "payload must be <= " + MAX_PAYLOAD_BYTES + " bytes, was " + length);
        }
        if (recordCount < 1) {
            throw new IllegalArgumentException("recordCount must be > 0, was " + recordCount);
        }
        checkUsable();
        if (repairDue) {
            repair();
        }
        long first = nextPosition;
        long next = Math.addExact(first, recordCount);
        int bytes = BlockFormat.HEADER_BYTES + length;
        if (bytes > block.capacity()) {
            block = allocate(Integer.highestOneBit(bytes - 1) << 1);
        }
        BlockFormat.frame(block, payload, recordCount, first, endBytes, crc);
        try {
            writeAll(file, block, endBytes);
        } catch (IOException e) {
            throw notAppended(e, bytes);
        }
        payload.position(payload.limit());
        endBytes += bytes;
        nextPosition = next;
        return next;
    }

    private JournalException notAppended(IOException cause, int bytes) {
        repairDue = true;
        String left;
        try {
            repair();
            left = "";
        } catch (JournalException e) {
            cause.addSuppressed(e);
            left = " What the disk took of it could not be cut off yet; that is tried again first.";
        }
        return new JournalException(
                whereOpen()
                        + ": expected to append "
                        + bytes
                        + " bytes at byte "
                        + endBytes
                        + ", found: "
                        + JournalException.reason(cause)
                        + "; "
                        + freeBytes()
                        + ". Everything before position "
                        + nextPosition
                        + " is kept."
                        + left
                        + " Free space on the disk and append again.",
                cause);
    }

    private String freeBytes() {
        try {
            return disk.freeBytes() + " bytes are free";
        } catch (IOException e) {
            return "how many bytes are free is unknown (" + JournalException.reason(e) + ")";
        }
    }

    /// Cuts off what a failed append left, for good: without the force, a power loss could bring it
    /// back in the place of the block that was appended there next.
    private void repair() throws JournalException {
        try {
            file.truncate(endBytes);
        } catch (IOException e) {
            throw new JournalException(
                    whereOpen()
                            + ": expected to cut off what a failed append left behind byte "
                            + endBytes
                            + ", found: "
                            + JournalException.reason(e)
                            + ". Free space on the disk, or close the journal and open it again.",
                    e);
        }
        forceOrStop();
        repairDue = false;
    }

    /// Makes everything appended before survive a power loss. Any thread.
    ///
    /// @throws JournalException if the disk did not do so; the journal then takes nothing more
    public void force() throws JournalException {
        forceOrStop();
    }

    private void forceOrStop() throws JournalException {
        forcing.lock();
        try {
            checkUsable();
            long through = nextPosition;
            try {
                file.force();
            } catch (IOException e) {
                throw stop("could not force its blocks to the disk", e);
            }
            flushedThrough = through;
        } finally {
            forcing.unlock();
        }
    }

    private JournalException stop(String what, IOException e) {
        String message =
                whereOpen()
                        + ": the journal "
                        + what
                        + ": "
                        + JournalException.reason(e)
                        + ". Everything before position "
                        + flushedThrough
                        + " is safe; what follows, up to "
                        + nextPosition
                        + ", may be lost to a power loss. Check the disk and open the journal"
                        + " again.";
        stopped = message;
        return new JournalException(message, e);
    }

    private void checkUsable() throws JournalException {
        String why = stopped;
        if (why != null) {
            throw new JournalException(why);
        }
    }

    private String whereOpen() {
        return disk.where() + "/" + Segment.nameOf(segmentFirst);
    }

    /// Closes the open segment, forced, and opens the next. Does nothing if the open one is empty.
    ///
    /// @throws JournalException if the next cannot be made; unless the message says that the
    ///   journal stopped, appending to the open segment goes on
    public void roll() throws JournalException {
        checkUsable();
        if (repairDue) {
            repair();
        }
        if (nextPosition == segmentFirst) {
            return;
        }
        forcing.lock();
        try {
            forceOrStop();
            DiskFile next = nextSegment();
            DiskFile closing = file;
            sealed.add(sealed(openSegment()));
            file = next;
            segmentFirst = nextPosition;
            endBytes = BlockFormat.SEGMENT_HEADER_BYTES;
            try {
                closing.close();
            } catch (IOException e) {
                throw stop("could not close its last segment", e);
            }
        } finally {
            forcing.unlock();
        }
    }

    private DiskFile nextSegment() throws JournalException {
        String name = Segment.nameOf(nextPosition);
        DiskFile next;
        try {
            next = createUnnamed(disk, nextPosition);
        } catch (IOException e) {
            throw new JournalException(
                    disk.where()
                            + "/"
                            + name
                            + ": expected to begin a segment, found: "
                            + JournalException.reason(e)
                            + "; "
                            + freeBytes()
                            + ". Free space on the disk and roll again.",
                    e);
        }
        try {
            disk.rename(name + ".new", name);
            disk.force();
            return next;
        } catch (IOException e) {
            // Nobody knows under which name the segment will be found. A block appended to the open
            // one now could overlap it.
            closeAfter(e, next);
            throw stop("could not name its next segment " + name, e);
        }
    }

    /// The segments in the order of positions, the open one last.
    public List<Segment> segments() {
        var all = new ArrayList<>(sealed);
        all.add(openSegment());
        return List.copyOf(all);
    }

    private Segment openSegment() {
        return new Segment(segmentFirst, nextPosition, endBytes, Segment.State.OPEN);
    }

    /// Removes the oldest segment, for good. Only the oldest: a hole between two segments would be
    /// reported as damage ever after.
    ///
    /// @throws IllegalArgumentException if `segment` is open, or not the oldest
    public void drop(Segment segment) throws JournalException {
        checkUsable();
        if (sealed.isEmpty() || !sealed.getFirst().equals(segment)) {
            throw new IllegalArgumentException(
                    "segment must be the oldest sealed one, "
                            + (sealed.isEmpty() ? "of which there is none" : sealed.getFirst())
                            + ", was "
                            + segment);
        }
        try {
            disk.delete(segment.name());
            sealed.removeFirst();
            disk.force();
        } catch (IOException e) {
            throw new JournalException(
                    disk.where()
                            + "/"
                            + segment.name()
                            + ": expected to delete the segment, found: "
                            + JournalException.reason(e)
                            + ". Check what the owner may do in the folder.",
                    e);
        }
    }

    /// Forces what was appended and lets go of the file. Does nothing if it was closed before.
    @Override
    public void close() throws JournalException {
        forcing.lock();
        try {
            if (stopped == null) {
                if (repairDue) {
                    repair();
                }
                forceOrStop();
            }
        } finally {
            if (stopped == null) {
                stopped = whereOpen() + ": the journal is closed. Open it again to go on.";
            }
            try {
                file.close();
            } catch (IOException e) {
                stopped = stop("could not close its last segment", e).getMessage();
            } finally {
                forcing.unlock();
            }
        }
    }
}

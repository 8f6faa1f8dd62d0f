package spillway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The reading end of a journal: its blocks in order, while a writer, in this process or another,
/// may be appending.
///
/// Shows whole blocks alone. It stops behind the last one and can be asked again later; what is
/// missing before a block it counts. One thread; any number of readers.
public final class JournalReader implements AutoCloseable {
    /// Segments that vanish between listing and opening are dropped by a writer, at most a few.
    private static final int MAX_VANISHED = 1000;

    private static final long OLDEST = -1;

    private final Disk disk;
    private @Nullable BlockScan scan;
    private @Nullable ByteBuffer window;
    private long segmentFirst;
    private long successor = -1;
    private long nextPosition;
    private long missingBefore;

    private JournalReader(Disk disk, long from) {
        this.disk = disk;
        this.nextPosition = from;
    }

    /// Reads from the oldest record that there is.
    public static JournalReader open(Disk disk) {
        return new JournalReader(disk, OLDEST);
    }

    /// Reads from the block on that holds the record at `position`.
    ///
    /// @param position `>= 0`; may lie in the future, then blocks show once it is reached
    public static JournalReader open(Disk disk, long position) {
        if (position < 0) {
            throw new IllegalArgumentException("position must be >= 0, was " + position);
        }
        return new JournalReader(disk, position);
    }

    /// Goes to the next whole block.
    ///
    /// @return whether there is one; if not, the block of before is gone and a later call may find
    ///   one
    /// @throws JournalException if a file is not this journal's, or the journal's end cannot be
    ///   read
    public boolean next() throws IOException {
        while (true) {
            BlockScan s = scan;
            if (s == null) {
                s = openFirst();
                if (s == null) {
                    return false;
                }
            }
            if (s.next() == BlockScan.Outcome.BLOCK) {
                if (s.expected() <= nextPosition) {
                    continue; // before what was asked for, or shown
                }
                missingBefore = Math.max(0, s.firstPosition() - nextPosition);
                nextPosition = s.expected();
                return true;
            }
            if (successor < 0) {
                // Once a segment has a successor nothing is appended to it; but something may have
                // been since the last look, so it is read to its end again before it is left.
                successor = firstAfter(segmentFirst);
                if (successor < 0) {
                    stay(s);
                    return false;
                }
            } else if (!moveOn()) {
                return false;
            }
        }
    }

    private void stay(BlockScan s) throws IOException {
        IOException unreadable = s.unreadable();
        if (unreadable != null) {
            throw new JournalException(
                    disk.where()
                            + "/"
                            + Segment.nameOf(segmentFirst)
                            + ": expected blocks from byte "
                            + s.at()
                            + " on, found: "
                            + JournalException.reason(unreadable)
                            + ". Copy the folder to a sound disk and read the copy.",
                    unreadable);
        }
        if (s.at() == 0) {
            leave(); // without a header and a block: the next writer replaces the file
        }
    }

    private @Nullable BlockScan openFirst() throws IOException {
        for (int i = 0; i < MAX_VANISHED; i++) {
            List<Long> firsts = JournalScan.firstPositions(disk);
            if (firsts.isEmpty()) {
                return null;
            }
            long first = firsts.getFirst();
            for (long candidate : firsts) {
                if (candidate <= nextPosition) {
                    first = candidate;
                }
            }
            if (nextPosition == OLDEST) {
                nextPosition = first;
            }
            if (enter(first)) {
                return scan;
            }
        }
        throw vanishing();
    }

    private boolean moveOn() throws IOException {
        long after = segmentFirst;
        leave();
        for (int i = 0; i < MAX_VANISHED; i++) {
            long first = firstAfter(after);
            if (first < 0) {
                // Dropped meanwhile, together with all that followed: found anew at the next call.
                return false;
            }
            if (enter(first)) {
                return true;
            }
        }
        throw vanishing();
    }

    private JournalException vanishing() {
        return new JournalException(
                disk.where()
                        + ": expected to open a segment, found that "
                        + MAX_VANISHED
                        + " vanished between listing and opening. Check what deletes files there.");
    }

    private boolean enter(long first) throws IOException {
        String name = Segment.nameOf(first);
        DiskFile file;
        try {
            file = disk.openForReading(name);
        } catch (NoSuchFileException _) {
            return false;
        }
        var entered = new BlockScan(file, first, window);
        scan = entered;
        segmentFirst = first;
        successor = -1;
        boolean sound = false;
        try {
            entered.readSegmentHeader(name, disk);
            sound = true;
        } finally {
            if (!sound) {
                leave();
            }
        }
        return true;
    }

    private void leave() throws IOException {
        BlockScan s = scan;
        if (s != null) {
            scan = null;
            window = s.window();
            s.file().close();
        }
    }

    private long firstAfter(long position) throws JournalException {
        for (long first : JournalScan.firstPositions(disk)) {
            if (first > position) {
                return first;
            }
        }
        return -1;
    }

    /// The block's bytes, from position to limit, to be read until [#next()] is called again.
    public ByteBuffer payload() {
        return block().payload();
    }

    /// Position of the block's first record.
    public long firstPosition() {
        return block().firstPosition();
    }

    /// Records in the block.
    public int recordCount() {
        return block().recordCount();
    }

    private BlockScan block() {
        BlockScan s = scan;
        if (s == null) {
            throw new IllegalStateException("there is a block only after next() returned true");
        }
        return s;
    }

    /// How many records are missing directly before the block: damaged, or dropped before they were
    /// read.
    public long missingBefore() {
        return missingBefore;
    }

    /// Position after the last block shown; the one asked for, if none was.
    public long nextPosition() {
        return Math.max(0, nextPosition);
    }

    @Override
    public void close() throws IOException {
        leave();
    }
}

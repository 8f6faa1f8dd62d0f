package spillway.tape;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import spillway.market.EventSorter;
import spillway.tape.parquet.PageBuffers;
import spillway.tape.parquet.SegmentReader;

/// One file of a [HappeningReplay], read block by block, that knows the earliest venue time it
/// still has to give.
final class Slice implements AutoCloseable {
    /// Rows of a block: as many as a page of our files.
    private static final int BLOCK_ROWS = 8_192;

    private final SegmentCursor cursor;
    private final Selection selection;

    /// For each block, the earliest venue time in it or any later one.
    private final long[] earliestFrom;

    private int block;

    private Slice(SegmentCursor cursor, Selection selection, long[] earliestFrom) {
        this.cursor = cursor;
        this.selection = selection;
        this.earliestFrom = earliestFrom;
    }

    static Slice open(Tape tape, Segment segment, Selection selection, PageBuffers buffers)
            throws IOException {
        Path path = tape.file(segment);
        long[] earliestFrom = scanTimes(path, segment, selection, buffers);
        var cursor = SegmentCursor.open(path, segment.kind(), buffers);
        if (selection.venueTime() != null) {
            cursor.skipOutside(selection.venueTime().fromNs(), selection.venueTime().toNs());
        }
        return new Slice(cursor, selection, earliestFrom);
    }

    private static long[] scanTimes(
            Path path, Segment segment, Selection selection, PageBuffers buffers)
            throws IOException {
        var earliest = new long[(int) (segment.rows() / BLOCK_ROWS) + 1];
        Arrays.fill(earliest, Long.MAX_VALUE);
        long row = 0;
        try (var times = SegmentReader.open(path, List.of("venue_time"), buffers)) {
            if (selection.venueTime() != null) {
                times.skipOutside(
                        "venue_time", selection.venueTime().fromNs(), selection.venueTime().toNs());
            }
            while (times.nextBatch()) {
                long[] ns = times.longs(0);
                for (int i = 0; i < times.batchRows(); i++) {
                    int at = (int) (row++ / BLOCK_ROWS);
                    earliest[at] = Math.min(earliest[at], ns[i]);
                }
            }
        }
        for (int at = earliest.length - 2; at >= 0; at--) {
            earliest[at] = Math.min(earliest[at], earliest[at + 1]);
        }
        return earliest;
    }

    /// Nothing earlier is left; `Long.MAX_VALUE` if nothing is.
    long earliestLeftNs() {
        return block < earliestFrom.length ? earliestFrom[block] : Long.MAX_VALUE;
    }

    /// Reads the next block.
    ///
    /// @return whether there may be more
    boolean read(EventSorter sorter) throws IOException {
        block++;
        for (int i = 0; i < BLOCK_ROWS; i++) {
            if (!cursor.next()) {
                return false;
            }
            if (selection.isAt(cursor.venueTimeNs())) {
                cursor.push(sorter.sink());
                sorter.added(cursor.seq());
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        cursor.close();
    }
}

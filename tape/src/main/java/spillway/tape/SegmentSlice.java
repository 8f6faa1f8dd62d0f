package spillway.tape;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import spillway.market.EventSorter;
import spillway.tape.parquet.PageBuffers;
import spillway.tape.parquet.SegmentReader;

/// One sealed file of a [HappeningReplay].
final class SegmentSlice implements Slice {
    private final SegmentCursor cursor;
    private final Selection selection;

    /// For each block, the earliest venue time in it or any later one.
    private final long[] earliestFrom;

    private int block;

    private SegmentSlice(SegmentCursor cursor, Selection selection, long[] earliestFrom) {
        this.cursor = cursor;
        this.selection = selection;
        this.earliestFrom = earliestFrom;
    }

    static SegmentSlice open(Tape tape, Segment segment, Selection selection, PageBuffers buffers)
            throws IOException {
        Path path = tape.file(segment);
        long[] earliestFrom = scanTimes(path, segment, selection, buffers);
        var cursor = SegmentCursor.open(path, segment.kind(), buffers);
        if (selection.venueTime() != null) {
            cursor.skipOutside(selection.venueTime().fromNs(), selection.venueTime().toNs());
        }
        return new SegmentSlice(cursor, selection, earliestFrom);
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

    @Override
    public long earliestLeftNs() {
        return block < earliestFrom.length ? earliestFrom[block] : Long.MAX_VALUE;
    }

    @Override
    public boolean read(EventSorter sorter) throws IOException {
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

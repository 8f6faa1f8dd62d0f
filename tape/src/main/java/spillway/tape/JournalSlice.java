package spillway.tape;

import java.io.IOException;
import java.util.Arrays;
import spillway.market.EventSorter;

/// The journal in a [HappeningReplay], as far as it went when the replay began: read once for the
/// times, once for the events, so that an hour of books need not wait in memory.
final class JournalSlice implements Slice {
    private final Tape tape;
    private final Selection selection;
    private final JournalCursor cursor;

    /// For each block of selected events, the earliest venue time in it or any later one.
    private final long[] earliestFrom;

    private long left;
    private int block;

    private JournalSlice(
            Tape tape,
            Selection selection,
            JournalCursor cursor,
            long[] earliestFrom,
            long selected) {
        this.tape = tape;
        this.selection = selection;
        this.cursor = cursor;
        this.earliestFrom = earliestFrom;
        this.left = selected;
    }

    static JournalSlice open(Tape tape, TapeLayout layout, Selection selection) throws IOException {
        long fromSeq = tape.manifest().nextSeq();
        var earliest = new long[1];
        long selected = 0;
        try (var times = JournalCursor.open(layout, fromSeq)) {
            while (times.next()) {
                if (!times.isWanted(tape, selection)) {
                    continue;
                }
                int at = Math.toIntExact(selected / BLOCK_ROWS);
                if (at == earliest.length) {
                    earliest = Arrays.copyOf(earliest, at * 2);
                }
                boolean first = selected++ % BLOCK_ROWS == 0;
                earliest[at] =
                        first ? times.venueTimeNs() : Math.min(earliest[at], times.venueTimeNs());
            }
        }
        earliest = Arrays.copyOf(earliest, Math.toIntExact(Math.ceilDiv(selected, BLOCK_ROWS)));
        for (int at = earliest.length - 2; at >= 0; at--) {
            earliest[at] = Math.min(earliest[at], earliest[at + 1]);
        }
        return new JournalSlice(
                tape, selection, JournalCursor.open(layout, fromSeq), earliest, selected);
    }

    @Override
    public long earliestLeftNs() {
        return block < earliestFrom.length ? earliestFrom[block] : Long.MAX_VALUE;
    }

    @Override
    public boolean read(EventSorter sorter) throws IOException {
        block++;
        long stop = Math.max(0, left - BLOCK_ROWS);
        while (left > stop) {
            if (!cursor.next()) {
                throw new TapeException(
                        tape.folder()
                                + ": expected "
                                + left
                                + " more events in the journal, found its end: it was cut off while"
                                + " it was read. Read again");
            }
            if (cursor.isWanted(tape, selection)) {
                cursor.push(sorter.sink());
                sorter.added(cursor.seq());
                left--;
            }
        }
        return left > 0;
    }

    @Override
    public void close() throws IOException {
        cursor.close();
    }
}

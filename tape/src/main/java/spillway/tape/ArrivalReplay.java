package spillway.tape;

import java.io.IOException;
import java.util.ArrayDeque;
import spillway.market.EventSink;
import spillway.market.EventSource;
import spillway.market.Instruments;
import spillway.tape.parquet.PageBuffers;

/// Merges the files of a tape, and its journal last, by place on the tape, from a place on. A file is
/// open only from its first place to its last, and events of one file that follow each other go out
/// without a comparison.
final class ArrivalReplay implements EventSource {
    private final Tape tape;
    private final TapeLayout layout;
    private final Selection selection;
    private final long fromSeq;

    ArrivalReplay(Tape tape, TapeLayout layout, Selection selection, long fromSeq) {
        this.tape = tape;
        this.layout = layout;
        this.selection = selection;
        this.fromSeq = fromSeq;
    }

    @Override
    public Instruments instruments() {
        return tape.instruments();
    }

    @Override
    public void pour(EventSink sink) throws IOException {
        try (var buffers = new PageBuffers();
                var open = new OpenCursors()) {
            pour(open, buffers, sink);
        }
        pourJournal(sink);
    }

    private void pour(OpenCursors open, PageBuffers buffers, EventSink sink) throws IOException {
        var waiting = new ArrayDeque<>(tape.segments(selection));
        waiting.removeIf(segment -> segment.lastSeq() < fromSeq);
        while (!waiting.isEmpty() || !open.isEmpty()) {
            while (!waiting.isEmpty() && waiting.getFirst().firstSeq() <= open.firstPlace()) {
                open(waiting.removeFirst(), open, buffers);
            }
            if (!open.isEmpty()) {
                long nextOpening =
                        waiting.isEmpty() ? Long.MAX_VALUE : waiting.getFirst().firstSeq();
                run(open, nextOpening, sink);
            }
        }
    }

    private void open(Segment segment, OpenCursors open, PageBuffers buffers) throws IOException {
        var cursor = SegmentCursor.open(tape.file(segment), segment.kind(), buffers);
        if (selection.venueTime() != null) {
            cursor.skipOutside(selection.venueTime().fromNs(), selection.venueTime().toNs());
        }
        boolean more = false;
        try {
            more = cursor.next();
        } finally {
            if (!more) {
                cursor.close();
            }
        }
        if (more) {
            open.add(cursor);
        }
    }

    /// Lets the cursor that is first go on until another's turn comes, or a file must be opened.
    private void run(OpenCursors open, long nextOpening, EventSink sink) throws IOException {
        SegmentCursor first = open.first();
        long limit = Math.min(nextOpening, open.secondPlace());
        boolean more = true;
        boolean all = selection.venueTime() == null;
        while (more && first.seq() <= limit) {
            if (first.seq() >= fromSeq && (all || selection.isAt(first.venueTimeNs()))) {
                first.push(sink);
            }
            more = first.next();
        }
        if (more) {
            open.firstMoved();
        } else {
            open.closeFirst();
        }
    }

    private void pourJournal(EventSink sink) throws IOException {
        try (var cursor = JournalCursor.open(layout, Math.max(fromSeq, tape.manifest().nextSeq()))) {
            while (cursor.next()) {
                if (cursor.isWanted(tape, selection)) {
                    cursor.push(sink);
                }
            }
        }
    }
}

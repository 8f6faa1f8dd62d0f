package spillway.tape;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import spillway.market.EventSink;
import spillway.market.EventSorter;
import spillway.market.EventSource;
import spillway.market.Instruments;
import spillway.tape.parquet.PageBuffers;

/// Replays a tape in the order in which things happened. Files are read side by side, each by venue
/// time as it comes; an event goes out once no file can have an earlier one. What a file's order
/// lags behind its venue times waits in memory: for a live tape seconds, for an unsorted import at
/// most that file.
final class HappeningReplay implements EventSource {
    /// Events that wait before the next are pushed: sorting a few thousand at once costs least an
    /// event.
    private static final int WORTH_SORTING = 1 << 14;

    private final Tape tape;
    private final TapeLayout layout;
    private final Selection selection;

    HappeningReplay(Tape tape, TapeLayout layout, Selection selection) {
        this.tape = tape;
        this.layout = layout;
        this.selection = selection;
    }

    @Override
    public Instruments instruments() {
        return tape.instruments();
    }

    @Override
    public void pour(EventSink sink) throws IOException {
        var sorter = new EventSorter(tape.instruments());
        var waiting = new ArrayDeque<>(byEarliest(tape.segments(selection)));
        List<Slice> open = new ArrayList<>();
        readJournal(sorter);
        try (var buffers = new PageBuffers()) {
            while (!waiting.isEmpty() || !open.isEmpty()) {
                long next = earliest(open);
                while (!waiting.isEmpty() && waiting.getFirst().minVenueTimeNs() <= next) {
                    open.add(Slice.open(tape, waiting.removeFirst(), selection, buffers));
                    next = earliest(open);
                }
                readEarliest(open, sorter);
                long certain =
                        Math.min(
                                earliest(open),
                                waiting.isEmpty()
                                        ? Long.MAX_VALUE
                                        : waiting.getFirst().minVenueTimeNs());
                if (sorter.size() >= WORTH_SORTING && certain != Long.MAX_VALUE) {
                    sorter.drain(certain - 1, sink);
                }
            }
        } finally {
            for (var slice : open) {
                slice.close();
            }
        }
        sorter.drain(Long.MAX_VALUE, sink);
    }

    private static List<Segment> byEarliest(List<Segment> segments) {
        var sorted = new ArrayList<>(segments);
        sorted.sort(Comparator.comparingLong(Segment::minVenueTimeNs).thenComparing(Segment::path));
        return sorted;
    }

    private static long earliest(List<Slice> open) {
        long earliest = Long.MAX_VALUE;
        for (var slice : open) {
            earliest = Math.min(earliest, slice.earliestLeftNs());
        }
        return earliest;
    }

    private static void readEarliest(List<Slice> open, EventSorter sorter) throws IOException {
        Slice first = open.getFirst();
        for (var slice : open) {
            if (slice.earliestLeftNs() < first.earliestLeftNs()) {
                first = slice;
            }
        }
        if (!first.read(sorter)) {
            first.close();
            open.remove(first);
        }
    }

    private void readJournal(EventSorter sorter) throws IOException {
        try (var cursor = JournalCursor.open(layout, tape.manifest().nextSeq())) {
            while (cursor.next()) {
                if (cursor.instrument() >= tape.instruments().size()) {
                    tape.refreshInstruments();
                }
                if (ArrivalReplay.selects(selection, tape, cursor)) {
                    cursor.push(sorter.sink());
                    sorter.added(cursor.seq());
                }
            }
        }
    }
}

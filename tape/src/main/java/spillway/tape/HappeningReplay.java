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
/// time as it comes, the journal like one of them; an event goes out once none can have an earlier
/// one. What a file's order lags behind its venue times waits in memory: for a live tape seconds,
/// for an unsorted import at most that file. The journal counts as far as it went at the start.
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
        List<Slice> open = new ArrayList<>();
        try (var buffers = new PageBuffers()) {
            try {
                open.add(JournalSlice.open(tape, layout, selection));
                pour(open, buffers, sorter, sink);
            } finally {
                for (var slice : open) {
                    slice.close();
                }
            }
        }
        sorter.drain(Long.MAX_VALUE, sink);
    }

    private void pour(List<Slice> open, PageBuffers buffers, EventSorter sorter, EventSink sink)
            throws IOException {
        var waiting = new ArrayDeque<>(byEarliest(tape.segments(selection)));
        long drainedNs = Long.MIN_VALUE;
        while (!waiting.isEmpty() || !open.isEmpty()) {
            long next = earliest(open);
            while (!waiting.isEmpty() && waiting.getFirst().minVenueTimeNs() <= next) {
                open.add(SegmentSlice.open(tape, waiting.removeFirst(), selection, buffers));
                next = earliest(open);
            }
            readEarliest(open, sorter);
            long certain =
                    waiting.isEmpty()
                            ? earliest(open)
                            : Math.min(earliest(open), waiting.getFirst().minVenueTimeNs());
            boolean more = certain > drainedNs && certain != Long.MAX_VALUE;
            if (more && sorter.size() >= WORTH_SORTING) {
                sorter.drain(certain - 1, sink);
                drainedNs = certain;
            }
        }
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
}

package spillway.tape;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import spillway.market.Instruments;
import spillway.tape.parquet.PageBuffers;

/// Merges the several files of a partition that is over into one, event by event in the order of
/// the tape. The old files stay until nobody reads them; the next generation names the new one.
final class Compaction {
    private Compaction() {}

    /// The files that can be merged, by partition.
    ///
    /// @param beforeNs only partitions that end at or before this time
    static List<List<Segment>> groups(Manifest manifest, long beforeNs) {
        Map<String, List<Segment>> byFolder = new TreeMap<>();
        for (var segment : manifest.segments()) {
            if (TapeLayout.windowOf(segment.partition()).toNs() <= beforeNs) {
                String folder =
                        TapeLayout.folder(segment.kind(), segment.venue(), segment.partition());
                byFolder.computeIfAbsent(folder, _ -> new ArrayList<>()).add(segment);
            }
        }
        byFolder.values().removeIf(group -> group.size() < 2);
        return List.copyOf(byFolder.values());
    }

    /// A set that has the events of all files of one partition, to be finished by the caller.
    static SegmentSetWriter merge(
            List<Segment> group, TapeLayout layout, TapeDisk disk, Instruments instruments)
            throws IOException {
        var partitioning = SegmentSetWriter.Partitioning.into(group.getFirst().partition());
        String name =
                "compact-" + group.getFirst().firstSeq() + "-" + group.getFirst().kind().key();
        var set = new SegmentSetWriter(layout, disk, instruments, partitioning, name);
        try {
            merge(group, layout, set);
            return set;
        } catch (IOException | RuntimeException e) {
            set.close();
            throw e;
        }
    }

    private static void merge(List<Segment> group, TapeLayout layout, SegmentSetWriter set)
            throws IOException {
        var open = new PriorityQueue<SegmentCursor>(Comparator.comparingLong(SegmentCursor::seq));
        try (var buffers = new PageBuffers()) {
            try {
                for (var segment : group) {
                    var cursor =
                            SegmentCursor.open(
                                    layout.root().resolve(segment.path()), segment.kind(), buffers);
                    advance(cursor, open);
                }
                while (!open.isEmpty()) {
                    SegmentCursor first = open.remove();
                    push(first, set);
                    advance(first, open);
                }
            } finally {
                for (var cursor : open) {
                    cursor.close();
                }
            }
        }
    }

    private static void push(SegmentCursor cursor, SegmentSetWriter set) throws IOException {
        try {
            cursor.push(set.sink());
        } catch (RuntimeException e) {
            cursor.close();
            throw e;
        }
    }

    /// Puts a cursor among the open ones if it has an event, and closes it if not.
    private static void advance(SegmentCursor cursor, PriorityQueue<SegmentCursor> open)
            throws IOException {
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
}

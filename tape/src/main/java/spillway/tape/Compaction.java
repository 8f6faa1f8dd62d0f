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
/// the tape. The old files stay until nobody reads them; the next generation names the new ones.
final class Compaction {
    private final Manifest manifest;
    private final TapeLayout layout;
    private final Instruments instruments;
    private final List<List<Segment>> groups;

    private Compaction(
            Manifest manifest,
            TapeLayout layout,
            Instruments instruments,
            List<List<Segment>> groups) {
        this.manifest = manifest;
        this.layout = layout;
        this.instruments = instruments;
        this.groups = groups;
    }

    /// What a compaction leaves.
    ///
    /// @param segments all files of the tape from now on
    /// @param replaced paths that are no longer needed
    /// @param made how many files took their place
    record Result(List<Segment> segments, List<String> replaced, int made) {}

    static Compaction of(
            Manifest manifest, TapeLayout layout, Instruments instruments, long beforeNs) {
        Map<String, List<Segment>> byFolder = new TreeMap<>();
        for (var segment : manifest.segments()) {
            if (TapeLayout.windowOf(segment.partition()).toNs() <= beforeNs) {
                String folder =
                        TapeLayout.folder(segment.kind(), segment.venue(), segment.partition());
                byFolder.computeIfAbsent(folder, _ -> new ArrayList<>()).add(segment);
            }
        }
        byFolder.values().removeIf(group -> group.size() < 2);
        return new Compaction(manifest, layout, instruments, List.copyOf(byFolder.values()));
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    Result run() throws IOException {
        var segments = new ArrayList<>(manifest.segments());
        var replaced = new ArrayList<String>();
        for (var group : groups) {
            var partitioning = SegmentSetWriter.Partitioning.into(group.getFirst().partition());
            String name =
                    "compact-" + group.getFirst().firstSeq() + "-" + group.getFirst().kind().key();
            try (var set = new SegmentSetWriter(layout, instruments, partitioning, name)) {
                merge(group, set);
                segments.removeAll(group);
                segments.addAll(set.finish());
            }
            group.forEach(s -> replaced.add(s.path()));
        }
        return new Result(segments, replaced, groups.size());
    }

    private void merge(List<Segment> group, SegmentSetWriter set) throws IOException {
        var open = new PriorityQueue<SegmentCursor>(Comparator.comparingLong(SegmentCursor::seq));
        try (var buffers = new PageBuffers()) {
            for (var segment : group) {
                var cursor =
                        SegmentCursor.open(
                                layout.root().resolve(segment.path()), segment.kind(), buffers);
                if (cursor.next()) {
                    open.add(cursor);
                } else {
                    cursor.close();
                }
            }
            while (!open.isEmpty()) {
                SegmentCursor first = open.remove();
                first.push(set);
                if (first.next()) {
                    open.add(first);
                } else {
                    first.close();
                }
            }
        } finally {
            for (var cursor : open) {
                cursor.close();
            }
        }
    }
}

package spillway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads every segment of a journal once: what is whole, what is missing, where one may go on.
///
/// @param segments in order, the last one open
/// @param tailBytes bytes of the last segment up to the end of its last whole block; 0 if not even
///   its header is whole and it has no block
/// @param tailHeaderWhole whether the last segment's own header is
record JournalScan(
        List<Segment> segments, Recovery recovery, long tailBytes, boolean tailHeaderWhole) {

    static JournalScan of(Disk disk) throws JournalException {
        List<Long> firsts = firstPositions(disk);
        var reading = new Reading(disk);
        for (int i = 0; i < firsts.size(); i++) {
            try {
                reading.segment(firsts.get(i), i == firsts.size() - 1);
            } catch (JournalException e) {
                throw e;
            } catch (IOException e) {
                throw new JournalException(
                        disk.where()
                                + "/"
                                + Segment.nameOf(firsts.get(i))
                                + ": cannot be read: "
                                + JournalException.reason(e)
                                + ". Check who owns the file and whether the disk is sound.",
                        e);
            }
        }
        return reading.result();
    }

    /// The first positions of all segments in the folder, ascending.
    static List<Long> firstPositions(Disk disk) throws JournalException {
        List<String> names;
        try {
            names = disk.list();
        } catch (IOException e) {
            throw new JournalException(
                    disk.where()
                            + ": expected a folder that can be listed, found: "
                            + JournalException.reason(e)
                            + ". Check the path, who owns the folder and what they may do there.",
                    e);
        }
        var firsts = new ArrayList<Long>();
        for (String name : names) {
            if (!name.endsWith(Segment.SUFFIX)) {
                continue;
            }
            OptionalLong first = Segment.positionIn(name);
            if (first.isEmpty()) {
                throw new JournalException(
                        disk.where()
                                + "/"
                                + name
                                + ": expected a name like "
                                + Segment.nameOf(42)
                                + ", the segment's first position in twenty digits. Move the file"
                                + " out of the folder, or give it its name back.");
            }
            firsts.add(first.getAsLong());
        }
        Collections.sort(firsts);
        return firsts;
    }

    private static final class Reading {
        private final Disk disk;
        private final List<Segment> segments = new ArrayList<>();
        private final List<Damage> damages = new ArrayList<>();
        private long records;
        private long expected;
        private @Nullable Damage openEnd;
        private @Nullable ByteBuffer window;
        private long tailBytes;
        private boolean tailHeaderWhole = true;

        Reading(Disk disk) {
            this.disk = disk;
        }

        void segment(long first, boolean last) throws IOException {
            String name = Segment.nameOf(first);
            closeGapBefore(first, name);
            expected = first;
            try (DiskFile file = disk.openForReading(name)) {
                var scan = new BlockScan(file, first, window);
                tailHeaderWhole = scan.readSegmentHeader(name, disk);
                BlockScan.Outcome outcome = scan.next();
                while (outcome == BlockScan.Outcome.BLOCK) {
                    block(scan, name);
                    outcome = scan.next();
                }
                if (scan.at() < file.size() || scan.at() == 0) {
                    openEnd = openEnd(scan, name, last);
                }
                tailBytes = scan.at();
                window = scan.window();
                segments.add(
                        new Segment(
                                first,
                                expected,
                                tailBytes,
                                last ? Segment.State.OPEN : Segment.State.SEALED));
            }
        }

        private void block(BlockScan scan, String name) {
            long missingTo = scan.firstPosition();
            if (scan.skippedFrom() < scan.blockAt() || expected < missingTo) {
                damages.add(
                        new Damage(
                                name,
                                scan.skippedFrom(),
                                scan.blockAt(),
                                expected,
                                OptionalLong.of(missingTo)));
            }
            records += scan.recordCount();
            expected = scan.expected();
        }

        private Damage openEnd(BlockScan scan, String name, boolean last) throws IOException {
            IOException unreadable = scan.unreadable();
            if (last && unreadable != null) {
                throw new JournalException(
                        disk.where()
                                + "/"
                                + name
                                + ": the journal's end, from byte "
                                + scan.at()
                                + " on, cannot be read: "
                                + JournalException.reason(unreadable)
                                + ". It may hold blocks, so it is not cut off. Copy the folder to a"
                                + " sound disk and open the copy.",
                        unreadable);
            }
            return new Damage(name, scan.at(), scan.file().size(), expected, OptionalLong.empty());
        }

        /// What the segment before could not tell, this one's first position does.
        private void closeGapBefore(long first, String name) throws JournalException {
            if (segments.isEmpty()) {
                return;
            }
            Segment before = segments.getLast();
            if (first < expected) {
                throw new JournalException(
                        disk.where()
                                + "/"
                                + name
                                + ": expected a segment that begins at or after position "
                                + expected
                                + ", where "
                                + before.name()
                                + " ends, found one that begins at "
                                + first
                                + ". One of the two is of another journal, or an old copy; move it"
                                + " out of the folder.");
            }
            Damage end = openEnd;
            openEnd = null;
            if (end != null) {
                damages.add(
                        new Damage(
                                end.segment(),
                                end.byteFrom(),
                                end.byteTo(),
                                expected,
                                OptionalLong.of(first)));
            } else if (first > expected) {
                long size = before.sizeBytes();
                damages.add(
                        new Damage(before.name(), size, size, expected, OptionalLong.of(first)));
            }
        }

        JournalScan result() {
            if (openEnd != null) {
                damages.add(openEnd);
            }
            return new JournalScan(
                    List.copyOf(segments),
                    new Recovery(damages, records, expected),
                    tailBytes,
                    tailHeaderWhole);
        }
    }
}

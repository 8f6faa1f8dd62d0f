package spillway.tape;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import spillway.market.EventDigest;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.tape.parquet.PageBuffers;
import spillway.tape.parquet.ParquetFileWriter;
import spillway.tape.parquet.WrittenFile;

/// Sorts events into Parquet files by kind, venue and partition. Files grow in the staging folder,
/// and appear in the tape's tree only when all are whole and forced to disk ([#finish()]); until
/// then nothing is there.
///
/// Events must come in ascending order of their place on the tape, which [EventSink#at] says before
/// each. Any number of files may grow at once: beyond some the ones that had no event for longest
/// write out what they hold and close, until their next event.
final class SegmentSetWriter implements AutoCloseable {
    /// The time by which an event finds its partition.
    interface Partitioning {
        long timeNs(long venueTimeNs, long receiveTimeNs);

        /// History: by when it happened.
        static Partitioning byVenueTime() {
            return (venueTimeNs, _) -> venueTimeNs;
        }

        /// What was heard live: by when it was heard, so that an hour is closed for good.
        static Partitioning byReceiveTime() {
            return (venueTimeNs, receiveTimeNs) ->
                    receiveTimeNs == MarketEvent.NONE ? venueTimeNs : receiveTimeNs;
        }

        /// All into the one that they come from.
        static Partitioning into(String partition) {
            long fromNs = TapeLayout.windowOf(partition).fromNs();
            return (_, _) -> fromNs;
        }
    }

    /// Files that grow at once: half of what a process may commonly open is left to others, and
    /// their memory stays below a fifth of a heap of a gigabyte.
    private static final int MAX_AWAKE = 256;

    private static final long MAX_HELD_BYTES = 192L << 20;

    /// Events between two looks at the memory.
    private static final int EVENTS_A_LOOK = 1 << 16;

    private final TapeLayout layout;
    private final TapeDisk disk;
    private final Instruments instruments;
    private final Partitioning partitioning;
    private final Path staging;
    private final PageBuffers buffers = new PageBuffers();
    private final SegmentRows rows = new SegmentRows(this);
    private final Map<String, OpenSegment> byFolder = new HashMap<>();
    private @Nullable OpenSegment[][] lately = new OpenSegment[EventKind.values().length][0];
    private int awake;
    private int untilLook = EVENTS_A_LOOK;
    private boolean keepsStaging;

    /// @param name distinguishes this set's staging folder from others
    SegmentSetWriter(
            TapeLayout layout,
            TapeDisk disk,
            Instruments instruments,
            Partitioning partitioning,
            String name)
            throws IOException {
        this.layout = layout;
        this.disk = disk;
        this.instruments = instruments;
        this.partitioning = partitioning;
        staging = Files.createDirectories(layout.staging().resolve(name));
    }

    /// Takes the events; an error of the disk comes out as an [UncheckedIOException].
    EventSink sink() {
        return rows;
    }

    /// The file that an event belongs into, ready for it.
    OpenSegment segment(EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
        OpenSegment segment =
                find(kind, instrument, partitioning.timeNs(venueTimeNs, receiveTimeNs));
        if (--untilLook == 0) {
            untilLook = EVENTS_A_LOOK;
            checkMemory();
        }
        if (segment.isAsleep()) {
            segment.wake();
            makeRoom(segment);
        }
        return segment;
    }

    // The kind's ordinal is an index within this process only.
    @SuppressWarnings("EnumOrdinal")
    private OpenSegment find(EventKind kind, int instrument, long timeNs) {
        @Nullable OpenSegment[] cached = lately[kind.ordinal()];
        if (instrument < cached.length) {
            OpenSegment last = cached[instrument];
            if (last != null && last.holds(timeNs)) {
                return last;
            }
        } else {
            cached = Arrays.copyOf(cached, Math.max(instruments.size(), instrument + 1));
            lately[kind.ordinal()] = cached;
        }
        Instrument on = instruments.get(instrument);
        String partition = TapeLayout.partition(kind, timeNs);
        String folder = TapeLayout.folder(kind, on.venue(), partition);
        OpenSegment segment = byFolder.get(folder);
        if (segment == null) {
            segment = open(kind, on, partition, folder);
            byFolder.put(folder, segment);
        }
        cached[instrument] = segment;
        return segment;
    }

    private OpenSegment open(EventKind kind, Instrument on, String partition, String folder) {
        try {
            Path staged = staging.resolve(folder.replace('/', '_') + ".parquet");
            return new OpenSegment(
                    kind,
                    on.venue(),
                    partition,
                    folder,
                    instruments,
                    ParquetFileWriter.create(staged, EventColumns.of(kind), buffers));
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /// An error of the disk, in words, for those who push events and cannot be told otherwise.
    UncheckedIOException refused(IOException e) {
        return new UncheckedIOException(
                TapeException.refused(
                        layout.root(),
                        "to write a file of events",
                        e,
                        "Nothing that is on the tape is lost; free space on the disk, or check it,"
                                + " and try again"));
    }

    private void makeRoom(OpenSegment woken) {
        awake++;
        if (awake > MAX_AWAKE) {
            putHalfToSleep(woken);
        }
    }

    private void checkMemory() {
        long held = 0;
        for (var segment : byFolder.values()) {
            held += segment.file().heldBytes();
        }
        if (held > MAX_HELD_BYTES) {
            putHalfToSleep(null);
        }
    }

    private void putHalfToSleep(@Nullable OpenSegment except) {
        var candidates = new ArrayList<OpenSegment>();
        for (var segment : byFolder.values()) {
            if (!segment.isAsleep() && segment != except) {
                candidates.add(segment);
            }
        }
        candidates.sort(Comparator.comparingLong(OpenSegment::lastSeq));
        try {
            for (var segment : candidates.subList(0, (candidates.size() + 1) / 2)) {
                segment.sleep();
                awake--;
            }
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /// Closes all files where they are, unforced: for a copy that lives as long as this process.
    /// The folder that holds them is the caller's to delete.
    ///
    /// @return the files by kind
    Map<EventKind, List<Path>> finishAside() throws IOException {
        var files = new EnumMap<EventKind, List<Path>>(EventKind.class);
        for (var segment : byFolder.values()) {
            WrittenFile written = segment.file().finish(ParquetFileWriter.Durability.SCRATCH);
            files.computeIfAbsent(segment.kind(), _ -> new ArrayList<>()).add(written.path());
        }
        byFolder.clear();
        keepsStaging = true;
        return files;
    }

    /// A file that is whole, forced and found to hold what it was given.
    private record Whole(OpenSegment segment, WrittenFile file) {}

    /// Closes and forces all files, reads them back, and moves them into the tree, under names that
    /// no other file there has.
    ///
    /// @return what is new, ready for a manifest
    List<Segment> finish() throws IOException {
        var whole = new ArrayList<Whole>();
        for (var segment : byFolder.values()) {
            WrittenFile written = segment.file().finish();
            checkReadable(segment, written);
            whole.add(new Whole(segment, written));
        }
        var published = new ArrayList<Segment>();
        try {
            for (var one : whole) {
                published.add(publish(one));
            }
            forceFolders(published);
        } catch (IOException | RuntimeException e) {
            try {
                withdraw(published);
            } catch (IOException left) {
                e.addSuppressed(left); // the next opening removes them
            }
            throw e;
        }
        published.sort(Comparator.comparing(Segment::path));
        return published;
    }

    private Segment publish(Whole whole) throws IOException {
        OpenSegment segment = whole.segment();
        disk.createFolder(layout.root().resolve(segment.folder()));
        String name =
                String.format(
                        Locale.ROOT, "%016d-%016d.parquet", segment.firstSeq(), segment.lastSeq());
        String path = segment.folder() + "/" + name;
        disk.move(whole.file().path(), layout.root().resolve(path));
        return segment.sealed(path, whole.file().bytes());
    }

    private void forceFolders(List<Segment> published) throws IOException {
        var folders = new TreeSet<String>();
        for (var segment : published) {
            folders.add(TapeLayout.folder(segment.kind(), segment.venue(), segment.partition()));
        }
        for (String folder : folders) {
            disk.force(layout.root().resolve(folder));
        }
    }

    /// Takes files of [#finish()] out of the tree again, because no manifest came to name them.
    void withdraw(List<Segment> published) throws IOException {
        for (var segment : published) {
            disk.delete(layout.root().resolve(segment.path()));
        }
    }

    /// Reads a finished file back and compares every value with what was given.
    private void checkReadable(OpenSegment segment, WrittenFile written) throws IOException {
        var digest = new EventDigest();
        try (var reader = SegmentCursor.open(written.path(), segment.kind(), buffers)) {
            while (reader.next()) {
                reader.push(digest);
            }
        }
        if (digest.events() != segment.digest().events()
                || digest.value() != segment.digest().value()) {
            throw new TapeException(
                    written.path()
                            + ": read back, the file differs from what was written (expected "
                            + segment.digest().events()
                            + " events, digest "
                            + Long.toHexString(segment.digest().value())
                            + "; found "
                            + digest.events()
                            + ", "
                            + Long.toHexString(digest.value())
                            + "); check the disk. Nothing was dropped: what was to be replaced by it"
                            + " stays");
        }
    }

    /// Drops what was not finished.
    @Override
    public void close() throws IOException {
        for (var segment : byFolder.values()) {
            segment.close();
        }
        byFolder.clear();
        buffers.close();
        if (keepsStaging) {
            return;
        }
        for (Path left : leftInStaging()) {
            Files.deleteIfExists(left);
        }
        Files.deleteIfExists(staging);
    }

    /// Files that were finished but not moved, because another one failed.
    private List<Path> leftInStaging() throws IOException {
        try (var files = Files.list(staging)) {
            return files.toList();
        } catch (java.nio.file.NoSuchFileException _) {
            return List.of();
        }
    }
}

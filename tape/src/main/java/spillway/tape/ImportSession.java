package spillway.tape;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.tape.imports.ImportTarget;
import spillway.tape.parquet.PageBuffers;

/// One import into a tape: events that the tape does not have yet go into new files of their
/// partitions, and appear together when [#finish()] returns, or not at all.
///
/// An event that is on the tape already, or came before in the same session, is dropped and not
/// counted as added: two events are the same if kind, venue, symbol, venue time and all figures by
/// their value are; when they were received does not count. For each day (year, for reports) that a
/// session touches, fingerprints of what the tape has of it are kept, 16 to 43 bytes an event:
/// those of the days used last in a quarter of the heap, the others in files. The events of one
/// day, kind and venue must fit into memory.
public final class ImportSession implements ImportTarget, AutoCloseable {
    /// The share of the heap that fingerprints may take: one in so many parts.
    private static final int HEAP_PART = 4;

    private final TapeWriter writer;
    private final TapeLayout layout;
    private final Instruments instruments;
    private final Manifest manifest;
    private final SegmentSetWriter set;
    private final PageBuffers buffers = new PageBuffers();
    private final EventFingerprint fingerprint;
    private final FingerprintSets known;
    private final EventSink sink;
    private @Nullable EventKind lastKind;
    private @Nullable Venue lastVenue;
    private TimeWindow lastWindow = new TimeWindow(0, 0);
    private FingerprintSet last = new FingerprintSet();
    private long nextSeq;
    private long added;
    private long dropped;
    private boolean open = true;

    ImportSession(TapeWriter writer, TapeLayout layout, TapeDisk disk, Instruments instruments)
            throws IOException {
        this.writer = writer;
        this.layout = layout;
        this.instruments = instruments;
        manifest = writer.manifest();
        nextSeq = writer.nextSeq();
        fingerprint = new EventFingerprint(instruments);
        set =
                new SegmentSetWriter(
                        layout,
                        disk,
                        instruments,
                        SegmentSetWriter.Partitioning.byVenueTime(),
                        "import-" + nextSeq);
        known =
                new FingerprintSets(
                        layout.staging().resolve("known-" + nextSeq),
                        Runtime.getRuntime().maxMemory() / HEAP_PART);
        sink = new NewEventsSink(fingerprint, set.sink(), this::isNew);
    }

    @Override
    public Instruments instruments() {
        return instruments;
    }

    /// Takes events. An error of the disk, or of a file of the tape that is looked into, comes out
    /// as an [UncheckedIOException]; nothing of the session is on the tape then.
    @Override
    public EventSink sink() {
        return sink;
    }

    @Override
    public long added() {
        return added;
    }

    /// Events dropped because the tape had them.
    public long dropped() {
        return dropped;
    }

    private boolean isNew(EventKind kind, int instrument) {
        Venue venue = instruments.get(instrument).venue();
        FingerprintSet there = partition(kind, venue, fingerprint.venueTimeNs());
        if (!there.add(fingerprint.high(), fingerprint.low())) {
            dropped++;
            return false;
        }
        set.sink().at(nextSeq++);
        added++;
        return true;
    }

    /// The fingerprints of a time's partition: nearly always those asked for last, since rows come
    /// by time.
    private FingerprintSet partition(EventKind kind, Venue venue, long venueTimeNs) {
        boolean same =
                kind == lastKind && venue.equals(lastVenue) && lastWindow.contains(venueTimeNs);
        if (same) {
            return last;
        }
        String partition = TapeLayout.partition(kind, venueTimeNs);
        String folder = TapeLayout.folder(kind, venue, partition);
        TimeWindow window = TapeLayout.windowOf(partition);
        FingerprintSet there;
        try {
            there = known.get(folder, () -> load(kind, venue, window));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lastKind = kind;
        lastVenue = venue;
        lastWindow = window;
        last = there;
        return there;
    }

    /// The fingerprints of what the tape has of a time, in whatever partition: what was heard live
    /// lies in the one in which it was heard.
    private FingerprintSet load(EventKind kind, Venue venue, TimeWindow window) throws IOException {
        var loaded = new FingerprintSet();
        var existing = new EventFingerprint(instruments);
        var selection = Selection.of(kind).from(Set.of(venue)).within(window);
        for (var segment : manifest.segments()) {
            if (!selection.mayHold(segment)) {
                continue;
            }
            try (var cursor =
                    SegmentCursor.open(layout.root().resolve(segment.path()), kind, buffers)) {
                cursor.skipOutside(window.fromNs(), window.toNs());
                while (cursor.next()) {
                    if (window.contains(cursor.venueTimeNs())) {
                        cursor.push(existing);
                        loaded.add(existing.high(), existing.low());
                    }
                }
            }
        }
        return loaded;
    }

    /// Puts everything that was added on the tape. Call it once, last.
    ///
    /// @throws IOException if the disk is full or broken: then nothing of the session is on the
    ///   tape
    public void finish() throws IOException {
        if (added > 0) {
            writer.publishImport(set, nextSeq);
        }
    }

    /// Drops what was not finished, and lets the tape take other events again.
    @Override
    public void close() throws IOException {
        if (!open) {
            return;
        }
        open = false;
        writer.importEnded();
        buffers.close();
        try {
            known.close();
        } finally {
            set.close();
        }
    }
}

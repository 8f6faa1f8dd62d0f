package spillway.tape;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.market.Venue;
import spillway.tape.imports.ImportTarget;
import spillway.tape.parquet.PageBuffers;

/// One import into a tape: events that the tape does not have yet go into new files of their
/// partitions, and appear together when [#finish()] returns, or not at all.
///
/// An event that is on the tape already, or came before in the same session, is dropped and not
/// counted as added: two events are the same if [EventFingerprint] says so. For each partition that
/// a session touches, the fingerprints of what it holds are kept in memory, 16 bytes an event.
public final class ImportSession implements ImportTarget, AutoCloseable {
    private final TapeWriter writer;
    private final TapeLayout layout;
    private final Instruments instruments;
    private final Manifest manifest;
    private final SegmentSetWriter set;
    private final PageBuffers buffers = new PageBuffers();
    private final EventFingerprint fingerprint;
    private final Map<String, FingerprintSet> known = new HashMap<>();
    private final EventSink sink;
    private long nextSeq;
    private long added;
    private long dropped;

    ImportSession(TapeWriter writer, TapeLayout layout, Instruments instruments)
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
                        instruments,
                        SegmentSetWriter.Partitioning.byVenueTime(),
                        "import-" + nextSeq);
        sink = new NewEventsSink(fingerprint, set, this::isNew);
    }

    @Override
    public Instruments instruments() {
        return instruments;
    }

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
        String folder =
                TapeLayout.folder(
                        kind, venue, TapeLayout.partition(kind, fingerprint.venueTimeNs()));
        FingerprintSet inFolder = known.get(folder);
        if (inFolder == null) {
            inFolder = load(kind, folder);
            known.put(folder, inFolder);
        }
        if (!inFolder.add(fingerprint.high(), fingerprint.low())) {
            dropped++;
            return false;
        }
        set.at(nextSeq++);
        added++;
        return true;
    }

    private FingerprintSet load(EventKind kind, String folder) {
        var loaded = new FingerprintSet();
        var existing = new EventFingerprint(instruments);
        for (var segment : manifest.segments()) {
            if (segment.kind() != kind || !segment.path().startsWith(folder + "/")) {
                continue;
            }
            try (var cursor =
                    SegmentCursor.open(layout.root().resolve(segment.path()), kind, buffers)) {
                while (cursor.next()) {
                    cursor.push(existing);
                    loaded.add(existing.high(), existing.low());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return loaded;
    }

    /// Puts everything that was added on the tape.
    ///
    /// @throws IOException if the disk is full or broken: then nothing of the session is on the
    ///   tape
    public void finish() throws IOException {
        List<Segment> made = set.finish();
        if (!made.isEmpty()) {
            writer.publishImport(nextSeq, made);
        }
    }

    /// Drops what was not finished.
    @Override
    public void close() throws IOException {
        buffers.close();
        set.close();
    }
}

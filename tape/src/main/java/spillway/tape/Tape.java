package spillway.tape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import spillway.journal.WriterLock;
import spillway.market.EventKind;
import spillway.market.EventSource;
import spillway.market.Instruments;
import spillway.market.TimeWindow;

/// A tape opened for reading: what it held when it was opened, and what its writer has appended
/// since. What an import or a sealing publishes later is seen by opening the tape anew.
///
/// Any number of readers, in any number of processes, beside the one writer. While one is open, no
/// file that it may need is deleted; so one that lives long opens the tape anew now and then.
public final class Tape implements AutoCloseable {
    private final TapeLayout layout;
    private final ReaderLease lease;
    private final Manifest manifest;
    private final Instruments instruments = new Instruments();

    private Tape(TapeLayout layout, ReaderLease lease) throws IOException {
        this.layout = layout;
        this.lease = lease;
        manifest = ManifestFile.newest(layout);
        lease.reads(manifest);
        InstrumentFile.load(layout.instruments(), instruments);
    }

    /// Opens the tape in `folder`.
    ///
    /// @throws TapeException if there is none, or it cannot be read
    public static Tape open(Path folder) throws IOException {
        var layout = new TapeLayout(folder);
        if (!isTape(folder)) {
            throw new TapeException(
                    folder
                            + ": expected a tape, found "
                            + (Files.exists(folder) ? "none there" : "no such folder")
                            + "; make one with `spillway import`, or name another with --tape");
        }
        ReaderLease lease = ReaderLease.take(layout);
        try {
            return new Tape(layout, lease);
        } catch (IOException | RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /// Whether `folder` holds a tape.
    public static boolean isTape(Path folder) {
        return Files.isDirectory(folder.resolve("journal"));
    }

    /// Who writes the tape in `folder` now: empty if nobody does.
    ///
    /// @throws IOException if that cannot be told
    public static Optional<String> writer(Path folder) throws IOException {
        return WriterLock.holder(folder);
    }

    public Path folder() {
        return layout.root();
    }

    /// The generation that this reader goes by.
    public Manifest manifest() {
        return manifest;
    }

    /// The numbering of the events' instrument codes. The writer's: nothing else may be added to
    /// it.
    public Instruments instruments() {
        return instruments;
    }

    /// The absolute path of a sealed file.
    public Path file(Segment segment) {
        return layout.root().resolve(segment.path());
    }

    /// The selected events in the order in which they came: exactly what live saw.
    public EventSource arrival(Selection selection) {
        return arrival(selection, 0);
    }

    /// The same from a place on the tape on: what came after an earlier look.
    ///
    /// @param fromSeq first place wanted, `>= 0`; may lie in the future
    public EventSource arrival(Selection selection, long fromSeq) {
        return new ArrivalReplay(this, layout, selection, fromSeq);
    }

    /// The selected events in the order in which they happened, by [spillway.market.EventOrder].
    public EventSource happening(Selection selection) {
        return new HappeningReplay(this, layout, selection);
    }

    /// From the first to just after the last venue time of the events of `kinds`; empty if there
    /// are none.
    public Optional<TimeWindow> venueTimes(Set<EventKind> kinds) throws IOException {
        long fromNs = Long.MAX_VALUE;
        long toNs = Long.MIN_VALUE;
        for (var segment : manifest.segments()) {
            if (kinds.contains(segment.kind())) {
                fromNs = Math.min(fromNs, segment.minVenueTimeNs());
                toNs = Math.max(toNs, segment.maxVenueTimeNs() + 1);
            }
        }
        try (var cursor = JournalCursor.open(layout, manifest.nextSeq())) {
            while (cursor.next()) {
                if (kinds.contains(cursor.kind())) {
                    fromNs = Math.min(fromNs, cursor.venueTimeNs());
                    toNs = Math.max(toNs, cursor.venueTimeNs() + 1);
                }
            }
        }
        return fromNs > toNs ? Optional.empty() : Optional.of(new TimeWindow(fromNs, toNs));
    }

    /// The sealed files that can hold a selected event, by first place on the tape.
    List<Segment> segments(Selection selection) {
        return manifest.segments().stream()
                .filter(selection::mayHold)
                .sorted(Comparator.comparingLong(Segment::firstSeq).thenComparing(Segment::path))
                .toList();
    }

    /// How many selected events there can be in sealed files: all rows of those that can hold one.
    public long sealedRowsAtMost(Selection selection) {
        long rows = 0;
        for (var segment : segments(selection)) {
            rows += segment.rows();
        }
        return rows;
    }

    /// Learns the instruments that the writer has added since.
    void refreshInstruments() throws IOException {
        var known = new Instruments();
        InstrumentFile.load(layout.instruments(), known);
        for (int code = instruments.size(); code < known.size(); code++) {
            if (instruments.code(known.get(code)) != code) {
                throw new IllegalStateException(
                        layout.root()
                                + ": a reader added instruments of its own to the tape's numbering");
            }
        }
    }

    @Override
    public void close() throws IOException {
        lease.close();
    }
}

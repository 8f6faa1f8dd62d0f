package spillway.tape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import spillway.journal.Damage;
import spillway.journal.FileDisk;
import spillway.journal.Journal;
import spillway.journal.WriterLock;
import spillway.market.EventDecoder;
import spillway.market.EventEncoder;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.market.MarketEvent;

/// The one writer of a tape.
///
/// Push events into [#sink()], then [#commit()] them: from then on no `kill -9` takes them, and
/// after [#force()] no power loss does ([#flushedThrough()]). An hour of receipt, once over, waits
/// in the journal until [#seal()] turns it into Parquet.
///
/// One thread pushes, commits and forces; [#seal()] may run on another.
public final class TapeWriter implements AutoCloseable {
    private static final long HOUR_NS = 3_600_000_000_000L;

    /// A commit larger than this is several blocks, so that a reader needs little memory for each.
    private static final int BLOCK_BYTES = 1 << 20;

    private final TapeLayout layout;
    private final WriterLock lock;
    private final Instruments instruments = new Instruments();
    private final EventEncoder encoder = new EventEncoder();

    /// Held for every touch of the journal, so that sealing may drop what it has sealed.
    private final Object journalGuard = new Object();

    /// Held while files are made and published: one sealing, import or compaction at a time.
    private final Object publishing = new Object();

    private Journal journal;
    private volatile Manifest manifest;
    private long instrumentBytes;
    private int instrumentsOnDisk;
    private long hour = Long.MIN_VALUE;

    private TapeWriter(TapeLayout layout, WriterLock lock) throws IOException {
        this.layout = layout;
        this.lock = lock;
        instrumentBytes = InstrumentFile.load(layout.instruments(), instruments);
        instrumentsOnDisk = instruments.size();
        manifest = ManifestFile.newest(layout);
        clearAway();
        journal = Journal.open(FileDisk.at(layout.journal()), manifest.nextSeq());
    }

    /// Opens the tape in `folder` for writing, a new one if there is none, and mends what a crash
    /// left: what was half done is undone, feeds that were listening are recorded as lost, places
    /// that are gone as losses.
    ///
    /// @throws IOException if another writer holds it, or it cannot be read; the message says what
    ///   to do
    public static TapeWriter open(Path folder) throws IOException {
        var layout = new TapeLayout(folder);
        Files.createDirectories(layout.journal());
        Files.createDirectories(layout.staging());
        WriterLock lock = WriterLock.take(folder);
        TapeWriter writer;
        try {
            writer = new TapeWriter(layout, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
        try {
            writer.mend();
            return writer;
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /// Removes what an interrupted sealing or import left: staged files, and files in the tree that
    /// no manifest knows. Whatever they held is in the journal still, or was never acknowledged.
    private void clearAway() throws IOException {
        try (Stream<Path> staged = Files.walk(layout.staging())) {
            for (Path path : staged.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(layout.staging())) {
                    Files.delete(path);
                }
            }
        }
        Set<String> known = new HashSet<>(manifest.garbage());
        manifest.segments().forEach(s -> known.add(s.path()));
        for (Path file : layout.segmentFiles()) {
            if (!known.contains(layout.relative(file))) {
                Files.delete(file);
            }
        }
    }

    private void mend() throws IOException {
        var losses = new ArrayList<Manifest.Loss>();
        for (Damage damage : journal.recovery().damages()) {
            long to = damage.positionTo().orElse(damage.positionFrom());
            if (to >= manifest.nextSeq()) {
                losses.add(
                        new Manifest.Loss(
                                damage.positionFrom(), to, damage.segment() + " was damaged"));
            }
        }
        try (var tape = Tape.open(layout.root())) {
            if (Mending.of(tape, layout, losses).say(encoder)) {
                commit();
                force();
            }
        }
        var known = new ArrayList<>(manifest.losses());
        losses.removeIf(known::contains);
        if (!losses.isEmpty()) {
            known.addAll(losses);
            synchronized (publishing) {
                publish(manifest.nextSeq(), manifest.segments(), known, manifest.garbage());
            }
        }
        dropSealed();
    }

    /// The numbering of the codes that events must carry; new instruments are numbered here.
    public Instruments instruments() {
        return instruments;
    }

    /// Takes events. They are on the tape after the next [#commit()].
    public EventSink sink() {
        return encoder;
    }

    /// The generation on disk.
    public Manifest manifest() {
        return manifest;
    }

    /// Writes what was pushed since the last commit. Nothing of it is lost to a `kill -9` after
    /// this returns.
    ///
    /// @return the place of the next event
    /// @throws IOException if the disk is full or broken; earlier commits are safe, and these
    ///   events stay pushed for another try
    public long commit() throws IOException {
        if (encoder.events() == 0) {
            return nextSeq();
        }
        if (instruments.size() > instrumentsOnDisk) {
            saveInstruments();
        }
        ByteBuffer all = encoder.encoded();
        long eventHour = Math.floorDiv(heardNs(all), HOUR_NS);
        synchronized (journalGuard) {
            if (eventHour > hour && hour != Long.MIN_VALUE) {
                journal.roll();
            }
            hour = Math.max(hour, eventHour);
            appendInBlocks(all);
        }
        encoder.clear();
        return nextSeq();
    }

    private static long heardNs(ByteBuffer all) {
        long receiveTimeNs = EventDecoder.receiveTimeNsAt(all, 0);
        return receiveTimeNs == MarketEvent.NONE
                ? EventDecoder.venueTimeNsAt(all, 0)
                : receiveTimeNs;
    }

    private void appendInBlocks(ByteBuffer all) throws IOException {
        int end = all.limit();
        int from = 0;
        int at = 0;
        int events = 0;
        while (at < end) {
            int next = at + EventDecoder.sizeAt(all, at);
            if (events > 0 && next - from > BLOCK_BYTES) {
                journal.append(all.slice(from, at - from).order(ByteOrder.LITTLE_ENDIAN), events);
                from = at;
                events = 0;
            }
            at = next;
            events++;
        }
        journal.append(all.slice(from, at - from).order(ByteOrder.LITTLE_ENDIAN), events);
    }

    /// Makes the dictionary complete on disk, before anything refers to it.
    private void saveInstruments() throws IOException {
        int size = instruments.size();
        instrumentBytes =
                InstrumentFile.append(
                        layout.instruments(), instrumentBytes, instruments, instrumentsOnDisk);
        instrumentsOnDisk = size;
    }

    /// Makes everything committed survive a power loss.
    public void force() throws IOException {
        journal.force();
    }

    /// The place below which a power loss takes nothing.
    public long flushedThrough() {
        return Math.max(journal.flushedThrough(), manifest.nextSeq());
    }

    /// The place of the next event.
    public long nextSeq() {
        return Math.max(journal.nextPosition(), manifest.nextSeq());
    }

    /// Turns the hours that are over into Parquet.
    ///
    /// @return events sealed
    public long seal() throws IOException {
        synchronized (publishing) {
            long sealed = 0;
            for (var segment : closedHours()) {
                sealed += seal(segment.nextPosition());
            }
            dropSealed();
            return sealed;
        }
    }

    /// Turns everything committed into Parquet, the hour that is not over too.
    ///
    /// @return events sealed
    public long sealAll() throws IOException {
        synchronized (publishing) {
            synchronized (journalGuard) {
                journal.roll();
            }
            return seal();
        }
    }

    private List<spillway.journal.Segment> closedHours() {
        synchronized (journalGuard) {
            return journal.segments().stream()
                    .filter(s -> s.state() == spillway.journal.Segment.State.SEALED)
                    .filter(s -> s.nextPosition() > manifest.nextSeq())
                    .toList();
        }
    }

    /// Seals the events below `toSeq`: stage, force, move, force the folders, read back and
    /// compare, publish.
    private long seal(long toSeq) throws IOException {
        long events = 0;
        String name = "seal-" + manifest.nextSeq();
        try (var set =
                        new SegmentSetWriter(
                                layout,
                                instruments,
                                SegmentSetWriter.Partitioning.byReceiveTime(),
                                name);
                var cursor = JournalCursor.open(layout, manifest.nextSeq())) {
            while (cursor.next() && cursor.seq() < toSeq) {
                cursor.push(set);
                events++;
            }
            var segments = new ArrayList<>(manifest.segments());
            segments.addAll(set.finish());
            publish(toSeq, segments, manifest.losses(), manifest.garbage());
        }
        return events;
    }

    private void publish(
            long nextSeq, List<Segment> segments, List<Manifest.Loss> losses, List<String> garbage)
            throws IOException {
        var next = new Manifest(manifest.generation() + 1, nextSeq, segments, losses, garbage);
        ManifestFile.publish(layout, next);
        manifest = next;
    }

    /// Deletes what the manifest no longer needs, unless somebody may be reading it.
    private void dropSealed() throws IOException {
        if (ReaderLease.anybodyReads(layout)) {
            return;
        }
        synchronized (journalGuard) {
            for (var segment : journal.segments()) {
                boolean sealed = segment.state() == spillway.journal.Segment.State.SEALED;
                if (sealed && segment.nextPosition() <= manifest.nextSeq()) {
                    journal.drop(segment);
                } else {
                    break;
                }
            }
        }
        if (!manifest.garbage().isEmpty()) {
            for (String garbage : manifest.garbage()) {
                Files.deleteIfExists(layout.root().resolve(garbage));
            }
            publish(manifest.nextSeq(), manifest.segments(), manifest.losses(), List.of());
        }
    }

    /// Runs an import: all of it is published when `import` is finished, or nothing.
    ///
    /// The tape takes nothing else meanwhile.
    public ImportSession beginImport() throws IOException {
        sealAll();
        return new ImportSession(this, layout, instruments);
    }

    /// Publishes what an import made.
    void publishImport(long nextSeq, List<Segment> made) throws IOException {
        synchronized (publishing) {
            if (instruments.size() > instrumentsOnDisk) {
                saveInstruments();
            }
            var segments = new ArrayList<>(manifest.segments());
            segments.addAll(made);
            publish(nextSeq, segments, manifest.losses(), manifest.garbage());
            reopenJournal();
        }
    }

    /// Lets the journal go on behind places that were given away without it. It is empty: all is
    /// sealed.
    private void reopenJournal() throws IOException {
        synchronized (journalGuard) {
            journal.close();
            try (Stream<Path> files = Files.list(layout.journal())) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            journal = Journal.open(FileDisk.at(layout.journal()), manifest.nextSeq());
        }
    }

    /// Merges the files of each day that is over, by kind and venue, into one.
    ///
    /// @param beforeNs only partitions that end at or before this time
    /// @return files that became fewer
    public int compact(long beforeNs) throws IOException {
        synchronized (publishing) {
            var compaction = Compaction.of(manifest, layout, instruments, beforeNs);
            if (compaction.isEmpty()) {
                return 0;
            }
            var result = compaction.run();
            var garbage = new ArrayList<>(manifest.garbage());
            garbage.addAll(result.replaced());
            publish(manifest.nextSeq(), result.segments(), manifest.losses(), garbage);
            dropSealed();
            return result.replaced().size() - result.made();
        }
    }

    /// Deletes what a retention rule no longer wants, and records the time as not covered.
    ///
    /// @param nowNs the time by which age is counted
    /// @return what went
    public List<Segment> retain(Retention retention, long nowNs) throws IOException {
        synchronized (publishing) {
            List<Segment> expired = retention.expired(manifest.segments(), nowNs);
            if (expired.isEmpty()) {
                return expired;
            }
            Retention.recordGaps(expired, instruments, encoder);
            commit();
            var kept = new ArrayList<>(manifest.segments());
            kept.removeAll(expired);
            var garbage = new ArrayList<>(manifest.garbage());
            expired.forEach(s -> garbage.add(s.path()));
            publish(manifest.nextSeq(), kept, manifest.losses(), garbage);
            dropSealed();
            return expired;
        }
    }

    /// Commits, forces and lets go. Nothing is sealed that was not: the next writer goes on.
    @Override
    public void close() throws IOException {
        try (lock) {
            commit();
            journal.close();
        }
    }
}

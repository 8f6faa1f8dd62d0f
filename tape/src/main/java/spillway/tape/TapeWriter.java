package spillway.tape;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
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
/// One thread pushes, commits, forces, imports and retains; [#seal()] and [#compact(long)] may run
/// on another. An error of the disk takes nothing that was committed; the call that failed may be
/// made again.
public final class TapeWriter implements AutoCloseable {
    private static final long HOUR_NS = 3_600_000_000_000L;

    /// A commit larger than this is several blocks, so that a reader needs little memory for each.
    private static final int BLOCK_BYTES = 1 << 20;

    private static final String ADVICE =
            "Nothing that was committed is lost; free space on the disk, or check it, and try again";

    private final TapeLayout layout;
    private final TapeDisk disk;
    private final WriterLock lock;
    private final Instruments instruments = new Instruments();
    private final EventEncoder encoder = new EventEncoder();
    private ByteBuffer pushed = encoder.encoded();

    /// Held for every touch of the journal, so that sealing may drop what it has sealed.
    private final Object journalGuard = new Object();

    /// Held while files are made and published: one sealing, import or compaction at a time.
    private final Object publishing = new Object();

    private final Generations generations;
    private volatile Journal journal;
    private int instrumentsOnDisk;
    private long hour = Long.MIN_VALUE;

    /// Bytes of pushed events that a commit wrote before it failed.
    private int writtenBytes;

    private boolean importing;

    private TapeWriter(TapeLayout layout, TapeDisk disk, WriterLock lock) throws IOException {
        this.layout = layout;
        this.disk = disk;
        this.lock = lock;
        InstrumentFile.load(layout.instruments(), instruments);
        instrumentsOnDisk = instruments.size();
        generations = Generations.open(layout, disk);
        journal = Journal.open(disk.journal(), manifest().nextSeq());
    }

    /// Opens the tape in `folder` for writing, a new one if there is none, and mends what a crash
    /// left: what was half done is undone, feeds that were listening are recorded as lost, places
    /// that are gone as losses.
    ///
    /// @throws IOException if another writer holds it, or it cannot be read; the message says what
    ///   to do
    public static TapeWriter open(Path folder) throws IOException {
        var layout = new TapeLayout(folder);
        return open(layout, new FileTapeDisk(layout));
    }

    static TapeWriter open(TapeLayout layout, TapeDisk disk) throws IOException {
        try {
            disk.createFolder(layout.root());
            WriterLock lock = WriterLock.take(layout.root());
            try {
                return open(layout, disk, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException | UncheckedIOException e) {
            throw TapeException.refused(layout.root(), "to open a tape for writing", e, ADVICE);
        }
    }

    private static TapeWriter open(TapeLayout layout, TapeDisk disk, WriterLock lock)
            throws IOException {
        disk.createFolder(layout.manifests());
        disk.createFolder(layout.staging());
        disk.createFolder(layout.journal());
        var writer = new TapeWriter(layout, disk, lock);
        try {
            Unlisted.clear(layout, disk, writer.manifest(), writer.journal);
            writer.mend();
            return writer;
        } catch (IOException | RuntimeException e) {
            writer.journal.close();
            throw e;
        }
    }

    private void mend() throws IOException {
        List<Manifest.Loss> losses = JournalLosses.of(journal, manifest());
        try (var tape = Tape.open(layout.root())) {
            if (Mending.of(tape, layout, losses).say(encoder)) {
                commit();
                force();
            }
        }
        synchronized (publishing) {
            if (!losses.isEmpty()) {
                generations.lose(losses);
            }
            dropUnneeded();
        }
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
        return generations.current();
    }

    /// Writes what was pushed since the last commit. Nothing of it is lost to a `kill -9` after
    /// this returns.
    ///
    /// @return the place of the next event
    /// @throws IOException if the disk is full or broken; earlier commits are safe, and these
    ///   events stay pushed for another try
    /// @throws IllegalStateException during an import
    public long commit() throws IOException {
        if (encoder.events() == 0) {
            return nextSeq();
        }
        if (importing) {
            throw new IllegalStateException(
                    "a tape takes no events during an import: close the import session first");
        }
        saveInstruments();
        ByteBuffer all = pushed();
        long eventHour = Math.floorDiv(heardNs(all), HOUR_NS);
        synchronized (journalGuard) {
            if (eventHour > hour && hour != Long.MIN_VALUE) {
                journal.roll();
            }
            hour = Math.max(hour, eventHour);
            appendInBlocks(all);
        }
        encoder.clear();
        writtenBytes = 0;
        return nextSeq();
    }

    /// What was pushed since the last commit; the same view again while the encoder's memory stays.
    private ByteBuffer pushed() {
        if (pushed.capacity() != encoder.capacity()) {
            pushed = encoder.encoded();
        }
        return pushed.clear().limit(encoder.size());
    }

    private static long heardNs(ByteBuffer all) {
        long receiveTimeNs = EventDecoder.receiveTimeNsAt(all, 0);
        return receiveTimeNs == MarketEvent.NONE
                ? EventDecoder.venueTimeNsAt(all, 0)
                : receiveTimeNs;
    }

    private void appendInBlocks(ByteBuffer all) throws IOException {
        int at = writtenBytes;
        int events = 0;
        while (at < all.limit()) {
            int next = at + EventDecoder.sizeAt(all, at);
            if (events > 0 && next - writtenBytes > BLOCK_BYTES) {
                appendBlock(all, at, events);
                events = 0;
            }
            at = next;
            events++;
        }
        if (events > 0) {
            appendBlock(all, at, events);
        }
    }

    private void appendBlock(ByteBuffer all, int to, int events) throws IOException {
        int end = all.limit();
        journal.append(all.position(writtenBytes).limit(to), events);
        all.limit(end);
        writtenBytes = to;
    }

    /// Makes the dictionary complete on disk, before anything refers to it.
    private void saveInstruments() throws IOException {
        if (instruments.size() > instrumentsOnDisk) {
            try {
                instrumentsOnDisk = InstrumentFile.save(layout, disk, instruments);
            } catch (IOException e) {
                throw TapeException.refused(layout.root(), "to write the instruments", e, ADVICE);
            }
        }
    }

    /// Makes everything committed survive a power loss.
    public void force() throws IOException {
        journal.force();
    }

    /// The place below which a power loss takes nothing.
    public long flushedThrough() {
        return Math.max(journal.flushedThrough(), manifest().nextSeq());
    }

    /// The place of the next event.
    public long nextSeq() {
        return Math.max(journal.nextPosition(), manifest().nextSeq());
    }

    /// Turns the hours that are over into Parquet.
    ///
    /// @return events sealed
    public long seal() throws IOException {
        synchronized (publishing) {
            try {
                long sealed = 0;
                for (var segment : closedHours()) {
                    sealed += seal(segment.nextPosition());
                }
                dropUnneeded();
                return sealed;
            } catch (IOException | UncheckedIOException e) {
                throw TapeException.refused(layout.root(), "to seal an hour", e, ADVICE);
            }
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
                    .filter(s -> s.nextPosition() > manifest().nextSeq())
                    .toList();
        }
    }

    /// Seals the events below `toSeq`: stage, force, read back and compare, move, force the
    /// folders, publish.
    private long seal(long toSeq) throws IOException {
        long events = 0;
        var partitioning = SegmentSetWriter.Partitioning.byReceiveTime();
        String name = "seal-" + manifest().nextSeq();
        try (var set = new SegmentSetWriter(layout, disk, instruments, partitioning, name);
                var cursor = JournalCursor.open(layout, manifest().nextSeq())) {
            while (cursor.next() && cursor.seq() < toSeq) {
                cursor.push(set.sink());
                events++;
            }
            publish(set, toSeq);
        }
        return events;
    }

    private void publish(SegmentSetWriter set, long nextSeq) throws IOException {
        List<Segment> made = set.finish();
        try {
            generations.add(nextSeq, made);
        } catch (IOException | RuntimeException e) {
            withdraw(set, made, e);
            throw e;
        }
    }

    /// Takes files out of the tree that no generation names because it could not be written.
    private void withdraw(SegmentSetWriter set, List<Segment> made, Exception cause) {
        if (!generations.names(made)) {
            try {
                set.withdraw(made);
            } catch (IOException e) {
                cause.addSuppressed(e); // the next opening removes them
            }
        }
    }

    /// Deletes what neither the newest generation nor a reader needs.
    private void dropUnneeded() throws IOException {
        ReaderLease.Oldest readers = ReaderLease.oldest(layout);
        long unneeded = Math.min(readers.nextSeq(), manifest().nextSeq());
        synchronized (journalGuard) {
            for (var segment : journal.segments()) {
                boolean sealed = segment.state() == spillway.journal.Segment.State.SEALED;
                if (!sealed || segment.nextPosition() > unneeded) {
                    break;
                }
                journal.drop(segment);
            }
        }
        generations.deleteGarbage(readers);
    }

    /// Begins an import: all of it is published when it is finished, or nothing. The tape takes no
    /// other events until the session is closed.
    ///
    /// @throws IllegalStateException if one is under way
    public ImportSession beginImport() throws IOException {
        if (importing) {
            throw new IllegalStateException("an import is under way: close its session first");
        }
        sealAll();
        var session = new ImportSession(this, layout, disk, instruments);
        importing = true;
        return session;
    }

    /// Publishes what an import made, and lets the journal go on behind its places.
    void publishImport(SegmentSetWriter set, long nextSeq) throws IOException {
        synchronized (publishing) {
            try {
                saveInstruments();
                publish(set, nextSeq);
                synchronized (journalGuard) {
                    journal.close();
                    journal = Journal.open(disk.journal(), nextSeq);
                }
                dropUnneeded();
            } catch (IOException | UncheckedIOException e) {
                throw TapeException.refused(layout.root(), "to publish an import", e, ADVICE);
            }
        }
    }

    void importEnded() {
        importing = false;
    }

    /// Merges the files of each day that is over, by kind and venue, into one.
    ///
    /// @param beforeNs only partitions that end at or before this time
    /// @return files that became fewer
    public int compact(long beforeNs) throws IOException {
        synchronized (publishing) {
            try {
                int fewer = 0;
                for (var group : Compaction.groups(manifest(), beforeNs)) {
                    fewer += compact(group);
                }
                dropUnneeded();
                return fewer;
            } catch (IOException | UncheckedIOException e) {
                throw TapeException.refused(layout.root(), "to merge files", e, ADVICE);
            }
        }
    }

    private int compact(List<Segment> group) throws IOException {
        try (var set = Compaction.merge(group, layout, disk, instruments)) {
            List<Segment> made = set.finish();
            try {
                generations.replace(group, made);
            } catch (IOException | RuntimeException e) {
                withdraw(set, made, e);
                throw e;
            }
            return group.size() - made.size();
        }
    }

    /// Deletes what a retention rule no longer wants, and records the time as not covered. Commits
    /// what was pushed, too.
    ///
    /// @param nowNs the time by which age is counted
    /// @return what went
    public List<Segment> retain(Retention retention, long nowNs) throws IOException {
        synchronized (publishing) {
            List<Segment> expired = retention.expired(manifest().segments(), nowNs);
            forget(expired, "deleted by retention");
            return expired;
        }
    }

    /// Takes sealed files off the tape and records their time as not covered: files that are no
    /// longer wanted, or damaged for good. Commits what was pushed, too.
    ///
    /// @param reason told with the gap
    public void forget(List<Segment> segments, String reason) throws IOException {
        if (segments.isEmpty()) {
            return;
        }
        synchronized (publishing) {
            try {
                try (var tape = Tape.open(layout.root())) {
                    Retention.recordGaps(segments, TapeFeeds.of(tape), encoder, reason);
                }
                commit();
                force(); // before what it speaks of is gone
                generations.replace(segments, List.of());
                dropUnneeded();
            } catch (IOException | UncheckedIOException e) {
                throw TapeException.refused(layout.root(), "to delete files", e, ADVICE);
            }
        }
    }

    /// Commits, forces and lets go. Nothing is sealed that was not: the next writer goes on.
    @Override
    public void close() throws IOException {
        try (lock) {
            try {
                commit();
            } finally {
                journal.close();
            }
        }
    }
}

package spillway.exchange.venue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import spillway.exchange.book.OrderSide;
import spillway.exchange.book.OrderTerms;
import spillway.exchange.book.ReferencePrice;
import spillway.exchange.book.TriggerKind;
import spillway.journal.FileDisk;
import spillway.journal.Journal;
import spillway.journal.JournalReader;
import spillway.margin.MarginMode;

/// A venue whose commands are kept in a folder, so that a run can go on where it stopped: a journal
/// of commands, and snapshots at some of its positions.
///
/// Commands are run at once and reach the journal in blocks. What was not in a block when the
/// process ended is lost with it; what was is run again by [#open], from the latest snapshot on,
/// and gives the same state to the last byte. The folder is this run's alone.
public final class RecordedVenue implements VenueInput, AutoCloseable {
    private static final int BLOCK_BYTES = 1 << 16;
    private static final String SNAPSHOT = "snapshot-";

    private final Venue venue;
    private final Path folder;
    private final Journal journal;
    private final CommandBytes commands = new CommandBytes(BLOCK_BYTES);

    private RecordedVenue(Venue venue, Path folder, Journal journal) {
        this.venue = venue;
        this.folder = folder;
        this.journal = journal;
    }

    /// Begins a run in an empty folder, or goes on with the one that is there: its latest snapshot
    /// is loaded, and the commands after it are run, telling `sink` what they do.
    ///
    /// @throws IOException if the folder holds something else, commands are missing, or terms
    ///   differ from those of the run
    public static RecordedVenue open(Path folder, VenueTerms terms, VenueSink sink)
            throws IOException {
        Files.createDirectories(folder);
        var venue = new Venue(terms, sink);
        long position = 0;
        Optional<Path> snapshot = latestSnapshot(folder);
        if (snapshot.isPresent()) {
            position = Long.parseLong(name(snapshot.get()).substring(SNAPSHOT.length()));
            try (InputStream in = new BufferedInputStream(Files.newInputStream(snapshot.get()))) {
                venue.load(in);
            }
        }
        Path journalFolder = folder.resolve("journal");
        var journal = Journal.open(FileDisk.create(journalFolder), position);
        replay(journalFolder, position, venue);
        return new RecordedVenue(venue, folder, journal);
    }

    private static Optional<Path> latestSnapshot(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> name(file).matches(SNAPSHOT + "\\d{19}"))
                    .max(Comparator.comparing(RecordedVenue::name));
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static void replay(Path folder, long position, Venue venue) throws IOException {
        try (var reader = JournalReader.open(FileDisk.at(folder), position)) {
            while (reader.next()) {
                if (reader.missingBefore() > 0) {
                    throw new IOException(
                            "%s: expected the command at %d, found that %d are missing; begin the run"
                                            .formatted(
                                                    folder,
                                                    reader.firstPosition() - reader.missingBefore(),
                                                    reader.missingBefore())
                                    + " again in an empty folder");
                }
                CommandBytes.run(reader.payload(), venue);
            }
        }
    }

    /// The venue, for reading.
    public Venue venue() {
        return venue;
    }

    /// Commands that were run since the beginning of the run.
    public long position() {
        return journal.nextPosition() + commands.count();
    }

    /// Hands all commands to the journal: the end of this process does not take them any more.
    public void commit() throws IOException {
        if (commands.count() > 0) {
            ByteBuffer written = commands.written();
            journal.append(written, commands.count());
            commands.clear();
        }
    }

    /// Writes a snapshot of the state after all commands so far, and drops older ones.
    public void snapshot() throws IOException {
        commit();
        journal.force();
        Path file = folder.resolve(SNAPSHOT + "%019d".formatted(journal.nextPosition()));
        Path part = folder.resolve("snapshot.part");
        try (var channel =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            venue.save(Channels.newOutputStream(channel));
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        FileDisk.at(folder).force();
        dropBefore(file);
    }

    private void dropBefore(Path latest) throws IOException {
        List<Path> older;
        try (Stream<Path> files = Files.list(folder)) {
            older =
                    files.filter(file -> name(file).startsWith(SNAPSHOT) && !file.equals(latest))
                            .toList();
        }
        for (Path file : older) {
            Files.deleteIfExists(file);
        }
    }

    /// Commits and closes the journal.
    @Override
    public void close() throws IOException {
        try (journal) {
            commit();
        }
    }

    /// The buffer with room for a command. A journal that takes no more stops the run: commands
    /// that would be lost are not run.
    private CommandBytes room() {
        if (commands.isFull()) {
            try {
                commit();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return commands;
    }

    @Override
    public void advance(long timeNs) {
        room().advance(timeNs);
        venue.advance(timeNs);
    }

    @Override
    public void index(int instrument, long ticks) {
        room().index(instrument, ticks);
        venue.index(instrument, ticks);
    }

    @Override
    public void mark(int instrument, long ticks) {
        room().mark(instrument, ticks);
        venue.mark(instrument, ticks);
    }

    @Override
    public void otherMarks(int instrument, long ticks) {
        room().otherMarks(instrument, ticks);
        venue.otherMarks(instrument, ticks);
    }

    @Override
    public void collateralPrice(int asset, long price) {
        room().collateralPrice(asset, price);
        venue.collateralPrice(asset, price);
    }

    @Override
    public void deposit(int account, int asset, long amount) {
        room().deposit(account, asset, amount);
        venue.deposit(account, asset, amount);
    }

    @Override
    public void withdraw(int account, int asset, long amount) {
        room().withdraw(account, asset, amount);
        venue.withdraw(account, asset, amount);
    }

    @Override
    public void choose(int account, int instrument, MarginMode mode, int leverage) {
        room().choose(account, instrument, mode, leverage);
        venue.choose(account, instrument, mode, leverage);
    }

    @Override
    public void isolatedMargin(int account, int instrument, long money) {
        room().isolatedMargin(account, instrument, money);
        venue.isolatedMargin(account, instrument, money);
    }

    @Override
    public long limit(
            int account,
            int instrument,
            OrderSide orderSide,
            long priceTicks,
            long lots,
            OrderTerms terms) {
        room().limit(account, instrument, orderSide, priceTicks, lots, terms);
        return venue.limit(account, instrument, orderSide, priceTicks, lots, terms);
    }

    @Override
    public void market(
            int account, int instrument, OrderSide orderSide, long lots, OrderTerms terms) {
        room().market(account, instrument, orderSide, lots, terms);
        venue.market(account, instrument, orderSide, lots, terms);
    }

    @Override
    public long stop(
            int account,
            int instrument,
            OrderSide orderSide,
            TriggerKind kind,
            ReferencePrice reference,
            long triggerTicks,
            long lots) {
        room().stop(account, instrument, orderSide, kind, reference, triggerTicks, lots);
        return venue.stop(account, instrument, orderSide, kind, reference, triggerTicks, lots);
    }

    @Override
    public void cancel(int account, int instrument, long orderId) {
        room().cancel(account, instrument, orderId);
        venue.cancel(account, instrument, orderId);
    }

    @Override
    public void cancelAll(int account, int instrument) {
        room().cancelAll(account, instrument);
        venue.cancelAll(account, instrument);
    }

    @Override
    public long replace(int account, int instrument, long orderId, long priceTicks, long lots) {
        room().replace(account, instrument, orderId, priceTicks, lots);
        return venue.replace(account, instrument, orderId, priceTicks, lots);
    }

    @Override
    public void halt(Halt what) {
        room().halt(what);
        venue.halt(what);
    }

    @Override
    public void resume(Halt what) {
        room().resume(what);
        venue.resume(what);
    }
}

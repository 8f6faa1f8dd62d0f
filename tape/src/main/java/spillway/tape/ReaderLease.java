package spillway.tape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Keeps a writer from deleting files that somebody reads: each reader locks a file of its own in
/// `readers/` that says which generation it goes by, and a writer deletes only what no such
/// generation needs. A dead process holds no lock.
///
/// A reader takes its lease before it looks for the newest generation, and a writer looks for
/// leases after it has published: whichever comes first, the reader finds all its files. Until it
/// has said its generation, a lease keeps everything.
///
/// A file each, because closing any channel of a file drops all locks that the process has on it.
/// On a folder that cannot be written there is no lease, and no need of one: nobody deletes there
/// either. On a full disk there may be none: then a file can be gone when it is asked for, which is
/// better than not to read at all.
final class ReaderLease implements AutoCloseable {
    /// Readers of one process at one time.
    private static final int MAX_READERS = 1024;

    private static final int MAX_TEXT_BYTES = 64;

    /// A disk with less is full.
    private static final long NEEDED_BYTES = 64 << 10;

    /// The leases of this process: their files must not be opened to see whether they are locked,
    /// and a file of this process's number that is not among them was left by a dead one.
    private static final Map<Path, ReaderLease> HELD_HERE = new ConcurrentHashMap<>();

    private final Path file;
    private final @Nullable FileChannel channel;
    private volatile Oldest reads = Oldest.UNKNOWN;

    private ReaderLease(Path file, @Nullable FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// What the readers of a tape need at least.
    ///
    /// @param generation the lowest that one of them goes by
    /// @param nextSeq the lowest place from which on one of them reads the journal
    record Oldest(long generation, long nextSeq) {
        /// There is no reader.
        static final Oldest NONE = new Oldest(Long.MAX_VALUE, Long.MAX_VALUE);

        /// There is one that has not said yet.
        static final Oldest UNKNOWN = new Oldest(0, 0);

        Oldest and(Oldest other) {
            return new Oldest(
                    Math.min(generation, other.generation), Math.min(nextSeq, other.nextSeq));
        }
    }

    static ReaderLease take(TapeLayout layout) throws IOException {
        Path root = layout.root().toRealPath();
        if (!Files.isWritable(root)) {
            return new ReaderLease(root, null);
        }
        try {
            return takeIn(new TapeLayout(root).readers());
        } catch (FileSystemException e) {
            if (isFull(root)) {
                return new ReaderLease(root, null);
            }
            throw e;
        }
    }

    private static boolean isFull(Path root) throws IOException {
        return Files.getFileStore(root).getUsableSpace() < NEEDED_BYTES;
    }

    private static ReaderLease takeIn(Path folder) throws IOException {
        Files.createDirectories(folder);
        long pid = ProcessHandle.current().pid();
        for (int slot = 0; slot < MAX_READERS; slot++) {
            ReaderLease taken = take(folder.resolve(pid + "-" + slot + ".lease"));
            if (taken != null) {
                return taken;
            }
        }
        throw new TapeException(
                folder
                        + ": this process reads the tape "
                        + MAX_READERS
                        + " times already; end some of them and try again");
    }

    private static @Nullable ReaderLease take(Path file) throws IOException {
        synchronized (HELD_HERE) {
            return HELD_HERE.containsKey(file) ? null : takeFile(file);
        }
    }

    private static @Nullable ReaderLease takeFile(Path file) throws IOException {
        FileChannel channel;
        try {
            channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException _) {
            return null; // another reader of this process has the slot, or a dead one left it
        }
        // A writer that found the file unlocked holds it locked while it deletes it.
        if (channel.tryLock() == null || !Files.exists(file)) {
            channel.close();
            return null;
        }
        var lease = new ReaderLease(file, channel);
        HELD_HERE.put(file, lease);
        return lease;
    }

    /// Says which generation this reader goes by.
    void reads(Manifest manifest) throws IOException {
        if (channel != null) {
            String text = manifest.generation() + " " + manifest.nextSeq() + "\n";
            try {
                channel.write(StandardCharsets.US_ASCII.encode(text), 0);
            } catch (IOException e) {
                if (isFull(file)) {
                    return; // a lease that says nothing keeps everything
                }
                throw e;
            }
        }
        reads = new Oldest(manifest.generation(), manifest.nextSeq());
    }

    /// What readers need; clears away what dead ones left.
    static Oldest oldest(TapeLayout layout) throws IOException {
        if (!Files.isDirectory(layout.readers())) {
            return Oldest.NONE;
        }
        List<Path> leases;
        try (Stream<Path> files = Files.list(layout.readers().toRealPath())) {
            leases = files.toList();
        }
        Oldest oldest = Oldest.NONE;
        for (Path file : leases) {
            synchronized (HELD_HERE) {
                ReaderLease held = HELD_HERE.get(file);
                oldest = oldest.and(held == null ? elsewhere(file) : held.reads);
            }
        }
        return oldest;
    }

    /// What a lease of another process says; removed if nobody holds it.
    private static Oldest elsewhere(Path file) throws IOException {
        try (FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return said(channel);
            }
            Files.deleteIfExists(file);
            return Oldest.NONE;
        } catch (NoSuchFileException _) {
            return Oldest.NONE;
        }
    }

    private static Oldest said(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_TEXT_BYTES);
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {}
        String text = StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
        int space = text.indexOf(' ');
        int end = text.indexOf('\n');
        if (space < 0 || end < space) {
            return Oldest.UNKNOWN;
        }
        try {
            return new Oldest(
                    Long.parseLong(text, 0, space, 10), Long.parseLong(text, space + 1, end, 10));
        } catch (NumberFormatException _) {
            return Oldest.UNKNOWN;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            synchronized (HELD_HERE) {
                try (channel) {
                    Files.deleteIfExists(file);
                } finally {
                    HELD_HERE.remove(file);
                }
            }
        }
    }
}

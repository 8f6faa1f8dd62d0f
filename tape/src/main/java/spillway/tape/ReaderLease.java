package spillway.tape;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Keeps a writer from deleting files that somebody reads: each reader locks a file of its own in
/// `readers/`, and a writer deletes only what nobody can be reading. A dead process holds no lock.
///
/// A file each, because closing any channel of a file drops all locks that the process has on it.
/// On a folder that cannot be written there is no lease, and no need of one: nobody deletes there
/// either.
final class ReaderLease implements AutoCloseable {
    /// Readers of one process at one time.
    private static final int MAX_READERS = 1024;

    private final @Nullable Path file;
    private final @Nullable FileChannel channel;

    private ReaderLease(@Nullable Path file, @Nullable FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static ReaderLease take(TapeLayout layout) throws IOException {
        if (!Files.isWritable(layout.root())) {
            return new ReaderLease(null, null);
        }
        Files.createDirectories(layout.readers());
        long pid = ProcessHandle.current().pid();
        for (int slot = 0; slot < MAX_READERS; slot++) {
            Path file = layout.readers().resolve(pid + "-" + slot + ".lease");
            try {
                FileChannel channel =
                        FileChannel.open(
                                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                if (channel.tryLock() != null) {
                    return new ReaderLease(file, channel);
                }
                channel.close();
            } catch (FileAlreadyExistsException _) {
                // another reader of this process has the slot
            }
        }
        throw new TapeException(
                layout.readers()
                        + ": this process reads the tape "
                        + MAX_READERS
                        + " times already; end some of them and try again");
    }

    /// Whether anybody reads; clears away what dead readers left.
    static boolean anybodyReads(TapeLayout layout) throws IOException {
        if (!Files.isDirectory(layout.readers())) {
            return false;
        }
        List<Path> leases;
        try (Stream<Path> files = Files.list(layout.readers())) {
            leases = files.toList();
        }
        String ours = ProcessHandle.current().pid() + "-";
        for (Path lease : leases) {
            if (lease.getFileName().toString().startsWith(ours) || isLocked(lease)) {
                return true;
            }
            Files.deleteIfExists(lease);
        }
        return false;
    }

    private static boolean isLocked(Path lease) throws IOException {
        try (FileChannel channel = FileChannel.open(lease, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (java.nio.file.NoSuchFileException _) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null && file != null) {
            Files.deleteIfExists(file);
            channel.close();
        }
    }
}

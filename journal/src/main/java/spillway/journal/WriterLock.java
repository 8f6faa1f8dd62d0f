package spillway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The right to write in a folder, held by one process at a time, until it is closed or the process
/// ends, however it does.
///
/// The file `LOCK` tells who holds it. It stays when the lock is given back: deleting it would let
/// two processes lock two files of the same name.
public final class WriterLock implements AutoCloseable {
    private static final String FILE = "LOCK";

    /// Where the lock itself lies: far behind the text, which systems with mandatory locks would
    /// otherwise keep from others.
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int MAX_HOLDER_BYTES = 256;

    /// The folders that this process holds. It is the process that holds a POSIX lock, and closing
    /// *any* channel on the file gives it back (see [FileLock]); so a folder held here must be
    /// refused before its file is even opened, and only the whole process can know.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;
    private boolean open = true;

    private WriterLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /// Takes the lock of `folder`, which must exist.
    ///
    /// @throws JournalException if another writer has it, with who, or the folder cannot be used
    public static WriterLock take(Path folder) throws JournalException {
        Path real;
        try {
            real = folder.toRealPath();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        String self = self();
        if (!HELD_HERE.add(real)) {
            throw held(folder, self);
        }
        @Nullable WriterLock taken = null;
        try {
            taken = takeFile(folder, real, self);
            return taken;
        } catch (IOException e) {
            throw e instanceof JournalException told ? told : unusable(folder, e);
        } finally {
            if (taken == null) {
                HELD_HERE.remove(real);
            }
        }
    }

    /// Who holds the lock of `folder`: empty if nobody does.
    ///
    /// @throws JournalException if the folder cannot be used
    public static Optional<String> holder(Path folder) throws JournalException {
        try {
            Path real = folder.toRealPath();
            Path file = real.resolve(FILE);
            if (HELD_HERE.contains(real)) {
                return Optional.of(self());
            }
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                FileLock shared = channel.tryLock(LOCKED_BYTE, 1, true);
                return shared == null ? Optional.of(holder(channel)) : Optional.empty();
            }
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static WriterLock takeFile(Path folder, Path real, String self) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        real.resolve(FILE),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw held(folder, holder(channel));
            }
            ByteBuffer text = StandardCharsets.UTF_8.encode(self);
            channel.truncate(0);
            while (text.hasRemaining()) {
                channel.write(text);
            }
            return new WriterLock(real, channel);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw held(folder, self);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static String self() {
        ProcessHandle process = ProcessHandle.current();
        Optional<String> since = process.info().startInstant().map(t -> ", started " + t);
        return "process " + process.pid() + since.orElse("");
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(MAX_HOLDER_BYTES);
        channel.read(text, 0);
        String holder = StandardCharsets.UTF_8.decode(text.flip()).toString();
        return holder.isBlank() ? "a process that has not said which" : holder;
    }

    private static JournalException held(Path folder, String holder) {
        return new JournalException(
                folder
                        + ": expected to be its only writer, found that "
                        + holder
                        + ", is writing there. Stop that one, or use another folder; reading needs"
                        + " no lock.");
    }

    private static JournalException unusable(Path folder, IOException e) {
        return new JournalException(
                folder.resolve(FILE)
                        + ": expected to lock the folder for writing, found: "
                        + JournalException.reason(e)
                        + ". Check the path, who owns the folder and what they may do there.",
                e);
    }

    /// Gives the lock back. Does nothing if that was done before.
    @Override
    public void close() throws IOException {
        if (!open) {
            return;
        }
        open = false;
        try {
            channel.close();
        } finally {
            HELD_HERE.remove(folder);
        }
    }
}

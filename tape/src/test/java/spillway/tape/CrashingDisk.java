package spillway.tape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import spillway.journal.Disk;
import spillway.journal.DiskFile;
import spillway.journal.FileDisk;

/// A real folder that can be copied as a crash would leave it between any two steps: as it is after
/// a `kill -9`, or without any of what was not forced after a power loss.
final class CrashingDisk implements TapeDisk {
    private final TapeLayout layout;
    private final FileTapeDisk real;
    private final Path backups;
    private final Runnable beforeStep;

    /// Changes of names that no force has settled yet, oldest first.
    private final List<Unsettled> unsettled = new ArrayList<>();

    /// Bytes of each journal file that a power loss leaves.
    private final Map<Path, Long> forcedBytes = new HashMap<>();

    private int backup;

    /// A change of a name in `folder`.
    ///
    /// @param now the name that is there now; null if it was deleted
    /// @param before the name that was there before; null if it was created
    /// @param replaced a copy of what had the name `now`, or of what was deleted
    private record Unsettled(
            Path folder, @Nullable Path now, @Nullable Path before, @Nullable Path replaced) {}

    CrashingDisk(TapeLayout layout, Path backups, Runnable beforeStep) {
        this.layout = layout;
        this.backups = backups;
        this.beforeStep = beforeStep;
        real = new FileTapeDisk(layout);
    }

    private static Path parent(Path file) {
        return java.util.Objects.requireNonNull(file.getParent());
    }

    private @Nullable Path backedUp(Path file) throws IOException {
        return Files.exists(file) ? Files.copy(file, backups.resolve("backup-" + backup++)) : null;
    }

    /// What a kill of the process leaves.
    void copyAfterKill(Path to) throws IOException {
        try (var paths = Files.walk(layout.root())) {
            for (Path from : paths.toList()) {
                Path target = to.resolve(layout.root().relativize(from).toString());
                if (Files.isDirectory(from)) {
                    Files.createDirectories(target);
                } else if (!from.getFileName().toString().equals("LOCK")
                        && !from.startsWith(layout.readers())) {
                    Files.copy(from, target);
                }
            }
        }
    }

    /// What a loss of power may leave.
    void copyAfterPowerLoss(Path to, SplittableRandom random) throws IOException {
        copyAfterKill(to);
        for (Unsettled change : unsettled.reversed()) {
            if (random.nextBoolean()) {
                undo(change, to);
            }
        }
        for (var entry : forcedBytes.entrySet()) {
            Path file = to.resolve(layout.root().relativize(entry.getKey()).toString());
            if (Files.exists(file) && Files.size(file) > entry.getValue()) {
                long kept = random.nextLong(entry.getValue(), Files.size(file) + 1);
                try (var channel =
                        java.nio.channels.FileChannel.open(
                                file, java.nio.file.StandardOpenOption.WRITE)) {
                    channel.truncate(kept);
                }
            }
        }
    }

    private void undo(Unsettled change, Path to) throws IOException {
        Path now = change.now() == null ? null : moved(change.now(), to);
        Path before = change.before() == null ? null : moved(change.before(), to);
        if (now != null && !Files.exists(now)) {
            return; // a later change of the same name stays
        }
        if (now != null && before != null) {
            Files.move(now, before, StandardCopyOption.REPLACE_EXISTING);
        } else if (now != null) {
            Files.delete(now);
        }
        Path place = now != null ? now : before;
        if (change.replaced() != null && place != null && !Files.exists(place)) {
            Files.copy(change.replaced(), place);
        }
    }

    private Path moved(Path file, Path to) {
        return to.resolve(layout.root().relativize(file).toString());
    }

    private void created(Path file) {
        unsettled.add(new Unsettled(parent(file), file, null, null));
    }

    private void rename(Path from, Path to, Renaming renaming) throws IOException {
        beforeStep.run();
        Path replaced = backedUp(to);
        renaming.run();
        unsettled.add(new Unsettled(parent(to), to, from, replaced));
    }

    private void remove(Path file, Renaming removing) throws IOException {
        beforeStep.run();
        Path replaced = backedUp(file);
        removing.run();
        if (replaced != null) {
            unsettled.add(new Unsettled(parent(file), null, file, replaced));
        }
    }

    private interface Renaming {
        void run() throws IOException;
    }

    private void settle(Path folder) {
        unsettled.removeIf(u -> u.folder().equals(folder));
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        beforeStep.run();
        real.createFolder(folder);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        beforeStep.run();
        real.write(file, content);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        rename(from, to, () -> real.move(from, to));
    }

    @Override
    public void delete(Path file) throws IOException {
        remove(file, () -> real.delete(file));
    }

    @Override
    public void force(Path folder) throws IOException {
        beforeStep.run();
        real.force(folder);
        settle(folder);
    }

    @Override
    public Disk journal() {
        return new JournalDisk(FileDisk.at(layout.journal()));
    }

    private final class JournalDisk implements Disk {
        private final Disk folder;

        JournalDisk(Disk folder) {
            this.folder = folder;
        }

        private Path path(String name) {
            return layout.journal().resolve(name);
        }

        @Override
        public DiskFile create(String name) throws IOException {
            beforeStep.run();
            DiskFile file = folder.create(name);
            created(path(name));
            forcedBytes.put(path(name), 0L);
            return new JournalFile(path(name), file);
        }

        @Override
        public DiskFile open(String name) throws IOException {
            DiskFile file = folder.open(name);
            forcedBytes.putIfAbsent(path(name), file.size());
            return new JournalFile(path(name), file);
        }

        @Override
        public DiskFile openForReading(String name) throws IOException {
            return folder.openForReading(name);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            CrashingDisk.this.rename(path(from), path(to), () -> folder.rename(from, to));
            Long forced = forcedBytes.remove(path(from));
            forcedBytes.put(path(to), forced == null ? 0L : forced);
        }

        @Override
        public void delete(String name) throws IOException {
            remove(path(name), () -> folder.delete(name));
        }

        @Override
        public List<String> list() throws IOException {
            return folder.list();
        }

        @Override
        public void force() throws IOException {
            beforeStep.run();
            folder.force();
            settle(layout.journal());
        }

        @Override
        public long freeBytes() throws IOException {
            return folder.freeBytes();
        }

        @Override
        public String where() {
            return folder.where();
        }
    }

    private final class JournalFile implements DiskFile {
        private Path path;
        private final DiskFile file;

        JournalFile(Path path, DiskFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public int read(ByteBuffer into, long at) throws IOException {
            return file.read(into, at);
        }

        @Override
        public int write(ByteBuffer from, long at) throws IOException {
            beforeStep.run();
            return file.write(from, at);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            beforeStep.run();
            file.truncate(sizeBytes);
        }

        @Override
        public void force() throws IOException {
            beforeStep.run();
            file.force();
            if (!forcedBytes.containsKey(path)) {
                // it got its name since
                String name = path.getFileName().toString();
                path = path.resolveSibling(name.substring(0, name.length() - ".new".length()));
            }
            forcedBytes.put(path, file.size());
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

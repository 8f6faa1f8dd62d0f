package spillway.tape;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The fingerprint sets of the partitions that a session touches: those used last are in memory, up
/// to a budget, the others wait in files of the staging folder. Files of many days come day after
/// day, so a set that was put aside is rarely asked for again.
final class FingerprintSets implements AutoCloseable {
    /// Makes the set of a partition that is asked for the first time.
    @FunctionalInterface
    interface Loader {
        FingerprintSet load() throws IOException;
    }

    private final Path folder;
    private final long budgetBytes;
    private final Map<String, Path> asleep = new HashMap<>();

    /// By the last use, the oldest first.
    private final LinkedHashMap<String, FingerprintSet> awake =
            new LinkedHashMap<>(16, 0.75f, true);

    private int files;

    /// @param folder made when the first set is put aside, deleted in the end
    /// @param budgetBytes of memory; the set asked for last is kept whatever its size
    FingerprintSets(Path folder, long budgetBytes) {
        this.folder = folder;
        this.budgetBytes = budgetBytes;
    }

    /// The set of a partition.
    FingerprintSet get(String partition, Loader loader) throws IOException {
        FingerprintSet set = awake.get(partition);
        if (set == null) {
            Path file = asleep.remove(partition);
            set = file == null ? loader.load() : wake(file);
            awake.put(partition, set);
        }
        putAside();
        return set;
    }

    private static FingerprintSet wake(Path file) throws IOException {
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            return FingerprintSet.readFrom(from);
        } finally {
            Files.delete(file);
        }
    }

    private void putAside() throws IOException {
        long bytes = 0;
        for (var set : awake.values()) {
            bytes += set.bytes();
        }
        var oldest = awake.entrySet().iterator();
        for (int left = awake.size(); bytes > budgetBytes && left > 1; left--) {
            var entry = oldest.next();
            Files.createDirectories(folder);
            Path file = folder.resolve("fingerprints-" + files++);
            try (FileChannel to =
                    FileChannel.open(
                            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                entry.getValue().writeTo(to);
            }
            asleep.put(entry.getKey(), file);
            bytes -= entry.getValue().bytes();
            oldest.remove();
        }
    }

    @Override
    public void close() throws IOException {
        for (Path file : asleep.values()) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }
}

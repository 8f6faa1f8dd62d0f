package spillway.tape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import spillway.journal.Disk;
import spillway.journal.FileDisk;

/// The file system as it is.
final class FileTapeDisk implements TapeDisk {
    private final TapeLayout layout;

    FileTapeDisk(TapeLayout layout) {
        this.layout = layout;
    }

    @Override
    public Disk journal() {
        return FileDisk.at(layout.journal());
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        FileDisk.create(folder);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void force(Path folder) throws IOException {
        FileDisk.at(folder).force();
    }
}

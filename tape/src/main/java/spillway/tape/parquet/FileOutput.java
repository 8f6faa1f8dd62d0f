package spillway.tape.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The file being written, front to back, through one shared buffer that is empty between calls of
/// the writer.
final class FileOutput implements AutoCloseable {
    private final Path path;
    private final PageBuffers buffers;
    private @Nullable FileChannel channel;
    private long position;

    FileOutput(Path path, FileChannel channel, PageBuffers buffers) {
        this.path = path;
        this.channel = channel;
        this.buffers = buffers;
    }

    long position() {
        return position;
    }

    void beginChunk() {
        buffers.chunkCheck.reset();
    }

    /// CRC32C of what was written since [#beginChunk()].
    int chunkCheck() {
        CRC32C check = buffers.chunkCheck;
        return (int) check.getValue();
    }

    void write(byte[] from, int length) throws IOException {
        buffers.chunkCheck.update(from, 0, length);
        ByteBuffer out = buffers.out();
        int done = 0;
        while (done < length) {
            int n = Math.min(out.remaining(), length - done);
            out.put(from, done, n);
            done += n;
            if (!out.hasRemaining()) {
                flush();
            }
        }
        position += length;
    }

    void flush() throws IOException {
        ByteBuffer out = buffers.out();
        out.flip();
        try {
            FileChannel to = channel();
            while (out.hasRemaining()) {
                to.write(out);
            }
        } finally {
            out.clear();
        }
    }

    private FileChannel channel() throws IOException {
        if (channel == null) {
            channel = FileChannel.open(path, StandardOpenOption.APPEND);
        }
        return channel;
    }

    /// Closes the file until more is written.
    void release() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    /// Makes all that was written survive a power loss.
    void force() throws IOException {
        channel().force(true);
    }

    @Override
    public void close() throws IOException {
        release();
    }
}

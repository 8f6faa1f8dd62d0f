package spillway.tape.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/// The file being written, front to back, through one shared buffer that is empty between calls of
/// the writer.
final class FileOutput {
    private final FileChannel channel;
    private final PageBuffers buffers;
    private long position;

    FileOutput(FileChannel channel, PageBuffers buffers) {
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
            while (out.hasRemaining()) {
                channel.write(out);
            }
        } finally {
            out.clear();
        }
    }
}

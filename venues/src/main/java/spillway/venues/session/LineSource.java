package spillway.venues.session;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/// The lines of a file, plain or gzip, as bytes without their ends. Allocates nothing for a line
/// once its buffer has grown to the longest.
final class LineSource implements Closeable {
    /// No venue's message comes near it; a file without line ends must not fill the memory.
    static final int MAX_LINE_BYTES = 64 << 20;

    private static final int GZIP_FIRST = 0x1F;
    private static final int GZIP_SECOND = 0x8B;

    private final InputStream in;
    private byte[] buffer = new byte[1 << 18];
    private int lineFrom;
    private int lineTo;
    private int next;
    private int filled;
    private boolean ended;

    private LineSource(InputStream in) {
        this.in = in;
    }

    static LineSource open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            byte[] magic = raw.readNBytes(2);
            boolean gzip =
                    magic.length == 2
                            && (magic[0] & 0xFF) == GZIP_FIRST
                            && (magic[1] & 0xFF) == GZIP_SECOND;
            raw.close();
            raw = Files.newInputStream(file);
            return new LineSource(gzip ? new GZIPInputStream(raw, 1 << 16) : raw);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    static LineSource of(InputStream in) {
        return new LineSource(in);
    }

    /// Moves to the next line; `false` at the end.
    boolean next() throws IOException {
        lineFrom = next;
        int scanned = next;
        while (true) {
            for (int i = scanned; i < filled; i++) {
                if (buffer[i] == '\n') {
                    endLine(i, i + 1);
                    return true;
                }
            }
            scanned = filled;
            if (ended) {
                endLine(filled, filled);
                return lineFrom < filled;
            }
            scanned -= lineFrom;
            refill();
        }
    }

    private void endLine(int to, int after) {
        lineTo = to > lineFrom && buffer[to - 1] == '\r' ? to - 1 : to;
        next = after;
    }

    private void refill() throws IOException {
        int kept = filled - lineFrom;
        if (lineFrom > 0) {
            System.arraycopy(buffer, lineFrom, buffer, 0, kept);
            lineFrom = 0;
            filled = kept;
        }
        if (filled == buffer.length) {
            if (buffer.length >= MAX_LINE_BYTES) {
                throw new IOException(
                        "expected lines of at most "
                                + MAX_LINE_BYTES
                                + " bytes, found a longer one: is this a recorded session?");
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            ended = true;
        } else {
            filled += read;
        }
    }

    byte[] bytes() {
        return buffer;
    }

    int from() {
        return lineFrom;
    }

    int to() {
        return lineTo;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

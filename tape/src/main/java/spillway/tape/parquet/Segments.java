package spillway.tape.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides who reads a file: [SpillwaySegment] what Spillway wrote, [ForeignSegment] the rest.
final class Segments {
    /// Larger footers than this are damage: they would describe ten thousand million rows.
    private static final int MAX_FOOTER_BYTES = 1 << 28;

    private Segments() {}

    static SegmentReader open(
            Path path,
            @Nullable List<String> columns,
            PageBuffers buffers,
            @Nullable PageBuffers owned)
            throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            byte[] footer = footer(path, channel);
            FileFooter own = FooterParser.parse(path, channel, footer);
            if (own != null) {
                int[] projection = projection(path, own.schema(), columns);
                return new SpillwaySegment(path, channel, own, projection, buffers, owned);
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            if (owned != null) {
                owned.close();
            }
            throw e;
        }
        channel.close();
        return ForeignSegment.open(path, columns, owned);
    }

    private static byte[] footer(Path path, FileChannel channel) throws IOException {
        String expected = "a Parquet file, which begins and ends with PAR1";
        long size = channel.size();
        int least = FileFooter.MAGIC.length + FileFooter.TAIL_BYTES;
        if (size < least) {
            throw DamagedFileException.of(path, expected, size + " bytes");
        }
        byte[] head = read(path, channel, 0, FileFooter.MAGIC.length);
        if (!Arrays.equals(head, FileFooter.MAGIC)) {
            throw DamagedFileException.of(path, expected, shown(head) + " at its begin");
        }
        byte[] tail = read(path, channel, size - FileFooter.TAIL_BYTES, FileFooter.TAIL_BYTES);
        byte[] magic = Arrays.copyOfRange(tail, Integer.BYTES, tail.length);
        if (!Arrays.equals(magic, FileFooter.MAGIC)) {
            String found = shown(magic) + " at its end: cut short, or never finished";
            throw DamagedFileException.of(path, expected, found);
        }
        int length = Bytes.intAt(tail, 0);
        if (length <= 0 || length > Math.min(MAX_FOOTER_BYTES, size - least)) {
            String found = "a footer of " + length + " bytes in a file of " + size;
            throw DamagedFileException.of(path, "a footer within the file", found);
        }
        return read(path, channel, size - FileFooter.TAIL_BYTES - length, length);
    }

    static byte[] read(Path path, FileChannel channel, long at, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(length);
        read(path, channel, at, into);
        return into.array();
    }

    /// Fills what remains of `into`.
    static void read(Path path, FileChannel channel, long at, ByteBuffer into) throws IOException {
        long from = at;
        while (into.hasRemaining()) {
            int n = channel.read(into, from);
            if (n < 0) {
                String found = "its end at byte " + from;
                throw DamagedFileException.of(path, into.remaining() + " more bytes", found);
            }
            from += n;
        }
    }

    static int[] projection(Path path, Schema schema, @Nullable List<String> columns) {
        if (columns == null) {
            var all = new int[schema.columns().size()];
            Arrays.setAll(all, i -> i);
            return all;
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(path + ": expected a column to read, found none");
        }
        var chosen = new int[columns.size()];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = schema.indexOf(columns.get(i));
            if (chosen[i] < 0) {
                throw missing(path, columns.get(i), schema);
            }
        }
        return chosen;
    }

    static IllegalArgumentException missing(Path path, String column, Schema schema) {
        var names = new ArrayList<String>();
        schema.columns().forEach(c -> names.add(c.name()));
        return new IllegalArgumentException(
                path
                        + ": expected a column "
                        + column
                        + ", found "
                        + String.join(", ", names)
                        + "; ask for one of these");
    }

    private static String shown(byte[] bytes) {
        var text = new StringBuilder();
        for (byte b : bytes) {
            text.append(text.isEmpty() ? "" : " ").append(String.format("%02x", b));
        }
        return "bytes " + text;
    }
}

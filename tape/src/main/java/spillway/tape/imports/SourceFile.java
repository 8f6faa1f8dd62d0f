package spillway.tape.imports;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// The text of one file, unpacked where it is gzip (told by its first bytes, not its name), without
/// a byte order mark. Refuses what is not text.
///
/// A gzip stream that ends early reads as if the text ended there; [#cutReason()] says so.
final class SourceFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int SAMPLE_BYTES = 8192;

    private final Path path;
    private final Counting counting;
    private final InputStream text;
    private final EndWatch reader;
    private @Nullable Tolerant unpacked;

    private SourceFile(Path path) throws IOException, Refused {
        this.path = path;
        counting = new Counting(Files.newInputStream(path));
        try {
            var raw = new BufferedInputStream(counting, BUFFER_BYTES);
            byte[] magic = peek(raw, 8);
            if (magic.length == 0) {
                throw refused("rows", "an empty file", "export or download it again");
            }
            InputStream plain = raw;
            if (isGzip(magic)) {
                unpacked = new Tolerant(unpack(raw));
                plain = new BufferedInputStream(unpacked, BUFFER_BYTES);
            }
            text = plain;
            refuseOtherFormats(magic);
            checkText(peek(text, SAMPLE_BYTES));
            reader = new EndWatch(new InputStreamReader(text, StandardCharsets.UTF_8));
        } catch (IOException | Refused e) {
            counting.close();
            throw e;
        }
    }

    static SourceFile open(Path path) throws IOException, Refused {
        if (Files.isDirectory(path)) {
            throw new Refused(
                    whole(path, "a file", "a folder", "name the files in it, in the order wanted"));
        }
        if (!Files.exists(path)) {
            throw new Refused(whole(path, "a file", "nothing there", "check the path"));
        }
        return new SourceFile(path);
    }

    private static ImportProblem whole(Path path, String expected, String found, String advice) {
        return new ImportProblem(path, 0, 0, "", expected, found, advice);
    }

    private Refused refused(String expected, String found, String advice) {
        return new Refused(whole(path, expected, found, advice));
    }

    private GZIPInputStream unpack(InputStream raw) throws IOException, Refused {
        try {
            return new GZIPInputStream(raw, BUFFER_BYTES);
        } catch (EOFException | ZipException e) {
            throw refused(
                    "a whole gzip file", "one that breaks off at its start", "download it again");
        }
    }

    private static boolean isGzip(byte[] magic) {
        return magic.length >= 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
    }

    private static byte[] peek(InputStream in, int bytes) throws IOException {
        in.mark(bytes);
        byte[] sample = in.readNBytes(bytes);
        in.reset();
        return sample;
    }

    private void refuseOtherFormats(byte[] magic) throws Refused {
        String start = new String(magic, StandardCharsets.ISO_8859_1);
        String found = null;
        if (start.startsWith("PK\u0003\u0004")) {
            found = "a zip archive";
        } else if (start.startsWith("(\u00b5/\u00fd")) {
            found = "a file compressed with Zstandard";
        } else if (start.startsWith("BZh")) {
            found = "a file compressed with bzip2";
        } else if (start.startsWith("\u00fd7zXZ")) {
            found = "a file compressed with xz";
        } else if (start.startsWith("\u0004\"M\u0018")) {
            found = "a file compressed with LZ4";
        }
        if (found != null) {
            throw refused(
                    "text, plain or gzip", found, "unpack it first, then import what was in it");
        }
        if (start.startsWith("PAR1")) {
            throw refused("text, plain or gzip", "a Parquet file", "convert it to CSV first");
        }
        if (start.startsWith("\u00ff\u00fe") || start.startsWith("\u00fe\u00ff")) {
            throw refused("text in UTF-8", "text in UTF-16", "save it as UTF-8");
        }
    }

    private void checkText(byte[] sample) throws IOException, Refused {
        if (sample.length == 0) {
            String cut = cutReason();
            throw refused(
                    "rows",
                    cut == null ? "a gzip file with nothing in it" : cut,
                    "download it again; an empty archive means that the publisher has no data");
        }
        for (int i = 0; i < sample.length; i++) {
            byte b = sample[i];
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
                throw refused(
                        "text, plain or gzip",
                        "binary data: byte " + b + " at " + i,
                        "import the CSV or JSON file it was made from");
            }
        }
        if (sample.length >= 3
                && (sample[0] & 0xff) == 0xef
                && (sample[1] & 0xff) == 0xbb
                && (sample[2] & 0xff) == 0xbf) {
            text.skipNBytes(3);
        }
        String start = new String(sample, StandardCharsets.UTF_8);
        if (isMarkup(start)) {
            throw refused(
                    "CSV or JSON",
                    "an HTML or XML page",
                    "the download probably failed: look at it and download it again");
        }
        if (start.replace("\ufeff", "").isBlank() && sample.length < SAMPLE_BYTES) {
            throw refused("rows", "blank lines only", "export or download it again");
        }
    }

    private static boolean isMarkup(String start) {
        return start.replace("\ufeff", "").stripLeading().startsWith("<");
    }

    Path path() {
        return path;
    }

    Reader reader() {
        return reader;
    }

    /// Bytes taken from the disk so far.
    long bytesRead() {
        return counting.bytes;
    }

    /// Whether the last character read ended a line.
    boolean endsWithNewline() {
        return reader.last == '\n' || reader.last == '\r';
    }

    /// Why the text breaks off, null when it does not or is not known to yet.
    @Nullable String cutReason() {
        return unpacked == null ? null : unpacked.cutReason;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static final class Counting extends FilterInputStream {
        long bytes;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            bytes += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int count = super.read(into, from, length);
            bytes += Math.max(0, count);
            return count;
        }
    }

    /// Ends quietly where a gzip stream breaks off, and remembers it.
    private static final class Tolerant extends FilterInputStream {
        @Nullable String cutReason;

        Tolerant(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (cutReason != null) {
                return -1;
            }
            try {
                return super.read(into, from, length);
            } catch (EOFException e) {
                cutReason = "a gzip stream that breaks off";
            } catch (ZipException e) {
                cutReason = "a damaged gzip stream (" + e.getMessage() + ")";
            }
            return -1;
        }

        @Override
        public int available() {
            return 0;
        }
    }

    /// Remembers the last character.
    private static final class EndWatch extends FilterReader {
        int last = '\n';

        EndWatch(Reader in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            last = c < 0 ? last : c;
            return c;
        }

        @Override
        public int read(char[] into, int from, int length) throws IOException {
            int count = super.read(into, from, length);
            if (count > 0) {
                last = into[from + count - 1];
            }
            return count;
        }
    }
}

package spillway.tape.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the footer of files that Spillway wrote; of no others.
final class FooterParser {
    private final ThriftReader in = new ThriftReader();
    private final List<Element> elements = new ArrayList<>();
    private final List<ParsedGroup> groups = new ArrayList<>();
    private final TreeMap<String, String> metadata = new TreeMap<>();
    private String createdBy = "";
    private long rows;

    private record ParsedGroup(long rows, List<ChunkFacts> chunks) {}

    private FooterParser() {}

    /// The footer, null when somebody else wrote the file.
    ///
    /// @throws DamagedFileException when Spillway wrote the file, but not like this
    static @Nullable FileFooter parse(Path path, FileChannel channel, byte[] footer)
            throws IOException {
        long start = channel.size() - FileFooter.TAIL_BYTES - footer.length;
        boolean marked = marked(path, channel, start);
        var parser = new FooterParser();
        try {
            parser.read(footer);
        } catch (IllegalStateException | IndexOutOfBoundsException | ArithmeticException e) {
            if (!marked) {
                return null;
            }
            throw DamagedFileException.of(path, "a footer", e.getMessage() + " in it", e);
        }
        if (!marked && !parser.createdBy.equals(FileFooter.CREATED_BY)) {
            return null;
        }
        if (!marked) {
            throw DamagedFileException.of(path, "checksums before the footer", "none");
        }
        return parser.checked(path, channel, start, footer);
    }

    private static boolean marked(Path path, FileChannel channel, long start) throws IOException {
        int length = FileFooter.CHECKS_MAGIC.length;
        if (start < length) {
            return false;
        }
        byte[] found = Segments.read(path, channel, start - length, length);
        return Arrays.equals(found, FileFooter.CHECKS_MAGIC);
    }

    private @Nullable FileFooter checked(Path path, FileChannel channel, long start, byte[] footer)
            throws IOException {
        int columns = groups.isEmpty() ? 0 : groups.getFirst().chunks().size();
        int length = FileFooter.checksBytes(groups.size(), columns);
        if (start < length) {
            throw DamagedFileException.of(path, "checksums before the footer", "too few bytes");
        }
        byte[] checks = Segments.read(path, channel, start - length, length);
        int covered = length - Integer.BYTES - FileFooter.CHECKS_MAGIC.length;
        int check = FileFooter.checkOf(checks, covered, footer, footer.length);
        if (check != Bytes.intAt(checks, covered)) {
            throw DamagedFileException.of(
                    path,
                    String.format("footer checksum %08x", Bytes.intAt(checks, covered)),
                    String.format("%08x", check));
        }
        if (!createdBy.equals(FileFooter.CREATED_BY)) {
            return null;
        }
        var schema = new Schema(columns(), metadata);
        var facts = new ArrayList<RowGroupFacts>();
        int at = 0;
        for (ParsedGroup group : groups) {
            var chunks = new ArrayList<ChunkFacts>();
            for (ChunkFacts chunk : group.chunks()) {
                chunks.add(chunk.with(Bytes.intAt(checks, at)));
                at += Integer.BYTES;
            }
            facts.add(new RowGroupFacts(group.rows(), chunks));
        }
        return new FileFooter(schema, rows, facts);
    }

    /// What the schema says of one node of its tree.
    private record Element(String name, int type, int repetition, int children, int logical) {}

    private List<Column> columns() {
        var columns = new ArrayList<Column>();
        for (int i = 1; i < elements.size(); i++) {
            Element e = elements.get(i);
            boolean optional = e.repetition() == Thrift.OPTIONAL;
            Presence presence = optional ? Presence.OPTIONAL : Presence.REQUIRED;
            columns.add(new Column(e.name(), typeOf(e), presence));
            i += e.children() == 0 ? 0 : 2;
        }
        return columns;
    }

    private static ColumnType typeOf(Element e) {
        if (e.children() > 0) {
            return ColumnType.INT64_LIST;
        }
        return switch (e.type()) {
            case Thrift.TYPE_INT32 -> ColumnType.INT32;
            case Thrift.TYPE_DOUBLE -> ColumnType.DOUBLE;
            case Thrift.TYPE_BYTE_ARRAY -> ColumnType.TEXT;
            case Thrift.TYPE_INT64 ->
                    switch (e.logical()) {
                        case Thrift.LOGICAL_TIMESTAMP -> ColumnType.TIMESTAMP_NS;
                        case Thrift.LOGICAL_DECIMAL -> ColumnType.MICRO_USD;
                        default -> ColumnType.INT64;
                    };
            default -> throw new IllegalStateException("physical type " + e.type());
        };
    }

    private void read(byte[] footer) {
        in.reset(ByteBuffer.wrap(footer), 0, footer.length);
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 2 -> elements();
                case 3 -> rows = in.i64();
                case 4 -> rowGroups();
                case 5 -> metadata();
                case 6 -> createdBy = text();
                default -> in.skip();
            }
        }
    }

    private String text() {
        return new String(in.binary(), StandardCharsets.UTF_8);
    }

    private void elements() {
        int count = in.list();
        for (int i = 0; i < count; i++) {
            elements.add(element());
        }
    }

    private Element element() {
        String name = "";
        int type = -1;
        int repetition = Thrift.REQUIRED;
        int children = 0;
        int logical = 0;
        in.open();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> type = in.i32();
                case 3 -> repetition = in.i32();
                case 4 -> name = text();
                case 5 -> children = in.i32();
                case 10 -> logical = logical();
                default -> in.skip();
            }
        }
        return new Element(name, type, repetition, children, logical);
    }

    private int logical() {
        int logical = 0;
        in.open();
        for (int field = in.field(); field != 0; field = in.field()) {
            logical = field;
            in.skip();
        }
        return logical;
    }

    private void metadata() {
        int count = in.list();
        for (int i = 0; i < count; i++) {
            String key = "";
            String value = "";
            in.open();
            for (int field = in.field(); field != 0; field = in.field()) {
                switch (field) {
                    case 1 -> key = text();
                    case 2 -> value = text();
                    default -> in.skip();
                }
            }
            metadata.put(key, value);
        }
    }

    private void rowGroups() {
        int count = in.list();
        for (int i = 0; i < count; i++) {
            var chunks = new ArrayList<ChunkFacts>();
            long groupRows = 0;
            in.open();
            for (int field = in.field(); field != 0; field = in.field()) {
                switch (field) {
                    case 1 -> chunks(chunks);
                    case 3 -> groupRows = in.i64();
                    default -> in.skip();
                }
            }
            groups.add(new ParsedGroup(groupRows, chunks));
        }
    }

    private void chunks(List<ChunkFacts> chunks) {
        int count = in.list();
        for (int i = 0; i < count; i++) {
            ChunkFacts chunk = null;
            in.open();
            for (int field = in.field(); field != 0; field = in.field()) {
                if (field == 3) {
                    chunk = chunk();
                } else {
                    in.skip();
                }
            }
            if (chunk == null) {
                throw new IllegalStateException("column chunk " + i + " without its facts");
            }
            chunks.add(chunk);
        }
    }

    private ChunkFacts chunk() {
        var facts = new ParsedChunk();
        in.open();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 2 -> facts.encodings = encodings();
                case 4 -> facts.codec = in.i32();
                case 5 -> facts.values = in.i64();
                case 6 -> facts.rawBytes = in.i64();
                case 7 -> facts.bytes = in.i64();
                case 9 -> facts.data = in.i64();
                case 11 -> facts.dictionary = in.i64();
                case 12 -> statistics(facts);
                default -> in.skip();
            }
        }
        return facts.chunk();
    }

    private int encodings() {
        int bits = 0;
        int count = in.list();
        for (int i = 0; i < count; i++) {
            bits |= 1 << in.i32();
        }
        return bits;
    }

    private void statistics(ParsedChunk facts) {
        in.open();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 3 -> facts.nulls = in.i64();
                case 5 -> facts.greatest = in.binary();
                case 6 -> facts.least = in.binary();
                default -> in.skip();
            }
        }
    }

    private static final class ParsedChunk {
        private int encodings;
        private int codec;
        private long values;
        private long rawBytes;
        private long bytes;
        private long data;
        private long dictionary = -1;
        private long nulls;
        private byte @Nullable [] least;
        private byte @Nullable [] greatest;

        private ChunkFacts chunk() {
            PlainRange range =
                    least == null || greatest == null ? null : new PlainRange(least, greatest);
            long start = dictionary < 0 ? data : dictionary;
            return new ChunkFacts(
                    codec,
                    start,
                    bytes,
                    rawBytes,
                    Math.toIntExact(data - start),
                    encodings,
                    values,
                    nulls,
                    range,
                    0);
        }
    }
}

package spillway.tape.parquet;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// What stands at the end of a file: its schema and where everything lies.
///
/// Between the last page and the standard footer, where the format lets a writer put what it likes,
/// stand the checksums: a CRC32C for each chunk, then one over those and the footer, then eight
/// letters. They let the reader tell any changed byte of the file.
record FileFooter(Schema schema, long rows, List<RowGroupFacts> rowGroups) {
    static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    static final byte[] CHECKS_MAGIC = "SPILLCRC".getBytes(StandardCharsets.US_ASCII);

    /// Who wrote the file; the number rises when the layout of pages changes.
    static final String CREATED_BY = "spillway-parquet version 1.0.0 (build 1)";

    /// Footer length and magic, which end the file.
    static final int TAIL_BYTES = Integer.BYTES + MAGIC.length;

    FileFooter {
        rowGroups = List.copyOf(rowGroups);
    }

    /// Checksums, footer, length and magic.
    byte[] bytes() {
        var checks = new byte[checksBytes()];
        int at = 0;
        for (RowGroupFacts group : rowGroups) {
            for (ChunkFacts chunk : group.chunks()) {
                Bytes.putInt(checks, at, chunk.check());
                at += Integer.BYTES;
            }
        }
        ThriftWriter footer = thrift();
        Bytes.putInt(checks, at, checkOf(checks, at, footer.bytes(), footer.size()));
        System.arraycopy(CHECKS_MAGIC, 0, checks, at + Integer.BYTES, CHECKS_MAGIC.length);

        var all = new byte[checks.length + footer.size() + TAIL_BYTES];
        System.arraycopy(checks, 0, all, 0, checks.length);
        System.arraycopy(footer.bytes(), 0, all, checks.length, footer.size());
        Bytes.putInt(all, checks.length + footer.size(), footer.size());
        System.arraycopy(MAGIC, 0, all, all.length - MAGIC.length, MAGIC.length);
        return all;
    }

    private int checksBytes() {
        return checksBytes(rowGroups.size(), schema.columns().size());
    }

    static int checksBytes(int rowGroups, int columns) {
        return rowGroups * columns * Integer.BYTES + Integer.BYTES + CHECKS_MAGIC.length;
    }

    /// CRC32C over the chunks' checksums and the standard footer.
    static int checkOf(byte[] checks, int checksLength, byte[] footer, int footerLength) {
        var check = new CRC32C();
        check.update(checks, 0, checksLength);
        check.update(footer, 0, footerLength);
        return (int) check.getValue();
    }

    private ThriftWriter thrift() {
        var out = new ThriftWriter(4096);
        out.i32(1, 1);
        out.list(2, Thrift.STRUCT, elements());
        root(out);
        for (Column column : schema.columns()) {
            element(out, column);
        }
        out.i64(3, rows);
        out.list(4, Thrift.STRUCT, rowGroups.size());
        for (int i = 0; i < rowGroups.size(); i++) {
            rowGroup(out, rowGroups.get(i));
        }
        if (!schema.metadata().isEmpty()) {
            metadata(out, schema.metadata());
        }
        out.text(6, CREATED_BY);
        out.list(7, Thrift.STRUCT, schema.columns().size());
        for (int i = 0; i < schema.columns().size(); i++) {
            out.open();
            out.emptyStruct(1);
            out.end();
        }
        out.end();
        return out;
    }

    private int elements() {
        int elements = 1;
        for (Column column : schema.columns()) {
            elements += column.isList() ? 3 : 1;
        }
        return elements;
    }

    private void root(ThriftWriter out) {
        out.open();
        out.text(4, "schema");
        out.i32(5, schema.columns().size());
        out.end();
    }

    /// Times are UTC, yet not marked as adjusted to it: DuckDB would then show them in the
    /// session's zone and drop the nanoseconds below a microsecond. As they are it shows
    /// `TIMESTAMP_NS`.
    private static void element(ThriftWriter out, Column column) {
        int repetition = column.isOptional() ? Thrift.OPTIONAL : Thrift.REQUIRED;
        if (column.isList()) {
            listElement(out, column, repetition);
            return;
        }
        out.open();
        out.i32(1, column.type().physical());
        out.i32(3, repetition);
        out.text(4, column.name());
        switch (column.type()) {
            case INT32, INT64, DOUBLE, INT64_LIST -> {}
            case TIMESTAMP_NS -> {
                out.struct(10);
                out.struct(Thrift.LOGICAL_TIMESTAMP);
                out.no(1);
                out.struct(2);
                out.emptyStruct(Thrift.UNIT_NANOS);
                out.end();
                out.end();
                out.end();
            }
            case MICRO_USD -> {
                out.i32(6, Thrift.CONVERTED_DECIMAL);
                out.i32(7, 6);
                out.i32(8, 18);
                out.struct(10);
                out.struct(Thrift.LOGICAL_DECIMAL);
                out.i32(1, 6);
                out.i32(2, 18);
                out.end();
                out.end();
            }
            case TEXT -> {
                out.i32(6, Thrift.CONVERTED_UTF8);
                out.struct(10);
                out.emptyStruct(Thrift.LOGICAL_STRING);
                out.end();
            }
        }
        out.end();
    }

    /// `LIST` of required elements: the three levels that the format's "Lists" section asks for.
    private static void listElement(ThriftWriter out, Column column, int repetition) {
        out.open();
        out.i32(3, repetition);
        out.text(4, column.name());
        out.i32(5, 1);
        out.i32(6, Thrift.CONVERTED_LIST);
        out.struct(10);
        out.emptyStruct(Thrift.LOGICAL_LIST);
        out.end();
        out.end();
        out.open();
        out.i32(3, Thrift.REPEATED);
        out.text(4, "list");
        out.i32(5, 1);
        out.end();
        out.open();
        out.i32(1, Thrift.TYPE_INT64);
        out.i32(3, Thrift.REQUIRED);
        out.text(4, "element");
        out.end();
    }

    private void rowGroup(ThriftWriter out, RowGroupFacts group) {
        long raw = 0;
        long bytes = 0;
        out.open();
        out.list(1, Thrift.STRUCT, group.chunks().size());
        for (int i = 0; i < group.chunks().size(); i++) {
            ChunkFacts chunk = group.chunks().get(i);
            chunk(out, schema.columns().get(i), chunk);
            raw += chunk.rawBytes();
            bytes += chunk.bytes();
        }
        out.i64(2, raw);
        out.i64(3, group.rows());
        out.i64(5, group.chunks().getFirst().start());
        out.i64(6, bytes);
        out.end();
    }

    private static void chunk(ThriftWriter out, Column column, ChunkFacts chunk) {
        out.open();
        out.i64(2, 0);
        out.struct(3);
        out.i32(1, column.type().physical());
        out.list(2, Thrift.I32, Integer.bitCount(chunk.encodings()));
        for (int bits = chunk.encodings(); bits != 0; bits &= bits - 1) {
            out.i32Element(Integer.numberOfTrailingZeros(bits));
        }
        out.list(3, Thrift.BINARY, column.isList() ? 3 : 1);
        out.textElement(column.name());
        if (column.isList()) {
            out.textElement("list");
            out.textElement("element");
        }
        out.i32(4, chunk.codec());
        out.i64(5, chunk.values());
        out.i64(6, chunk.rawBytes());
        out.i64(7, chunk.bytes());
        out.i64(9, chunk.start() + chunk.dictionaryBytes());
        if (chunk.dictionaryBytes() > 0) {
            out.i64(11, chunk.start());
        }
        if (!column.isList()) {
            statistics(out, chunk);
        }
        out.end();
        out.end();
    }

    private static void statistics(ThriftWriter out, ChunkFacts chunk) {
        out.struct(12);
        out.i64(3, chunk.nulls());
        PlainRange range = chunk.range();
        if (range != null) {
            out.binary(5, range.greatest);
            out.binary(6, range.least);
        }
        out.end();
    }

    private static void metadata(ThriftWriter out, Map<String, String> metadata) {
        out.list(5, Thrift.STRUCT, metadata.size());
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            out.open();
            out.text(1, entry.getKey());
            out.text(2, entry.getValue());
            out.end();
        }
    }
}

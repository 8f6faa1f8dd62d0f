package spillway.tape.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One column of a file being written: the page's values as they arrive, and the encoded pages of
/// the row group so far.
///
/// Values lie at the place of their row; nulls are one bit a row and squeezed out when the page
/// ends, so that a column without nulls pays nothing for being optional. The arrays start small and
/// grow.
final class ColumnWriter {
    static final int FIRST_ROWS = 64;
    private static final int FIRST_CHUNK_BYTES = 1024;

    final Column column;
    long[] longs = new long[0];
    int[] ints = new int[0];
    double[] doubles = new double[0];
    int[] listEnds = new int[0];

    private long[] nullBits = new long[0];
    private int nulls;
    private int listValues;

    private final PageEncoder encoder;
    private byte[] chunk = new byte[FIRST_CHUNK_BYTES];
    private int chunkBytes;
    private long chunkRawBytes;
    private long chunkNulls;
    private long chunkValues;
    private long min;
    private long max;
    private long fileMin = Long.MAX_VALUE;
    private long fileMax = Long.MIN_VALUE;
    private long fileNulls;

    ColumnWriter(Column column, TextDictionary texts) {
        this.column = column;
        this.encoder = new PageEncoder(column, texts);
        grow(FIRST_ROWS);
        clearChunk();
    }

    /// Makes room for `rows` rows in the page.
    void grow(int rows) {
        switch (column.type()) {
            case INT32, TEXT -> ints = Arrays.copyOf(ints, rows);
            case INT64, TIMESTAMP_NS, MICRO_USD -> longs = Arrays.copyOf(longs, rows);
            case DOUBLE -> doubles = Arrays.copyOf(doubles, rows);
            case INT64_LIST -> {
                listEnds = Arrays.copyOf(listEnds, rows);
                if (longs.length == 0) {
                    longs = new long[FIRST_ROWS];
                }
            }
        }
        if (column.isOptional()) {
            nullBits = Arrays.copyOf(nullBits, (rows + 63) >>> 6);
        }
    }

    void setNull(int row) {
        nullBits[row >>> 6] |= 1L << row;
        nulls++;
    }

    void addToList(long value) {
        if (listValues == longs.length) {
            longs = Arrays.copyOf(longs, longs.length * 2);
        }
        longs[listValues++] = value;
    }

    void endList(int row) {
        listEnds[row] = listValues;
    }

    /// Forgets what has been added to the list of `row`.
    void emptyList(int row) {
        listValues = row == 0 ? 0 : listEnds[row - 1];
    }

    /// Values added to the list of the row under way.
    int valuesInRow(int row) {
        return listValues - (row == 0 ? 0 : listEnds[row - 1]);
    }

    int listValues() {
        return listValues;
    }

    /// Encodes the page's `rows` rows behind the earlier ones and empties it.
    void endPage(PageBuffers buffers, int rows) {
        int present = rows - nulls;
        if (nulls > 0 && !column.isList()) {
            squeeze(rows);
        }
        observe(present);
        int entries = column.isList() ? entries(rows) : rows;
        encoder.encode(buffers, this, rows, entries, column.isList() ? listValues : present);
        append(buffers, entries);
        chunkNulls += nulls;
        chunkValues += entries;
        Arrays.fill(nullBits, 0, column.isOptional() ? (rows + 63) >>> 6 : 0, 0);
        nulls = 0;
        listValues = 0;
    }

    int nulls() {
        return nulls;
    }

    long[] nullBits() {
        return nullBits;
    }

    boolean isNull(int row) {
        return nulls > 0 && (nullBits[row >>> 6] >>> row & 1) != 0;
    }

    int listLength(int row) {
        return row == 0 ? listEnds[0] : listEnds[row] - listEnds[row - 1];
    }

    /// What a page of lists counts: each value, and each list that has none.
    private int entries(int rows) {
        int entries = listValues;
        int before = 0;
        for (int row = 0; row < rows; row++) {
            if (listEnds[row] == before) {
                entries++;
            }
            before = listEnds[row];
        }
        return entries;
    }

    private void squeeze(int rows) {
        int to = 0;
        for (int row = 0; row < rows; row++) {
            if ((nullBits[row >>> 6] >>> row & 1) == 0) {
                switch (column.type()) {
                    case INT32, TEXT -> ints[to] = ints[row];
                    case INT64, TIMESTAMP_NS, MICRO_USD -> longs[to] = longs[row];
                    case DOUBLE -> doubles[to] = doubles[row];
                    case INT64_LIST -> throw new IllegalStateException("lists have no places");
                }
                to++;
            }
        }
    }

    private void observe(int present) {
        if (!column.type().hasIntegerRange()) {
            return;
        }
        long least = min;
        long greatest = max;
        if (column.type() == ColumnType.INT32) {
            for (int i = 0; i < present; i++) {
                least = Math.min(least, ints[i]);
                greatest = Math.max(greatest, ints[i]);
            }
        } else {
            for (int i = 0; i < present; i++) {
                least = Math.min(least, longs[i]);
                greatest = Math.max(greatest, longs[i]);
            }
        }
        min = least;
        max = greatest;
    }

    private void append(PageBuffers buffers, int entries) {
        ThriftWriter header = buffers.header;
        header.clear();
        header.i32(1, Thrift.DATA_PAGE);
        header.i32(2, encoder.rawBytes());
        header.i32(3, encoder.bytes());
        header.i32(4, check(buffers, encoder.page(), encoder.bytes()));
        header.struct(5);
        header.i32(1, entries);
        header.i32(2, encoder.encoding());
        header.i32(3, Thrift.RLE);
        header.i32(4, Thrift.RLE);
        header.end();
        header.end();
        chunkRawBytes += header.size() + encoder.rawBytes();
        put(header.bytes(), header.size());
        put(encoder.page(), encoder.bytes());
    }

    private static int check(PageBuffers buffers, byte[] page, int length) {
        buffers.pageCheck.reset();
        buffers.pageCheck.update(page, 0, length);
        return (int) buffers.pageCheck.getValue();
    }

    private void put(byte[] from, int length) {
        if (chunkBytes + length > chunk.length) {
            chunk = Arrays.copyOf(chunk, Math.max(chunk.length * 2, chunkBytes + length));
        }
        System.arraycopy(from, 0, chunk, chunkBytes, length);
        chunkBytes += length;
    }

    /// Bytes of the row group so far.
    int chunkBytes() {
        return chunkBytes;
    }

    /// Bytes of memory this column holds.
    long heldBytes() {
        return chunk.length
                + 8L * longs.length
                + 4L * ints.length
                + 8L * doubles.length
                + 4L * listEnds.length
                + 8L * nullBits.length
                + encoder.heldBytes();
    }

    /// Writes the row group's chunk of this column and begins the next one.
    ChunkFacts endChunk(PageBuffers buffers, FileOutput out) throws IOException {
        long start = out.position();
        out.beginChunk();
        int dictionaryBytes = 0;
        if (encoder.encodeDictionary(buffers)) {
            ThriftWriter header = buffers.header;
            header.clear();
            header.i32(1, Thrift.DICTIONARY_PAGE);
            header.i32(2, encoder.rawBytes());
            header.i32(3, encoder.bytes());
            header.i32(4, check(buffers, encoder.page(), encoder.bytes()));
            header.struct(7);
            header.i32(1, encoder.dictionarySize());
            header.i32(2, Thrift.PLAIN);
            header.end();
            header.end();
            out.write(header.bytes(), header.size());
            out.write(encoder.page(), encoder.bytes());
            chunkRawBytes += header.size() + encoder.rawBytes();
            dictionaryBytes = header.size() + encoder.bytes();
        }
        out.write(chunk, chunkBytes);
        boolean ranged = min <= max;
        var facts =
                new ChunkFacts(
                        encoder.codec(),
                        start,
                        out.position() - start,
                        chunkRawBytes,
                        dictionaryBytes,
                        encoder.encodings(),
                        chunkValues,
                        chunkNulls,
                        ranged ? PlainRange.of(column, min, max) : encoder.textRange(),
                        out.chunkCheck());
        fileMin = Math.min(fileMin, min);
        fileMax = Math.max(fileMax, max);
        fileNulls += chunkNulls;
        clearChunk();
        return facts;
    }

    /// Lets go of the memory that the last row group needed.
    void shrink() {
        chunk = new byte[FIRST_CHUNK_BYTES];
        if (column.isList()) {
            longs = new long[FIRST_ROWS];
        }
    }

    private void clearChunk() {
        chunkBytes = 0;
        chunkRawBytes = 0;
        chunkNulls = 0;
        chunkValues = 0;
        min = Long.MAX_VALUE;
        max = Long.MIN_VALUE;
        encoder.beginChunk();
    }

    @Nullable ColumnRange range() {
        return fileMin <= fileMax
                ? new ColumnRange(column.name(), fileMin, fileMax, fileNulls)
                : null;
    }
}

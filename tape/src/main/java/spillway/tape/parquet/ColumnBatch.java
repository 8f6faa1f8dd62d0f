package spillway.tape.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/// One column of a file being read: a row group's chunk as it lies in the file, and the page that
/// was decoded last. Keeps its memory from chunk to chunk and from file to file.
final class ColumnBatch {
    private static final int FIRST_CHUNK_BYTES = 1 << 16;

    long[] longs = new long[0];
    int[] ints = new int[0];
    double[] doubles = new double[0];
    int[] listEnds = new int[0];

    private long[] nullBits = new long[0];
    private int nulls;

    private ByteBuffer chunk = ByteBuffer.allocateDirect(0);
    private int position;
    private int end;
    private int codec;
    private int[] intTable = new int[0];
    private long[] longTable = new long[0];
    private int tableSize;

    private int rows;
    private int entries;
    private int encoding;

    int rows() {
        return rows;
    }

    boolean hasNulls() {
        return nulls > 0;
    }

    boolean isNull(int row) {
        return nulls > 0 && (nullBits[row >>> 6] >>> row & 1) != 0;
    }

    /// Reads a chunk and checks every byte of it.
    void load(Path path, FileChannel channel, Column column, ChunkFacts facts, PageBuffers buffers)
            throws IOException {
        int length = Math.toIntExact(facts.bytes());
        if (chunk.capacity() < length) {
            chunk = direct(length);
        }
        chunk.clear().limit(length);
        Segments.read(path, channel, facts.start(), chunk);
        buffers.chunkCheck.reset();
        buffers.chunkCheck.update(chunk.flip());
        int check = (int) buffers.chunkCheck.getValue();
        if (check != facts.check()) {
            throw DamagedFileException.of(
                    path,
                    String.format(
                            "checksum %08x of column %s at byte %d",
                            facts.check(), column.name(), facts.start()),
                    String.format("%08x", check));
        }
        position = 0;
        end = length;
        codec = facts.codec();
        tableSize = 0;
    }

    private static ByteBuffer direct(int length) {
        int room = Math.max(FIRST_CHUNK_BYTES, length + length / 4);
        return ByteBuffer.allocateDirect(room).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Decodes the next page.
    void nextPage(Column column, PageBuffers buffers, TextDictionary texts) {
        int size = page(buffers);
        if (encoding < 0) {
            dictionary(column, buffers, texts, size);
            size = page(buffers);
        }
        if (encoding < 0) {
            throw new IllegalStateException("two dictionaries");
        }
        byte[] raw = buffers.raw(0);
        int at = 0;
        int present;
        if (column.isList()) {
            at = lists(column, raw, size);
            present = listEnds[rows - 1];
        } else {
            rows = entries;
            at = nulls(column, raw);
            present = rows - nulls;
        }
        values(column, raw, at, size, present);
        if (nulls > 0 && !column.isList()) {
            spread(column, present);
        }
    }

    /// Uncompresses the next page into the shared buffer; its length. A dictionary's page leaves an
    /// encoding below 0.
    private int page(PageBuffers buffers) {
        ThriftReader in = buffers.thrift;
        in.reset(chunk, position, end);
        int type = -1;
        int rawBytes = -1;
        int bytes = -1;
        encoding = -1;
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> type = in.i32();
                case 2 -> rawBytes = in.i32();
                case 3 -> bytes = in.i32();
                case 5, 7 -> pageFacts(in, field == 5);
                default -> in.skip();
            }
        }
        int from = in.position();
        boolean known = type == Thrift.DATA_PAGE || type == Thrift.DICTIONARY_PAGE;
        if (!known || rawBytes < 0 || bytes < 0 || bytes > end - from) {
            throw new IllegalStateException("page header at byte " + position + " of its chunk");
        }
        position = from + bytes;
        byte[] raw = buffers.raw(rawBytes + PageBuffers.SLACK);
        if (codec == Thrift.UNCOMPRESSED) {
            chunk.get(from, raw, 0, rawBytes);
        } else if (buffers.decompress(chunk, from, bytes, rawBytes) != rawBytes) {
            throw new IllegalStateException("page of another length than " + rawBytes);
        }
        return rawBytes;
    }

    private void pageFacts(ThriftReader in, boolean data) {
        in.open();
        for (int field = in.field(); field != 0; field = in.field()) {
            switch (field) {
                case 1 -> entries = in.i32();
                case 2 -> encoding = data ? in.i32() : -1 - in.i32();
                default -> in.skip();
            }
        }
    }

    private void dictionary(Column column, PageBuffers buffers, TextDictionary texts, int size) {
        byte[] raw = buffers.raw(0);
        tableSize = entries;
        int at = 0;
        if (column.type() == ColumnType.TEXT) {
            intTable = room(intTable, entries);
            for (int i = 0; i < entries; i++) {
                int length = Bytes.intAt(raw, at);
                at += Integer.BYTES;
                if (length < 0 || length > size - at) {
                    throw new IllegalStateException("text of " + length + " bytes");
                }
                intTable[i] = texts.idOf(raw, at, length);
                at += length;
            }
        } else if (column.type() == ColumnType.INT32) {
            intTable = room(intTable, entries);
            Bytes.ints(raw, 0, intTable, entries);
        } else {
            longTable = room(longTable, entries);
            Bytes.longs(raw, 0, longTable, entries);
        }
    }

    private void values(Column column, byte[] raw, int at, int size, int present) {
        switch (encoding) {
            case Thrift.PLAIN -> plain(column, raw, at, present);
            case Thrift.DELTA_BINARY_PACKED -> {
                longs = room(longs, Math.max(present, rows));
                DeltaPacked.decode(raw, at, longs, present);
            }
            case Thrift.RLE_DICTIONARY -> numbers(column, raw, at, size, present);
            default -> throw new IllegalStateException("encoding " + encoding);
        }
    }

    private void plain(Column column, byte[] raw, int at, int present) {
        int room = Math.max(present, rows);
        switch (column.type()) {
            case INT32 -> {
                ints = room(ints, room);
                Bytes.ints(raw, at, ints, present);
            }
            case DOUBLE -> {
                doubles = doubles.length < room ? new double[room] : doubles;
                Bytes.doubles(raw, at, doubles, present);
            }
            case INT64, TIMESTAMP_NS, MICRO_USD, INT64_LIST -> {
                longs = room(longs, room);
                Bytes.longs(raw, at, longs, present);
            }
            case TEXT -> throw new IllegalStateException("text without a dictionary");
        }
    }

    private void numbers(Column column, byte[] raw, int at, int size, int present) {
        int width = raw[at];
        if (width < 1 || width > 31 || (tableSize == 0 && present > 0)) {
            throw new IllegalStateException("dictionary numbers of " + width + " bits");
        }
        if (column.type().holdsInts()) {
            ints = room(ints, Math.max(present, rows));
            PackedIds.decode(raw, at + 1, size, width, intTable, ints, present);
        } else {
            longs = room(longs, Math.max(present, rows));
            PackedIds.decode(raw, at + 1, size, width, longTable, longs, present);
        }
    }

    /// Reads a flat column's definition levels and returns the place after them.
    private int nulls(Column column, byte[] raw) {
        nulls = 0;
        if (!column.isOptional()) {
            return 0;
        }
        int length = Bytes.intAt(raw, 0);
        int at = Integer.BYTES;
        boolean packed = (raw[at] & 1) != 0;
        at = afterVarint(raw, at);
        if (!packed) {
            if (raw[at] == 0) {
                nulls = rows;
                nullBits = room(nullBits, (rows + 63) >>> 6);
                Arrays.fill(nullBits, 0, (rows + 63) >>> 6, -1);
            }
            return Integer.BYTES + length;
        }
        int words = (rows + 63) >>> 6;
        nullBits = room(nullBits, words);
        for (int word = 0; word < words; word++) {
            long bits = ~Bytes.longAt(raw, at + word * Long.BYTES);
            int left = rows - word * 64;
            nullBits[word] = left < 64 ? bits & ((1L << left) - 1) : bits;
            nulls += Long.bitCount(nullBits[word]);
        }
        return Integer.BYTES + length;
    }

    /// Moves the values from the page's front to the places of their rows, last first.
    private void spread(Column column, int present) {
        int from = present;
        for (int row = rows - 1; row >= 0; row--) {
            boolean absent = (nullBits[row >>> 6] >>> row & 1) != 0;
            from -= absent ? 0 : 1;
            switch (column.type()) {
                case INT32, TEXT -> ints[row] = absent ? 0 : ints[from];
                case INT64, TIMESTAMP_NS, MICRO_USD -> longs[row] = absent ? 0 : longs[from];
                case DOUBLE -> doubles[row] = absent ? 0 : doubles[from];
                case INT64_LIST -> throw new IllegalStateException("lists have no places");
            }
        }
    }

    /// Reads a list column's levels into rows and their ends; the place after them.
    private int lists(Column column, byte[] raw, int size) {
        int repetition = afterVarint(raw, Integer.BYTES);
        int start = Integer.BYTES + Bytes.intAt(raw, 0);
        int definition = start + Integer.BYTES;
        int after = definition + Bytes.intAt(raw, start);
        if (start < 0 || start > size || after < definition || after > size) {
            throw new IllegalStateException("levels reach past their page");
        }
        listEnds = room(listEnds, entries);
        nullBits = room(nullBits, (entries + 63) >>> 6);
        Arrays.fill(nullBits, 0, (entries + 63) >>> 6, 0);
        nulls = 0;
        rows = 0;
        boolean packed = (raw[definition] & 1) != 0;
        int levels = afterVarint(raw, definition);
        if (packed) {
            someEmpty(column, raw, repetition, levels);
        } else {
            allSame(column, raw, repetition, raw[levels]);
        }
        return after;
    }

    /// Every list has values, or none has: rows end where the next begins.
    private void allSame(Column column, byte[] raw, int repetition, int level) {
        int full = LevelBits.listWidth(column);
        for (int entry = 1; entry <= entries; entry++) {
            if (entry == entries || (raw[repetition + (entry >>> 3)] >>> (entry & 7) & 1) == 0) {
                if (level == 0 && column.isOptional()) {
                    nullBits[rows >>> 6] |= 1L << rows;
                    nulls++;
                }
                listEnds[rows++] = level == full ? entry : 0;
            }
        }
    }

    private void someEmpty(Column column, byte[] raw, int repetition, int levels) {
        int width = LevelBits.listWidth(column);
        int values = 0;
        for (int entry = 0; entry < entries; entry++) {
            if ((raw[repetition + (entry >>> 3)] >>> (entry & 7) & 1) == 0) {
                rows++;
            }
            int bit = entry * width;
            int level = raw[levels + (bit >>> 3)] >>> (bit & 7) & ((1 << width) - 1);
            if (level == width) {
                values++;
            } else if (level == 0 && column.isOptional()) {
                nullBits[(rows - 1) >>> 6] |= 1L << (rows - 1);
                nulls++;
            }
            listEnds[rows - 1] = values;
        }
    }

    private static int afterVarint(byte[] raw, int at) {
        int p = at;
        while (raw[p] < 0) {
            p++;
        }
        return p + 1;
    }

    private static long[] room(long[] array, int size) {
        return array.length < size ? new long[size + size / 4] : array;
    }

    private static int[] room(int[] array, int size) {
        return array.length < size ? new int[size + size / 4] : array;
    }
}

package spillway.tape.parquet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Turns a page of values into bytes, and chooses how.
///
/// Integers of 64 bits are tried in every encoding on the first page of every fourth row group, and
/// the smallest after compression is kept until the next trial; a chunk whose first page zstd
/// cannot shrink by a tenth goes uncompressed. So the bytes depend on the values alone.
final class PageEncoder {
    /// Row groups that keep a choice: a trial of one page in sixty costs nothing to speak of.
    private static final int ROW_GROUPS_PER_TRIAL = 4;

    /// A dictionary must repeat its values: at most this part of a page may be new.
    private static final int MIN_REPEATS = 4;

    /// Smaller pages say nothing about how well the chunk compresses.
    private static final int MIN_TRIAL_BYTES = 1024;

    /// Longer texts are not kept as a chunk's smallest or greatest.
    private static final int MAX_RANGE_BYTES = 64;

    private static final int UNDECIDED = -1;

    private final Column column;
    private final TextDictionary texts;
    private final NumberDictionary numbers = new NumberDictionary();
    private int[] localOf = new int[0];
    private int[] localTexts = new int[0];
    private int localCount;

    private int rowGroup;
    private int choice = UNDECIDED;
    private int chunkChoice = UNDECIDED;
    private int codec = UNDECIDED;
    private int encodings;

    private int encoding;
    private int rawBytes;
    private int bytes;
    private byte[] page = new byte[0];

    PageEncoder(Column column, TextDictionary texts) {
        this.column = column;
        this.texts = texts;
    }

    int encoding() {
        return encoding;
    }

    int rawBytes() {
        return rawBytes;
    }

    int bytes() {
        return bytes;
    }

    byte[] page() {
        return page;
    }

    int codec() {
        return codec == UNDECIDED ? Thrift.UNCOMPRESSED : codec;
    }

    int encodings() {
        return encodings;
    }

    long heldBytes() {
        return numbers.heldBytes() + 4L * localOf.length + 4L * localTexts.length;
    }

    void beginChunk() {
        if (rowGroup % ROW_GROUPS_PER_TRIAL == 0) {
            choice = UNDECIDED;
        }
        rowGroup++;
        chunkChoice = choice;
        codec = UNDECIDED;
        encodings = 1 << Thrift.RLE;
        numbers.clear();
        for (int i = 0; i < localCount; i++) {
            localOf[localTexts[i]] = 0;
        }
        localCount = 0;
    }

    /// Leaves the page's bytes in [#page()].
    void encode(PageBuffers buffers, ColumnWriter values, int rows, int entries, int present) {
        byte[] raw = buffers.raw(maxBytes(entries, present));
        int levels = LevelBits.encode(raw, values, rows, entries);
        encoding =
                switch (column.type()) {
                    case TEXT -> Thrift.RLE_DICTIONARY;
                    case INT32 -> integers(buffers, values, present);
                    case DOUBLE -> Thrift.PLAIN;
                    case INT64, TIMESTAMP_NS, MICRO_USD, INT64_LIST ->
                            longs(buffers, values, levels, present);
                };
        rawBytes = put(buffers, values, encoding, levels, present);
        encodings |= 1 << encoding;
        if (encoding == Thrift.RLE_DICTIONARY) {
            encodings |= 1 << Thrift.PLAIN;
        }
        compress(buffers);
    }

    private int integers(PageBuffers buffers, ColumnWriter values, int present) {
        if (chunkChoice == Thrift.PLAIN) {
            return Thrift.PLAIN;
        }
        int[] ids = buffers.ids(present);
        for (int i = 0; i < present; i++) {
            int id = numbers.idOf(values.ints[i]);
            if (id == NumberDictionary.FULL) {
                chunkChoice = Thrift.PLAIN;
                return Thrift.PLAIN;
            }
            ids[i] = id;
        }
        return Thrift.RLE_DICTIONARY;
    }

    private int longs(PageBuffers buffers, ColumnWriter values, int levels, int present) {
        if (present == 0) {
            return Thrift.PLAIN;
        }
        if (chunkChoice == UNDECIDED) {
            chunkChoice = choose(buffers, values, levels, present);
            choice = chunkChoice;
        }
        if (chunkChoice == Thrift.RLE_DICTIONARY && !number(buffers, values, present)) {
            chunkChoice = Thrift.DELTA_BINARY_PACKED;
        }
        return chunkChoice;
    }

    private int choose(PageBuffers buffers, ColumnWriter values, int levels, int present) {
        int best = Thrift.DELTA_BINARY_PACKED;
        int least = trial(buffers, values, best, levels, present);
        int plain = trial(buffers, values, Thrift.PLAIN, levels, present);
        if (plain < least) {
            best = Thrift.PLAIN;
            least = plain;
        }
        if (number(buffers, values, present) && numbers.size() * MIN_REPEATS <= present) {
            int dictionary = trial(buffers, values, Thrift.RLE_DICTIONARY, levels, present);
            if (dictionary + numbers.size() * Integer.BYTES < least) {
                return Thrift.RLE_DICTIONARY;
            }
        }
        numbers.clear();
        return best;
    }

    private int trial(PageBuffers buffers, ColumnWriter values, int how, int levels, int present) {
        return buffers.compress(put(buffers, values, how, levels, present));
    }

    /// Numbers the page's values; false when the dictionary is full.
    private boolean number(PageBuffers buffers, ColumnWriter values, int present) {
        int[] ids = buffers.ids(present);
        long last = 0;
        int lastId = NumberDictionary.FULL;
        for (int i = 0; i < present; i++) {
            long value = values.longs[i];
            if (value != last || lastId == NumberDictionary.FULL) {
                last = value;
                lastId = numbers.idOf(value);
                if (lastId == NumberDictionary.FULL) {
                    return false;
                }
            }
            ids[i] = lastId;
        }
        return true;
    }

    private int put(PageBuffers buffers, ColumnWriter values, int how, int at, int present) {
        byte[] raw = buffers.raw(0);
        return switch (how) {
            case Thrift.DELTA_BINARY_PACKED ->
                    DeltaPacked.encode(raw, at, values.longs, present, buffers.deltas);
            case Thrift.RLE_DICTIONARY -> ids(buffers, values, raw, at, present);
            default ->
                    switch (column.type()) {
                        case INT32 -> Bytes.putInts(raw, at, values.ints, present);
                        case DOUBLE -> Bytes.putDoubles(raw, at, values.doubles, present);
                        case INT64, TIMESTAMP_NS, MICRO_USD, INT64_LIST ->
                                Bytes.putLongs(raw, at, values.longs, present);
                        case TEXT -> throw new IllegalStateException("texts go by number");
                    };
        };
    }

    private int ids(PageBuffers buffers, ColumnWriter values, byte[] raw, int at, int present) {
        int[] ids = buffers.ids(present);
        if (column.type() == ColumnType.TEXT) {
            localise(values.ints, ids, present);
        }
        int width = PackedIds.width(dictionarySize());
        raw[at] = (byte) width;
        return PackedIds.encode(raw, at + 1, ids, present, width);
    }

    /// A row group's dictionary holds the texts it uses, not all that the file has.
    private void localise(int[] from, int[] to, int present) {
        if (localOf.length < texts.size()) {
            localOf = Arrays.copyOf(localOf, Math.max(16, texts.size() * 2));
        }
        for (int i = 0; i < present; i++) {
            int local = localOf[from[i]];
            to[i] = local == 0 ? firstUse(from[i]) : local - 1;
        }
    }

    private int firstUse(int text) {
        if (localCount == localTexts.length) {
            localTexts = Arrays.copyOf(localTexts, Math.max(16, localCount * 2));
        }
        localTexts[localCount++] = text;
        localOf[text] = localCount;
        return localCount - 1;
    }

    int dictionarySize() {
        return column.type() == ColumnType.TEXT ? localCount : numbers.size();
    }

    /// Leaves the chunk's dictionary in [#page()]; false where no page used one.
    boolean encodeDictionary(PageBuffers buffers) {
        if ((encodings & 1 << Thrift.RLE_DICTIONARY) == 0) {
            return false;
        }
        rawBytes = column.type() == ColumnType.TEXT ? plainTexts(buffers) : plainNumbers(buffers);
        compress(buffers);
        return true;
    }

    private int plainTexts(PageBuffers buffers) {
        int length = 0;
        for (int i = 0; i < localCount; i++) {
            length += Integer.BYTES + texts.utf8(localTexts[i]).length;
        }
        byte[] raw = buffers.raw(length);
        int at = 0;
        for (int i = 0; i < localCount; i++) {
            byte[] text = texts.utf8(localTexts[i]);
            Bytes.putInt(raw, at, text.length);
            System.arraycopy(text, 0, raw, at + Integer.BYTES, text.length);
            at += Integer.BYTES + text.length;
        }
        return at;
    }

    private int plainNumbers(PageBuffers buffers) {
        byte[] raw = buffers.raw(numbers.size() * Long.BYTES);
        int at = 0;
        for (int id = 0; id < numbers.size(); id++) {
            if (column.type() == ColumnType.INT32) {
                Bytes.putInt(raw, at, (int) numbers.value(id));
                at += Integer.BYTES;
            } else {
                Bytes.putLong(raw, at, numbers.value(id));
                at += Long.BYTES;
            }
        }
        return at;
    }

    private void compress(PageBuffers buffers) {
        if (codec == Thrift.UNCOMPRESSED) {
            page = buffers.raw(0);
            bytes = rawBytes;
            return;
        }
        bytes = buffers.compress(rawBytes);
        page = buffers.packed(0);
        if (codec == UNDECIDED) {
            boolean pays = rawBytes < MIN_TRIAL_BYTES || bytes < rawBytes - rawBytes / 10;
            codec = pays ? Thrift.ZSTD : Thrift.UNCOMPRESSED;
            if (!pays) {
                page = buffers.raw(0);
                bytes = rawBytes;
            }
        }
    }

    /// The smallest and greatest text of the chunk by unsigned bytes; null where there is none, or
    /// one is too long to repeat.
    @Nullable PlainRange textRange() {
        if (localCount == 0) {
            return null;
        }
        byte[] least = texts.utf8(localTexts[0]);
        byte[] greatest = least;
        for (int i = 1; i < localCount; i++) {
            byte[] text = texts.utf8(localTexts[i]);
            least = Arrays.compareUnsigned(text, least) < 0 ? text : least;
            greatest = Arrays.compareUnsigned(text, greatest) > 0 ? text : greatest;
        }
        boolean shortEnough = Math.max(least.length, greatest.length) <= MAX_RANGE_BYTES;
        return shortEnough ? new PlainRange(least, greatest) : null;
    }

    private static int maxBytes(int entries, int present) {
        int values = Math.max(DeltaPacked.maxBytes(present), PackedIds.maxBytes(present));
        return values + LevelBits.maxBytes(entries) + PageBuffers.SLACK;
    }
}

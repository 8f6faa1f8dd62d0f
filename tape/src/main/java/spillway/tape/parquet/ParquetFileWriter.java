package spillway.tape.parquet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes one flat Parquet file, row by row, in row groups of 122,880 rows.
///
/// A row is given column by column in any order and ended by [#endRow()]:
///
/// ```java
/// try (var writer = ParquetFileWriter.create(path, schema, buffers)) {
///     int btc = writer.textId("BTC");
///     writer.setLong(SEQ, seq);
///     writer.setText(COIN, btc);
///     writer.endRow();
///     WrittenFile written = writer.finish();
/// }
/// ```
///
/// Nothing is allocated per row. Pages of 8,192 rows are encoded as they fill, so a writer holds
/// one page of values and the compressed rest of its row group; a new one holds a few kilobytes.
/// The same rows, schema and calls give the same bytes. One thread at a time; closing a writer that
/// has not finished deletes its file.
public final class ParquetFileWriter implements AutoCloseable {
    /// Rows of a full row group: what DuckDB scans as one unit of work.
    public static final int ROW_GROUP_ROWS = 122_880;

    /// Rows of a full page: a fifteenth of a row group, and a column of it fits the first caches.
    static final int PAGE_ROWS = 8_192;

    /// Values of lists after which a page ends: books of a thousand levels fill it in 64 rows.
    static final int PAGE_LIST_VALUES = 65_536;

    /// Values of one row's list: no venue sends books nearly as deep.
    public static final int MAX_LIST_VALUES = 1 << 20;

    /// Encoded bytes after which a row group ends early, which lists reach first.
    static final int ROW_GROUP_BYTES = 32 << 20;

    private static final long[] NO_LONGS = new long[0];
    private static final int[] NO_INTS = new int[0];

    private final Path path;
    private final Schema schema;
    private final PageBuffers buffers;
    private final @Nullable PageBuffers owned;
    private final FileOutput out;
    private final TextDictionary texts = new TextDictionary();
    private final ColumnWriter[] columns;
    private final long[][] longs;
    private final long[][] moneys;
    private final int[][] ints;
    private final int[][] textIds;
    private final double[][] doubles;
    private final long required;
    private final long optional;
    private final long lists;
    private final List<RowGroupFacts> rowGroups = new ArrayList<>();

    private long given;
    private int row;
    private int capacity = ColumnWriter.FIRST_ROWS;
    private int textCount;
    private int pageListValues;
    private int groupRows;
    private long rows;
    private boolean open = true;
    private boolean finished;

    private ParquetFileWriter(
            Path path,
            Schema schema,
            PageBuffers buffers,
            @Nullable PageBuffers owned,
            FileChannel channel) {
        this.path = path;
        this.schema = schema;
        this.buffers = buffers;
        this.owned = owned;
        this.out = new FileOutput(path, channel, buffers);
        int count = schema.columns().size();
        columns = new ColumnWriter[count];
        longs = new long[count][];
        moneys = new long[count][];
        ints = new int[count][];
        textIds = new int[count][];
        doubles = new double[count][];
        long optionals = 0;
        long listed = 0;
        for (int i = 0; i < count; i++) {
            Column column = schema.columns().get(i);
            columns[i] = new ColumnWriter(column, texts);
            optionals |= column.isOptional() ? 1L << i : 0;
            listed |= column.isList() ? 1L << i : 0;
        }
        optional = optionals;
        required = (count == 64 ? -1L : (1L << count) - 1) & ~optionals;
        lists = listed;
        takeArrays();
    }

    /// Creates a file with buffers of its own; [#create(Path, Schema, PageBuffers)] shares them.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException if there is one at `path`
    public static ParquetFileWriter create(Path path, Schema schema) throws IOException {
        var buffers = new PageBuffers();
        return create(path, schema, buffers, buffers);
    }

    /// Creates a file.
    ///
    /// @param buffers shared by writers and readers of this thread
    /// @throws java.nio.file.FileAlreadyExistsException if there is one at `path`
    public static ParquetFileWriter create(Path path, Schema schema, PageBuffers buffers)
            throws IOException {
        return create(path, schema, buffers, null);
    }

    private static ParquetFileWriter create(
            Path path, Schema schema, PageBuffers buffers, @Nullable PageBuffers owned)
            throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var writer = new ParquetFileWriter(path, schema, buffers, owned, channel);
        writer.out.write(FileFooter.MAGIC, FileFooter.MAGIC.length);
        writer.out.flush();
        return writer;
    }

    /// The number of a text in this file, for [#setText(int, int)]. Ask once and keep it.
    public int textId(String text) {
        int id = texts.add(text);
        textCount = texts.size();
        return id;
    }

    /// Sets a column of [ColumnType#INT64] or [ColumnType#TIMESTAMP_NS].
    public void setLong(int column, long value) {
        long[] values = longs[column];
        if (row >= values.length) {
            throw wrongType(column, "setLong");
        }
        values[row] = value;
        given |= 1L << column;
    }

    /// Sets a column of [ColumnType#INT32].
    public void setInt(int column, int value) {
        int[] values = ints[column];
        if (row >= values.length) {
            throw wrongType(column, "setInt");
        }
        values[row] = value;
        given |= 1L << column;
    }

    /// Sets a column of [ColumnType#MICRO_USD].
    ///
    /// @param microUsd below 10^18 either way
    public void setMicroUsd(int column, long microUsd) {
        long[] values = moneys[column];
        if (row >= values.length) {
            throw wrongType(column, "setMicroUsd");
        }
        if (microUsd > ColumnType.MICRO_USD_LIMIT || microUsd < -ColumnType.MICRO_USD_LIMIT) {
            throw new IllegalArgumentException(
                    name(column) + " must stay below 10^18 micro-USD either way, was " + microUsd);
        }
        values[row] = microUsd;
        given |= 1L << column;
    }

    /// Sets a column of [ColumnType#DOUBLE].
    public void setDouble(int column, double value) {
        double[] values = doubles[column];
        if (row >= values.length) {
            throw wrongType(column, "setDouble");
        }
        values[row] = value;
        given |= 1L << column;
    }

    /// Sets a column of [ColumnType#TEXT].
    ///
    /// @param textId from [#textId(String)] of this writer
    public void setText(int column, int textId) {
        int[] values = textIds[column];
        if (row >= values.length) {
            throw wrongType(column, "setText");
        }
        if (textId < 0 || textId >= textCount) {
            throw new IllegalArgumentException(
                    name(column) + " must be one of " + textCount + " texts, was " + textId);
        }
        values[row] = textId;
        given |= 1L << column;
    }

    /// Begins the row's list in a column of [ColumnType#INT64_LIST]; an empty one, until added to.
    public void startList(int column) {
        requireList(column, "startList");
        columns[column].emptyList(row);
        given |= 1L << column;
    }

    /// Adds to the row's list, which it begins if need be.
    public void addToList(int column, long value) {
        requireList(column, "addToList");
        ColumnWriter list = columns[column];
        if (list.valuesInRow(row) >= MAX_LIST_VALUES) {
            throw new IllegalStateException(
                    name(column) + " holds at most " + MAX_LIST_VALUES + " values a row");
        }
        list.addToList(value);
        given |= 1L << column;
    }

    /// Takes a value back: the row has none in this column, which must be optional. Columns that a
    /// row was not given have none either.
    public void setNull(int column) {
        if ((optional & 1L << column) == 0) {
            throw new IllegalArgumentException(name(column) + " is required and cannot be null");
        }
        if ((lists & 1L << column) != 0) {
            columns[column].emptyList(row);
        }
        given &= ~(1L << column);
    }

    /// Ends the row.
    ///
    /// @throws IllegalStateException if a required column has not been set
    public void endRow() throws IOException {
        long missing = required & ~given;
        if (missing != 0 || !open) {
            throw unfit(missing);
        }
        long nulls = optional & ~given;
        if (nulls != 0) {
            setNulls(nulls);
        }
        if (lists != 0) {
            endLists();
        }
        given = 0;
        row++;
        if (row == capacity || pageListValues >= PAGE_LIST_VALUES) {
            full();
        }
    }

    private void setNulls(long nulls) {
        for (long rest = nulls; rest != 0; rest &= rest - 1) {
            columns[Long.numberOfTrailingZeros(rest)].setNull(row);
        }
    }

    private void endLists() {
        int most = 0;
        for (long rest = lists; rest != 0; rest &= rest - 1) {
            ColumnWriter list = columns[Long.numberOfTrailingZeros(rest)];
            list.endList(row);
            most = Math.max(most, list.listValues());
        }
        pageListValues = most;
    }

    private void full() throws IOException {
        boolean fullPage = row == PAGE_ROWS || pageListValues >= PAGE_LIST_VALUES;
        if (!fullPage) {
            capacity = Math.min(PAGE_ROWS, capacity * 2);
            for (ColumnWriter column : columns) {
                column.grow(capacity);
            }
            takeArrays();
            return;
        }
        endPage();
        if (groupRows + PAGE_ROWS > ROW_GROUP_ROWS || encodedBytes() >= ROW_GROUP_BYTES) {
            endRowGroup();
        }
    }

    private void takeArrays() {
        for (int i = 0; i < columns.length; i++) {
            ColumnType type = columns[i].column.type();
            boolean text = type == ColumnType.TEXT;
            boolean money = type == ColumnType.MICRO_USD;
            boolean list = type == ColumnType.INT64_LIST;
            longs[i] = money || list ? NO_LONGS : columns[i].longs;
            moneys[i] = money ? columns[i].longs : NO_LONGS;
            ints[i] = text ? NO_INTS : columns[i].ints;
            textIds[i] = text ? columns[i].ints : NO_INTS;
            doubles[i] = columns[i].doubles;
        }
    }

    private void endPage() {
        if (row == 0) {
            return;
        }
        for (ColumnWriter column : columns) {
            column.endPage(buffers, row);
        }
        groupRows += row;
        rows += row;
        row = 0;
        pageListValues = 0;
    }

    private long encodedBytes() {
        long bytes = 0;
        for (ColumnWriter column : columns) {
            bytes += column.chunkBytes();
        }
        return bytes;
    }

    private void endRowGroup() throws IOException {
        endPage();
        if (groupRows == 0) {
            return;
        }
        var chunks = new ArrayList<ChunkFacts>(columns.length);
        for (ColumnWriter column : columns) {
            chunks.add(column.endChunk(buffers, out));
        }
        out.flush();
        rowGroups.add(new RowGroupFacts(groupRows, chunks));
        groupRows = 0;
    }

    /// Ends the row group early and lets go of its memory and of the file handle, for an import
    /// that has more files growing than memory and handles allow; the next row group opens the file
    /// again. Smaller row groups read slower.
    public void release() throws IOException {
        if (!open) {
            throw unfit(0);
        }
        endRowGroup();
        for (ColumnWriter column : columns) {
            column.shrink();
        }
        takeArrays();
        out.release();
    }

    /// Bytes of memory that this writer holds, beside the buffers it shares.
    public long heldBytes() {
        long held = 0;
        for (ColumnWriter column : columns) {
            held += column.heldBytes();
        }
        return held;
    }

    /// Rows ended so far.
    public long rows() {
        return rows + row;
    }

    /// Writes what is left and the footer, forces the file to the disk and closes it. The folder
    /// that names it is the caller's to force.
    public WrittenFile finish() throws IOException {
        return finish(Durability.FORCED);
    }

    /// What a finished file survives.
    public enum Durability {
        /// A loss of power.
        FORCED,
        /// The end of the process: for files that nobody needs after it.
        SCRATCH
    }

    /// [#finish()] of a file that need not be forced.
    public WrittenFile finish(Durability durability) throws IOException {
        if (!open || given != 0) {
            throw unfit(required & ~given);
        }
        endRowGroup();
        byte[] footer = new FileFooter(schema, rows, rowGroups).bytes();
        out.write(footer, footer.length);
        out.flush();
        if (durability == Durability.FORCED) {
            out.force();
        }
        finished = true;
        close();
        var ranges = new ArrayList<ColumnRange>();
        for (ColumnWriter column : columns) {
            Optional.ofNullable(column.range()).ifPresent(ranges::add);
        }
        return new WrittenFile(path, rows, out.position(), ranges);
    }

    /// Closes the file; deletes it unless [#finish()] came before.
    @Override
    public void close() throws IOException {
        if (!open) {
            return;
        }
        open = false;
        try (out) {
            if (!finished) {
                Files.deleteIfExists(path);
            }
        } finally {
            if (owned != null) {
                owned.close();
            }
        }
    }

    private void requireList(int column, String call) {
        if ((lists & 1L << column) == 0) {
            throw wrongType(column, call);
        }
    }

    private String name(int column) {
        return schema.columns().get(column).name();
    }

    private IllegalArgumentException wrongType(int column, String call) {
        Column c = schema.columns().get(column);
        return new IllegalArgumentException(
                call + " does not fit column " + c.name() + " of type " + c.type());
    }

    private IllegalStateException unfit(long missing) {
        if (!open) {
            return new IllegalStateException(path + " is closed");
        }
        if (missing != 0) {
            String column = name(Long.numberOfTrailingZeros(missing));
            return new IllegalStateException(
                    path + ": row " + rows() + " lacks the required column " + column);
        }
        return new IllegalStateException(path + ": row " + rows() + " was begun but not ended");
    }
}

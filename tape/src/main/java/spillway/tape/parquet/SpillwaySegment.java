package spillway.tape.parquet;

import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file that [ParquetFileWriter] wrote: its pages end at the same rows in every column, so a page
/// of each is a batch.
final class SpillwaySegment implements SegmentReader {
    private final Path path;
    private final FileChannel channel;
    private final FileFooter footer;
    private final int[] projection;
    private final List<Column> columns;
    private final ColumnBatch[] batches;
    private final PageBuffers buffers;
    private final @Nullable PageBuffers owned;
    private final TextDictionary texts = new TextDictionary();
    private final boolean[] skipped;

    private int group = -1;
    private long groupRowsLeft;
    private long firstRow;
    private int batchRows;
    private boolean open = true;

    SpillwaySegment(
            Path path,
            FileChannel channel,
            FileFooter footer,
            int[] projection,
            PageBuffers buffers,
            @Nullable PageBuffers owned) {
        this.path = path;
        this.channel = channel;
        this.footer = footer;
        this.projection = projection;
        this.buffers = buffers;
        this.owned = owned;
        skipped = new boolean[footer.rowGroups().size()];
        batches = new ColumnBatch[projection.length];
        var chosen = new ArrayList<Column>();
        for (int i = 0; i < projection.length; i++) {
            chosen.add(footer.schema().columns().get(projection[i]));
            batches[i] = buffers.borrow();
        }
        columns = List.copyOf(chosen);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Schema schema() {
        return footer.schema();
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public long rows() {
        return footer.rows();
    }

    @Override
    public boolean isChecked() {
        return true;
    }

    @Override
    public Optional<ColumnRange> range(String name) {
        int index = index(name);
        Column column = footer.schema().columns().get(index);
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        long nulls = 0;
        for (RowGroupFacts facts : footer.rowGroups()) {
            ChunkFacts chunk = facts.chunks().get(index);
            ColumnRange range = chunk.numbers(column);
            nulls += chunk.nulls();
            if (range != null) {
                min = Math.min(min, range.min());
                max = Math.max(max, range.max());
            }
        }
        return min <= max ? Optional.of(new ColumnRange(name, min, max, nulls)) : Optional.empty();
    }

    @Override
    public void skipOutside(String name, long from, long to) {
        int index = index(name);
        Column column = footer.schema().columns().get(index);
        if (!column.type().hasIntegerRange()) {
            throw new IllegalArgumentException(path + ": " + name + " is no integer column");
        }
        for (int i = 0; i < skipped.length; i++) {
            ColumnRange range = footer.rowGroups().get(i).chunks().get(index).numbers(column);
            skipped[i] |= range == null || range.max() < from || range.min() >= to;
        }
    }

    private int index(String name) {
        int index = footer.schema().indexOf(name);
        if (index < 0) {
            throw Segments.missing(path, name, footer.schema());
        }
        return index;
    }

    @Override
    public boolean nextBatch() throws IOException {
        if (!open) {
            throw new IllegalStateException(path + " is closed");
        }
        firstRow += batchRows;
        batchRows = 0;
        try {
            while (groupRowsLeft == 0) {
                if (!nextGroup()) {
                    return false;
                }
            }
            decode();
        } catch (IllegalStateException
                | IndexOutOfBoundsException
                | ArithmeticException
                | ZstdException e) {
            throw damaged(e);
        }
        return true;
    }

    private boolean nextGroup() throws IOException {
        group++;
        if (group >= skipped.length) {
            group = skipped.length;
            return false;
        }
        RowGroupFacts facts = footer.rowGroups().get(group);
        if (skipped[group]) {
            firstRow += facts.rows();
            return true;
        }
        for (int i = 0; i < batches.length; i++) {
            ChunkFacts chunk = facts.chunks().get(projection[i]);
            batches[i].load(path, channel, columns.get(i), chunk, buffers);
        }
        groupRowsLeft = facts.rows();
        return true;
    }

    private void decode() {
        for (int i = 0; i < batches.length; i++) {
            batches[i].nextPage(columns.get(i), buffers, texts);
            if (i == 0) {
                batchRows = batches[0].rows();
            } else if (batches[i].rows() != batchRows) {
                throw new IllegalStateException(
                        columns.get(i).name()
                                + " has a page of "
                                + batches[i].rows()
                                + " rows beside one of "
                                + batchRows);
            }
        }
        if (batchRows <= 0 || batchRows > groupRowsLeft) {
            throw new IllegalStateException(
                    "a page of " + batchRows + " rows where " + groupRowsLeft + " are left");
        }
        groupRowsLeft -= batchRows;
    }

    private DamagedFileException damaged(RuntimeException e) {
        return DamagedFileException.of(
                path, "pages as Spillway writes them", e + " in row group " + group, e);
    }

    @Override
    public int batchRows() {
        return batchRows;
    }

    @Override
    public long firstRow() {
        return firstRow;
    }

    @Override
    public long[] longs(int column) {
        return batches[column].longs;
    }

    @Override
    public int[] ints(int column) {
        return batches[column].ints;
    }

    @Override
    public double[] doubles(int column) {
        return batches[column].doubles;
    }

    @Override
    public int[] listEnds(int column) {
        return batches[column].listEnds;
    }

    @Override
    public boolean hasNulls(int column) {
        return batches[column].hasNulls();
    }

    @Override
    public boolean isNull(int column, int row) {
        return batches[column].isNull(row);
    }

    @Override
    public TextDictionary texts() {
        return texts;
    }

    @Override
    public void close() throws IOException {
        if (!open) {
            return;
        }
        open = false;
        for (ColumnBatch batch : batches) {
            buffers.giveBack(batch);
        }
        if (owned != null) {
            owned.close();
        }
        channel.close();
    }
}

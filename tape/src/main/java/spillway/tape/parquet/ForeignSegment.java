package spillway.tape.parquet;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.metadata.RepetitionType;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.metadata.Statistics;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.ColumnSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A Parquet file that somebody else wrote, read by hardwood.
///
/// Times of milliseconds and microseconds become nanoseconds, truth values 0 and 1, `FLOAT` becomes
/// `DOUBLE`. A list is of integers, none of them null. Columns of other types (maps, structs, other
/// decimals, fixed bytes) are left out of the schema; asking for one says so.
final class ForeignSegment implements SegmentReader {
    private static final int MICRO_USD_SCALE = 6;
    private static final int MICRO_USD_DIGITS = 18;

    private final Path path;
    private final ParquetFileReader file;
    private final Schema schema;
    private final List<Column> columns;
    private final ColumnSchema[] leaves;
    private final List<ColumnSchema> schemaLeaves;
    private final @Nullable PageBuffers owned;
    private final TextDictionary texts = new TextDictionary();
    private final long[][] longs;
    private final int[][] ints;
    private final double[][] doubles;
    private final int[][] listEnds;
    private final Validity[] validity;

    private @Nullable ColumnReaders readers;
    private long firstRow;
    private int batchRows;

    private ForeignSegment(
            Path path,
            ParquetFileReader file,
            Schema schema,
            List<ColumnSchema> schemaLeaves,
            int[] projection,
            @Nullable PageBuffers owned) {
        this.path = path;
        this.file = file;
        this.schema = schema;
        this.schemaLeaves = schemaLeaves;
        this.owned = owned;
        int count = projection.length;
        var chosen = new ArrayList<Column>();
        leaves = new ColumnSchema[count];
        for (int i = 0; i < count; i++) {
            chosen.add(schema.columns().get(projection[i]));
            leaves[i] = schemaLeaves.get(projection[i]);
        }
        columns = List.copyOf(chosen);
        longs = new long[count][0];
        ints = new int[count][0];
        doubles = new double[count][0];
        listEnds = new int[count][0];
        validity = new Validity[count];
        Arrays.fill(validity, Validity.NO_NULLS);
    }

    static ForeignSegment open(Path path, @Nullable List<String> names, @Nullable PageBuffers owned)
            throws IOException {
        ParquetFileReader file;
        try {
            file = ParquetFileReader.open(InputFile.of(path));
        } catch (RuntimeException | IOException e) {
            throw DamagedFileException.of(path, "a Parquet file", String.valueOf(e), e);
        }
        try {
            var columns = new ArrayList<Column>();
            var leaves = new ArrayList<ColumnSchema>();
            var unread = new TreeMap<String, String>();
            for (ColumnSchema leaf : file.getFileSchema().getColumns()) {
                Column column = columnOf(leaf);
                if (column == null) {
                    unread.put(leaf.fieldPath().topLevelName(), leaf.toString());
                } else {
                    columns.add(column);
                    leaves.add(leaf);
                }
            }
            refuseUnread(path, names, unread);
            if (columns.isEmpty() || columns.size() > Schema.MAX_COLUMNS) {
                throw DamagedFileException.of(
                        path, "1 to 64 columns of known types", columns.size() + " of them");
            }
            var schema = new Schema(columns, metadata(file));
            int[] projection = Segments.projection(path, schema, names);
            return new ForeignSegment(path, file, schema, leaves, projection, owned);
        } catch (RuntimeException | IOException e) {
            file.close();
            throw e;
        }
    }

    private static void refuseUnread(
            Path path, @Nullable List<String> names, Map<String, String> unread) {
        if (names == null) {
            return;
        }
        for (String name : names) {
            String type = unread.get(name);
            if (type != null) {
                throw new IllegalArgumentException(
                        path
                                + ": expected integers, times, numbers or text in column "
                                + name
                                + ", found "
                                + type
                                + "; convert it, for instance by DuckDB's COPY");
            }
        }
    }

    private static Map<String, String> metadata(ParquetFileReader file) {
        var metadata = new TreeMap<String, String>();
        Map<String, String> found = file.getFileMetaData().keyValueMetadata();
        if (found != null) {
            found.forEach((key, value) -> metadata.put(key, value == null ? "" : value));
        }
        return metadata;
    }

    private static @Nullable Column columnOf(ColumnSchema leaf) {
        ColumnType type = typeOf(leaf);
        if (type == null) {
            return null;
        }
        int depth = leaf.fieldPath().elements().size();
        if (leaf.maxRepetitionLevel() == 0 && depth == 1) {
            boolean optional = leaf.repetitionType() == RepetitionType.OPTIONAL;
            return new Column(leaf.name(), type, optional ? Presence.OPTIONAL : Presence.REQUIRED);
        }
        boolean list = leaf.maxRepetitionLevel() == 1 && depth == 3;
        if (!list || type != ColumnType.INT64) {
            return null;
        }
        // One level for the list's values, one for each thing that may be absent: the list, a
        // value.
        int absences = leaf.maxDefinitionLevel() - 1;
        boolean optional = absences > (hasOptionalElements(leaf) ? 1 : 0);
        return new Column(
                leaf.fieldPath().topLevelName(),
                ColumnType.INT64_LIST,
                optional ? Presence.OPTIONAL : Presence.REQUIRED);
    }

    private static boolean hasOptionalElements(ColumnSchema leaf) {
        return leaf.repetitionType() == RepetitionType.OPTIONAL;
    }

    private static @Nullable ColumnType typeOf(ColumnSchema leaf) {
        LogicalType logical = leaf.logicalType();
        if (logical instanceof LogicalType.DecimalType(int scale, int precision)) {
            boolean money = scale == MICRO_USD_SCALE && precision <= MICRO_USD_DIGITS;
            return money && leaf.type() == PhysicalType.INT64 ? ColumnType.MICRO_USD : null;
        }
        return switch (leaf.type()) {
            case BOOLEAN, INT32 -> ColumnType.INT32;
            case INT64 ->
                    logical instanceof LogicalType.TimestampType
                            ? ColumnType.TIMESTAMP_NS
                            : ColumnType.INT64;
            case FLOAT, DOUBLE -> ColumnType.DOUBLE;
            case BYTE_ARRAY -> ColumnType.TEXT;
            case INT96, FIXED_LEN_BYTE_ARRAY -> null;
        };
    }

    /// Nanoseconds in one unit of a time column; 1 for others.
    private static long unitNs(ColumnSchema leaf) {
        if (leaf.logicalType() instanceof LogicalType.TimestampType time) {
            return switch (time.unit()) {
                case MILLIS -> 1_000_000;
                case MICROS -> 1_000;
                case NANOS -> 1;
            };
        }
        return 1;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public long rows() {
        return file.getFileMetaData().numRows();
    }

    @Override
    public boolean isChecked() {
        return false;
    }

    @Override
    public Optional<ColumnRange> range(String name) {
        int index = schema.indexOf(name);
        if (index < 0) {
            throw Segments.missing(path, name, schema);
        }
        Column column = schema.columns().get(index);
        int leaf = schemaLeaves.get(index).columnIndex();
        long unit = unitNs(schemaLeaves.get(index));
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        long nulls = 0;
        for (RowGroup group : file.getFileMetaData().rowGroups()) {
            Statistics found = group.columns().get(leaf).metaData().statistics();
            ColumnRange range = found == null ? null : range(column, found);
            if (range == null) {
                return Optional.empty();
            }
            nulls += range.nullCount();
            min = Math.min(min, range.min());
            max = Math.max(max, range.max());
        }
        return min <= max
                ? Optional.of(
                        new ColumnRange(
                                name,
                                Math.multiplyExact(min, unit),
                                Math.multiplyExact(max, unit),
                                nulls))
                : Optional.empty();
    }

    private static @Nullable ColumnRange range(Column column, Statistics found) {
        Long nulls = found.nullCount();
        byte[] least = found.minValue();
        byte[] greatest = found.maxValue();
        if (least == null || greatest == null) {
            return null;
        }
        return new PlainRange(least, greatest).numbers(column, nulls == null ? 0 : nulls);
    }

    /// Nothing is left out here: what other writers' statistics leave unsaid varies too much.
    @Override
    public void skipOutside(String name, long from, long to) {
        if (schema.indexOf(name) < 0) {
            throw Segments.missing(path, name, schema);
        }
    }

    @Override
    public boolean nextBatch() throws IOException {
        firstRow += batchRows;
        batchRows = 0;
        try {
            ColumnReaders open = readers();
            if (!open.nextBatch()) {
                return false;
            }
            int rows = open.getRecordCount();
            for (int i = 0; i < leaves.length; i++) {
                take(i, open.getColumnReader(i), rows);
            }
            batchRows = rows;
        } catch (RuntimeException e) {
            throw DamagedFileException.of(path, "pages of a Parquet file", String.valueOf(e), e);
        }
        return true;
    }

    private ColumnReaders readers() {
        if (readers == null) {
            var names = new String[leaves.length];
            for (int i = 0; i < names.length; i++) {
                names[i] = leaves[i].fieldPath().toString();
            }
            readers =
                    file.buildColumnReaders(ColumnProjection.columns(names))
                            .batchSize(ParquetFileWriter.PAGE_ROWS)
                            .build();
        }
        return readers;
    }

    private void take(int i, ColumnReader reader, int rows) {
        boolean list = columns.get(i).isList();
        validity[i] = list ? reader.getLayerValidity(0) : reader.getLeafValidity();
        switch (leaves[i].type()) {
            case BOOLEAN -> {
                boolean[] truths = reader.getBooleans();
                ints[i] = ints[i].length < rows ? new int[rows] : ints[i];
                for (int row = 0; row < rows; row++) {
                    ints[i][row] = truths[row] ? 1 : 0;
                }
            }
            case INT32 -> ints[i] = reader.getInts();
            case INT64 -> longs[i] = times(reader.getLongs(), unitNs(leaves[i]), rows);
            case FLOAT -> {
                float[] floats = reader.getFloats();
                doubles[i] = doubles[i].length < rows ? new double[rows] : doubles[i];
                for (int row = 0; row < rows; row++) {
                    doubles[i][row] = floats[row];
                }
            }
            case DOUBLE -> doubles[i] = reader.getDoubles();
            case BYTE_ARRAY -> number(i, reader, rows);
            case INT96, FIXED_LEN_BYTE_ARRAY ->
                    throw new IllegalStateException("column of type " + leaves[i].type());
        }
        if (list) {
            int[] starts = reader.getLayerOffsets(0);
            listEnds[i] = Arrays.copyOfRange(starts, 1, rows + 1);
            refuseNullElements(i, reader, starts[rows]);
        }
        clearNulls(i, rows, list);
    }

    /// Other writers declare every element optional; one that is really absent means nothing here.
    private void refuseNullElements(int i, ColumnReader reader, int values) {
        if (!hasOptionalElements(leaves[i])) {
            return;
        }
        Validity elements = reader.getLeafValidity();
        for (int at = 0; elements.hasNulls() && at < values; at++) {
            if (elements.isNull(at)) {
                throw new IllegalStateException(
                        "list " + columns.get(i).name() + " with a null at value " + at);
            }
        }
    }

    private static long[] times(long[] values, long unit, int rows) {
        if (unit != 1) {
            for (int row = 0; row < rows; row++) {
                values[row] = Math.multiplyExact(values[row], unit);
            }
        }
        return values;
    }

    private void number(int i, ColumnReader reader, int rows) {
        byte[] bytes = reader.getBinaryValues();
        int[] offsets = reader.getBinaryOffsets();
        ints[i] = ints[i].length < rows ? new int[rows] : ints[i];
        for (int row = 0; row < rows; row++) {
            if (validity[i].isNotNull(row)) {
                int from = offsets[row];
                ints[i][row] = texts.idOf(bytes, from, offsets[row + 1] - from);
            }
        }
    }

    private void clearNulls(int i, int rows, boolean list) {
        if (list || !validity[i].hasNulls()) {
            return;
        }
        for (int row = 0; row < rows; row++) {
            if (validity[i].isNull(row)) {
                switch (columns.get(i).type()) {
                    case INT32, TEXT -> ints[i][row] = 0;
                    case INT64, TIMESTAMP_NS, MICRO_USD -> longs[i][row] = 0;
                    case DOUBLE -> doubles[i][row] = 0;
                    case INT64_LIST -> throw new IllegalStateException("lists have no places");
                }
            }
        }
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
        return longs[column];
    }

    @Override
    public int[] ints(int column) {
        return ints[column];
    }

    @Override
    public double[] doubles(int column) {
        return doubles[column];
    }

    @Override
    public int[] listEnds(int column) {
        return listEnds[column];
    }

    @Override
    public boolean hasNulls(int column) {
        return validity[column].hasNulls();
    }

    @Override
    public boolean isNull(int column, int row) {
        return validity[column].isNull(row);
    }

    @Override
    public TextDictionary texts() {
        return texts;
    }

    @Override
    public void close() throws IOException {
        try (file) {
            if (readers != null) {
                readers.close();
                readers = null;
            }
        } finally {
            if (owned != null) {
                owned.close();
            }
        }
    }
}

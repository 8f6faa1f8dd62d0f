package spillway.tape.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.market.EventKind;
import spillway.market.EventRecorder;
import spillway.market.MarketEvent;
import spillway.market.RandomEvents;
import spillway.tape.MemoryFolder;
import spillway.tape.Segment;
import spillway.tape.Selection;
import spillway.tape.Tape;
import spillway.tape.TapeWriter;

/// The files of a tape are Parquet that other programs read and write: what DuckDB and hardwood see
/// in them is what Spillway put there, and what DuckDB writes with the same columns is replayed.
class OtherReadersTest {
    private static final long START_NS = 1_770_336_000_000_000_000L;

    private static final List<MarketEvent> EVENTS = new RandomEvents(3, START_NS).next(3_000);

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private Tape tape;
    private Connection duckdb;

    @BeforeEach
    void makeATapeOfEveryKind() throws IOException, SQLException {
        try (var writer = TapeWriter.open(folder)) {
            EVENTS.forEach(e -> e.sendTo(writer.sink(), writer.instruments()));
            writer.commit();
            writer.sealAll();
        }
        tape = Tape.open(folder);
        assertThat(tape.manifest().segments())
                .extracting(Segment::kind)
                .containsAll(EnumSet.allOf(EventKind.class));
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
    }

    @AfterEach
    void close() throws IOException, SQLException {
        tape.close();
        duckdb.close();
    }

    @Test
    void duckDbSeesTheSameRows() throws IOException, SQLException {
        for (var segment : tape.manifest().segments()) {
            Path file = tape.file(segment);
            List<List<String>> own = rows(SegmentReader.open(file));
            assertThat(ownColumns(file)).as("%s", file).isEqualTo(duckDbColumns(file));
            checkSame(file, own, duckDbRows(file));
            assertThat(own.size()).isEqualTo((int) segment.rows());
        }
    }

    @Test
    void hardwoodSeesTheSameRows() throws IOException {
        for (var segment : tape.manifest().segments()) {
            Path file = tape.file(segment);
            SegmentReader foreign = ForeignSegment.open(file, null, null);
            assertThat(foreign.isChecked()).isFalse();
            assertThat(foreign.schema()).as("%s", file).isEqualTo(schemaOf(file));
            checkSame(file, rows(SegmentReader.open(file)), rows(foreign));
        }
    }

    @Test
    void filesThatDuckDbWroteWithTheSameColumnsAreReplayed() throws IOException, SQLException {
        for (var segment : tape.manifest().segments()) {
            Path file = tape.file(segment);
            Path rewritten = folder.resolve("rewritten.parquet");
            copyByDuckDb(
                    "SELECT * FROM read_parquet(" + quoted(file) + ") ORDER BY seq", rewritten);
            Files.move(rewritten, file, StandardCopyOption.REPLACE_EXISTING);
            try (var reader = SegmentReader.open(file)) {
                assertThat(reader.isChecked()).isFalse();
            }
        }
        List<MarketEvent> replayed = replayed(Selection.all());
        for (int i = 0; i < EVENTS.size(); i++) {
            assertThat(replayed.get(i)).isEqualTo(EVENTS.get(i));
        }
        var found = new ArrayList<MarketEvent>();
        tape.happening(Selection.of(EventKind.BOOK_DELTA))
                .pour(new EventRecorder(tape.instruments(), found::add));
        assertThat(found)
                .isNotEmpty()
                .hasSameElementsAs(replayed(Selection.of(EventKind.BOOK_DELTA)));
    }

    @Test
    void aFileOfOtherColumnsIsNamedWithWhatItLacks() throws IOException, SQLException {
        Path file = fileOf(EventKind.TRADE);
        copyByDuckDb("SELECT 1 AS seq, 'x' AS symbol", file);
        assertThatThrownBy(() -> replayed(Selection.of(EventKind.TRADE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("expected a file of trade events")
                .hasMessageContaining("venue_time")
                .hasMessageContaining("docs/reference/tape.md");
    }

    @Test
    void aColumnOfAnotherTypeIsNamedWithBoth() throws IOException, SQLException {
        Path file = fileOf(EventKind.MARK_PRICE);
        Path rewritten = folder.resolve("rewritten.parquet");
        copyByDuckDb(
                "SELECT * REPLACE (price_mantissa::DOUBLE AS price_mantissa) FROM read_parquet("
                        + quoted(file)
                        + ")",
                rewritten);
        Files.move(rewritten, file, StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> replayed(Selection.of(EventKind.MARK_PRICE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("price_mantissa of type INT64, found DOUBLE");
    }

    private static void checkSame(Path file, List<List<String>> own, List<List<String>> other) {
        for (int row = 0; row < Math.min(own.size(), other.size()); row++) {
            assertThat(other.get(row)).as("%s, row %d", file, row).isEqualTo(own.get(row));
        }
        assertThat(other.size()).as("%s", file).isEqualTo(own.size());
    }

    private Path fileOf(EventKind kind) {
        return tape.manifest().segments().stream()
                .filter(s -> s.kind() == kind)
                .map(tape::file)
                .findFirst()
                .orElseThrow();
    }

    private List<MarketEvent> replayed(Selection selection) throws IOException {
        var found = new ArrayList<MarketEvent>();
        tape.arrival(selection).pour(new EventRecorder(tape.instruments(), found::add));
        return found;
    }

    private static String quoted(Path file) {
        return "'" + file + "'";
    }

    private void copyByDuckDb(String query, Path to) throws SQLException {
        try (var statement = duckdb.createStatement()) {
            statement.execute(
                    "COPY ("
                            + query
                            + ") TO "
                            + quoted(to)
                            + " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 2048)");
        }
    }

    private static Schema schemaOf(Path file) throws IOException {
        try (var reader = SegmentReader.open(file)) {
            return reader.schema();
        }
    }

    private static List<String> ownColumns(Path file) throws IOException {
        return schemaOf(file).columns().stream()
                .map(c -> c.name() + " " + sqlType(c.type()))
                .toList();
    }

    private static String sqlType(ColumnType type) {
        return switch (type) {
            case INT32 -> "INTEGER";
            case INT64 -> "BIGINT";
            case TIMESTAMP_NS -> "TIMESTAMP_NS";
            case MICRO_USD -> "DECIMAL(18,6)";
            case DOUBLE -> "DOUBLE";
            case TEXT -> "VARCHAR";
            case INT64_LIST -> "BIGINT[]";
        };
    }

    private List<String> duckDbColumns(Path file) throws SQLException {
        var columns = new ArrayList<String>();
        try (var statement = duckdb.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "DESCRIBE SELECT * FROM read_parquet("
                                        + quoted(file)
                                        + ", hive_partitioning=false)")) {
            while (result.next()) {
                columns.add(result.getString(1) + " " + result.getString(2));
            }
        }
        return columns;
    }

    private List<List<String>> duckDbRows(Path file) throws IOException, SQLException {
        Schema schema = schemaOf(file);
        String columns =
                schema.columns().stream()
                        .map(OtherReadersTest::asNumber)
                        .collect(Collectors.joining(", "));
        var rows = new ArrayList<List<String>>();
        try (var statement = duckdb.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT " + columns + " FROM read_parquet(" + quoted(file) + ")")) {
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int c = 1; c <= schema.columns().size(); c++) {
                    row.add(shown(result.getObject(c)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static String asNumber(Column column) {
        return switch (column.type()) {
            case TIMESTAMP_NS -> "epoch_ns(" + column.name() + ")";
            case MICRO_USD -> "(" + column.name() + "::DECIMAL(38, 6) * 1000000)::BIGINT";
            case INT32, INT64, DOUBLE, TEXT, INT64_LIST -> column.name();
        };
    }

    private static String shown(@Nullable Object value) throws SQLException {
        if (value instanceof Array array) {
            return List.of((Object[]) array.getArray()).toString();
        }
        return String.valueOf(value);
    }

    /// All rows as text; closes the reader.
    private static List<List<String>> rows(SegmentReader opened) throws IOException {
        var rows = new ArrayList<List<String>>();
        try (opened) {
            while (opened.nextBatch()) {
                for (int row = 0; row < opened.batchRows(); row++) {
                    var values = new ArrayList<String>();
                    for (int c = 0; c < opened.columns().size(); c++) {
                        values.add(opened.isNull(c, row) ? "null" : value(opened, c, row));
                    }
                    rows.add(values);
                }
            }
        }
        return rows;
    }

    private static String value(SegmentReader reader, int c, int row) {
        return switch (reader.columns().get(c).type()) {
            case INT32 -> Integer.toString(reader.ints(c)[row]);
            case INT64, TIMESTAMP_NS, MICRO_USD -> Long.toString(reader.longs(c)[row]);
            case DOUBLE -> Double.toString(reader.doubles(c)[row]);
            case TEXT -> reader.texts().text(reader.ints(c)[row]);
            case INT64_LIST -> {
                var list = new ArrayList<Long>();
                int start = row == 0 ? 0 : reader.listEnds(c)[row - 1];
                for (int i = start; i < reader.listEnds(c)[row]; i++) {
                    list.add(reader.longs(c)[i]);
                }
                yield list.toString();
            }
        };
    }
}

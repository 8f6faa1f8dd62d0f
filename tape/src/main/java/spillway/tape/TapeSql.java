package spillway.tape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import spillway.market.EventKind;
import spillway.tape.parquet.Column;
import spillway.tape.parquet.ParquetFileWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// SQL over a tape, answered by DuckDB: a view for each kind of event (`trades`, `liquidations`,
/// `reported` …) over the sealed files and what is in the journal at the moment of opening, and a
/// table `instruments`.
///
/// Reads only: the tape's files are closed to writing, and the database is in memory. Queries see
/// the columns of the files (`docs/reference/tape.md`), and with them `venue` and, where the kind
/// has them, `price` and `quantity` as numbers.
public final class TapeSql implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Set<String> REPORTED_VALUES = Set.of("open", "high", "low", "close");

    /// What the driver says before the reason of nearly every refusal.
    private static final String PENDING =
            "^Invalid Input Error: Attempting to execute an unsuccessful or closed pending query"
                    + " result\\s*(Error: )?";

    private final Connection connection;
    private final Path scratch;

    private TapeSql(Connection connection, Path scratch) {
        this.connection = connection;
        this.scratch = scratch;
    }

    /// Settings of the database.
    ///
    /// @param memoryMb megabytes it may take, outside the Java heap
    /// @param threads cores it may use
    public record Limits(int memoryMb, int threads) {
        public static final Limits DEFAULT = new Limits(512, 2);

        public Limits {
            if (memoryMb < 1 || threads < 1) {
                throw new IllegalArgumentException(
                        "a database needs memory and a core, was given "
                                + memoryMb
                                + " MB and "
                                + threads
                                + " threads");
            }
        }
    }

    /// Opens `tape` for queries. What is in the journal is copied aside first, which takes seconds
    /// for an hour of books.
    ///
    /// @throws TapeException if the database cannot be started
    public static TapeSql open(Tape tape, Limits limits) throws IOException {
        Path scratch = Files.createTempDirectory("spillway-sql").toRealPath();
        try {
            Connection connection = connect(scratch, limits);
            try {
                var sql = new TapeSql(connection, scratch);
                sql.createViews(tape);
                return sql;
            } catch (SQLException | IOException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            delete(scratch);
            throw new TapeException(
                    tape.folder()
                            + ": expected to start a database over it, found: "
                            + e.getMessage()
                            + "; check the free memory and the free space in "
                            + scratch.getParent(),
                    e);
        } catch (IOException | RuntimeException e) {
            delete(scratch);
            throw e;
        }
    }

    private static Connection connect(Path scratch, Limits limits) throws SQLException {
        var settings = new Properties();
        settings.setProperty("memory_limit", limits.memoryMb() + "MB");
        settings.setProperty("threads", Integer.toString(limits.threads()));
        settings.setProperty("temp_directory", scratch.resolve("spill").toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        return DriverManager.getConnection("jdbc:duckdb:", settings);
    }

    /// The name of a kind's view: `liquidations` for `liquidation`.
    public static String view(EventKind kind) {
        String key = kind.key().replace('-', '_');
        return switch (kind) {
            case REPORTED, FEED_HEALTH, OPEN_INTEREST -> key;
            case TRADE,
                    QUOTE,
                    BOOK_SNAPSHOT,
                    BOOK_DELTA,
                    LIQUIDATION,
                    DELEVERAGING,
                    MARK_PRICE,
                    INDEX_PRICE,
                    FUNDING_RATE,
                    LONG_SHORT_RATIO,
                    INSURANCE_FUND,
                    INSTRUMENT_CHANGE,
                    ACCOUNT_POSITION ->
                    key + "s";
        };
    }

    private void createViews(Tape tape) throws SQLException, IOException {
        Files.createDirectories(scratch.resolve("spill"));
        Map<EventKind, List<Path>> live = copyJournal(tape);
        try (Statement statement = connection.createStatement()) {
            createInstruments(tape, statement);
            for (var kind : EventKind.values()) {
                createView(tape, kind, live, statement);
            }
            String folders =
                    quoted(tape.folder().toRealPath() + "/") + ", " + quoted(scratch + "/");
            statement.execute("SET allowed_directories=[" + folders + "]");
            statement.execute("SET enable_external_access=false");
            statement.execute("SET lock_configuration=true");
        }
    }

    /// Writes what is not sealed yet into files beside, so that a query sees it too.
    private Map<EventKind, List<Path>> copyJournal(Tape tape) throws IOException {
        var aside = new TapeLayout(scratch);
        try (var set =
                        new SegmentSetWriter(
                                aside,
                                new FileTapeDisk(aside),
                                tape.instruments(),
                                SegmentSetWriter.Partitioning.byReceiveTime(),
                                "live");
                var cursor =
                        JournalCursor.open(
                                new TapeLayout(tape.folder()), tape.manifest().nextSeq())) {
            while (cursor.next()) {
                if (cursor.instrument() >= tape.instruments().size()) {
                    tape.refreshInstruments();
                }
                cursor.push(set.sink());
            }
            return set.finishAside();
        }
    }

    private static void createInstruments(Tape tape, Statement statement) throws SQLException {
        statement.execute(
                "CREATE TABLE instruments (code INTEGER, venue VARCHAR, symbol VARCHAR, coin VARCHAR,"
                        + " quote VARCHAR, kind VARCHAR, contract VARCHAR, contract_size DOUBLE,"
                        + " coins_per_unit BIGINT, price_scale INTEGER, quantity_scale INTEGER)");
        var all = tape.instruments().all();
        try (var insert =
                statement
                        .getConnection()
                        .prepareStatement(
                                "INSERT INTO instruments VALUES (?,?,?,?,?,?,?,?,?,?,?)")) {
            for (int code = 0; code < all.size(); code++) {
                var i = all.get(code);
                insert.setInt(1, code);
                insert.setString(2, i.venue().code());
                insert.setString(3, i.symbol());
                insert.setString(4, i.coin().symbol());
                insert.setString(5, i.quote());
                insert.setString(6, i.kind().name());
                insert.setString(7, i.contract().name());
                insert.setDouble(8, i.contractSize().toDouble());
                insert.setLong(9, i.coinsPerUnit());
                insert.setInt(10, i.priceScale());
                insert.setInt(11, i.quantityScale());
                insert.execute();
            }
        }
    }

    private void createView(
            Tape tape, EventKind kind, Map<EventKind, List<Path>> live, Statement statement)
            throws SQLException, IOException {
        var files = new ArrayList<String>();
        for (var segment : tape.manifest().segments()) {
            if (segment.kind() == kind) {
                files.add(quoted(tape.folder().toRealPath().resolve(segment.path()).toString()));
            }
        }
        for (Path file : live.getOrDefault(kind, List.of())) {
            files.add(quoted(file.toString()));
        }
        if (files.isEmpty()) {
            Path none = scratch.resolve(kind.key() + ".parquet");
            try (var writer = ParquetFileWriter.create(none, EventColumns.of(kind))) {
                writer.finish(ParquetFileWriter.Durability.SCRATCH);
            }
            files.add(quoted(none.toString()));
        }
        statement.execute(
                "CREATE VIEW "
                        + view(kind)
                        + " AS SELECT i.venue, "
                        + columns(kind)
                        + " FROM read_parquet(["
                        + String.join(", ", files)
                        + "], hive_partitioning=false) f JOIN instruments i ON f.instrument = i.code");
    }

    /// The columns of a kind, those that are a mantissa at the instrument's scale beside their
    /// value.
    private static String columns(EventKind kind) {
        var columns = new ArrayList<String>();
        for (Column column : EventColumns.of(kind).columns()) {
            String name = column.name();
            if (kind == EventKind.REPORTED && REPORTED_VALUES.contains(name)) {
                columns.add("f." + name + " AS " + name + "_mantissa");
                columns.add("f." + name + " / power(10, f.scale) AS " + name);
                continue;
            }
            columns.add("f." + name);
            if (name.endsWith("price_mantissa") || name.endsWith("quantity_mantissa")) {
                String scale = name.endsWith("price_mantissa") ? "price_scale" : "quantity_scale";
                String value = name.substring(0, name.length() - "_mantissa".length());
                columns.add("f." + name + " / power(10, i." + scale + ") AS " + value);
            } else if (name.endsWith("_mantissa")) {
                String value = name.substring(0, name.length() - "_mantissa".length());
                columns.add("f." + name + " / power(10, f." + value + "_scale) AS " + value);
            }
        }
        return String.join(", ", columns);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /// Takes the rows of an answer.
    public interface Rows {
        /// Takes the names of the columns, once, first.
        void columns(List<String> names) throws IOException;

        /// Takes a row: numbers, text, booleans, null, or lists of these.
        void row(List<@Nullable Object> values) throws IOException;
    }

    /// Answers one query.
    ///
    /// @throws TapeException if it is not a single query, or the database refuses it
    public void query(String sql, Rows into) throws IOException {
        try (Statement statement = connection.createStatement()) {
            checkIsQuery(sql);
            try (ResultSet result = statement.executeQuery(sql)) {
                int width = result.getMetaData().getColumnCount();
                var names = new ArrayList<String>();
                for (int i = 1; i <= width; i++) {
                    names.add(result.getMetaData().getColumnLabel(i));
                }
                into.columns(names);
                while (result.next()) {
                    var row = new ArrayList<@Nullable Object>(width);
                    for (int i = 1; i <= width; i++) {
                        row.add(plain(result.getObject(i)));
                    }
                    into.row(row);
                }
            }
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private static TapeException refused(SQLException e) {
        String message = e.getMessage() == null ? "no reason given" : e.getMessage();
        String reason = message.replaceFirst(PENDING, "");
        return new TapeException(
                "the query was refused: "
                        + reason.strip()
                        + "\nTables: "
                        + String.join(", ", views())
                        + ", instruments. `DESCRIBE liquidations` shows the columns of one.",
                e);
    }

    private static List<String> views() {
        return Stream.of(EventKind.values()).map(TapeSql::view).toList();
    }

    /// Lets only questions through: a tape is changed by its writer alone. The database itself says
    /// what a text is, by parsing it without running it.
    private void checkIsQuery(String sql) throws SQLException, TapeException {
        String words = sql.strip().toUpperCase(Locale.ROOT);
        boolean describes =
                (words.startsWith("DESCRIBE ")
                                || words.startsWith("SHOW ")
                                || words.startsWith("SUMMARIZE "))
                        && words.indexOf(';') < 0;
        if (describes) {
            return;
        }
        try (var check = connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
            check.setString(1, sql);
            try (ResultSet result = check.executeQuery()) {
                result.next();
                JsonNode parsed = JSON.readTree(result.getString(1));
                if (parsed.required("error").booleanValue()) {
                    checkIsSyntax(sql, parsed);
                } else if (parsed.required("statements").size() != 1) {
                    throw noQuery(sql);
                }
            }
        }
    }

    /// A text that cannot be parsed goes on: the database tells where it is wrong.
    private static void checkIsSyntax(String sql, JsonNode parsed) throws TapeException {
        if (!"parser".equals(parsed.path("error_type").asString(""))) {
            throw noQuery(sql);
        }
    }

    private static TapeException noQuery(String sql) {
        return new TapeException(
                "expected one SELECT, found '"
                        + sql.strip()
                        + "'; a tape is read by SQL and written by imports and feeds only");
    }

    /// Numbers, text, truths and null as they are; times in ISO form, UTC, whatever the zone here.
    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Array array -> list(array);
            case Boolean flag -> flag;
            case Number number -> number;
            case Timestamp time -> time.toLocalDateTime().toInstant(ZoneOffset.UTC).toString();
            case OffsetDateTime time -> time.toInstant().toString();
            default -> value.toString();
        };
    }

    private static List<@Nullable Object> list(Array array) throws SQLException {
        var values = new ArrayList<@Nullable Object>();
        for (Object element : (Object[]) array.getArray()) {
            values.add(plain(element));
        }
        return values;
    }

    /// Where the database keeps what it needs on disk.
    Path scratch() {
        return scratch;
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new TapeException("the database did not close: " + e.getMessage(), e);
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

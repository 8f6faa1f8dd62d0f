package spillway.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spillway.market.EventKind;
import spillway.market.MarketEvent;
import spillway.market.PositionSide;
import spillway.market.RandomEvents;
import spillway.market.TimeWindow;

/// SQL sees every event of a tape, sealed or not, and can neither change anything nor look anywhere
/// else.
class TapeSqlTest {
    private static final long START_NS = 1_770_336_000_000_000_000L;
    private static final List<MarketEvent> EVENTS = new RandomEvents(8, START_NS).next(3_000);

    @TempDir(factory = MemoryFolder.class)
    private static Path temp;

    private static Path folder;
    private static Path secret;
    private static Tape tape;
    private static TapeSql sql;

    @BeforeAll
    static void makeATapeOfBothParts() throws IOException {
        folder = temp.resolve("it's a tape");
        secret = temp.resolve("secret.csv");
        Files.writeString(secret, "a,b\n1,2\n");
        try (var writer = TapeWriter.open(folder)) {
            append(writer, EVENTS.subList(0, 2_000));
            writer.sealAll();
            append(writer, EVENTS.subList(2_000, 2_990));
        }
        tape = Tape.open(folder);
        sql = TapeSql.open(tape, TapeSql.Limits.DEFAULT);
    }

    @AfterAll
    static void close() throws IOException {
        sql.close();
        tape.close();
    }

    private static void append(TapeWriter writer, List<MarketEvent> events) throws IOException {
        events.forEach(e -> e.sendTo(writer.sink(), writer.instruments()));
        writer.commit();
    }

    private static List<List<@Nullable Object>> ask(TapeSql sql, String query) throws IOException {
        var rows = new ArrayList<List<@Nullable Object>>();
        sql.query(
                query,
                new TapeSql.Rows() {
                    @Override
                    public void columns(List<String> names) {
                        assertThat(rows).isEmpty();
                    }

                    @Override
                    public void row(List<@Nullable Object> values) {
                        rows.add(values);
                    }
                });
        return rows;
    }

    @Test
    void everyViewHasTheEventsOfItsKind() throws IOException {
        Map<EventKind, List<Object>> expected = new EnumMap<>(EventKind.class);
        for (var event : EVENTS.subList(0, 2_990)) {
            expected.computeIfAbsent(event.kind(), _ -> new ArrayList<>()).add(event.seq());
        }
        for (var kind : EventKind.values()) {
            List<Object> found = new ArrayList<>();
            ask(sql, "SELECT seq FROM " + TapeSql.view(kind) + " ORDER BY seq")
                    .forEach(row -> found.add(row.getFirst()));
            assertThat(found).as("%s", kind).isEqualTo(expected.get(kind));
        }
    }

    @Test
    void sumsAreExact() throws IOException {
        Map<PositionSide, BigDecimal> sums = new TreeMap<>();
        for (var event : EVENTS.subList(0, 2_990)) {
            if (event instanceof MarketEvent.Liquidation l) {
                sums.merge(
                        l.closedSide(),
                        BigDecimal.valueOf(l.notionalMicroUsd(), 6),
                        BigDecimal::add);
            }
        }
        var rows =
                ask(
                        sql,
                        "select closed_side, sum(notional_usd) from liquidations group by 1 order"
                                + " by 1");
        assertThat(rows)
                .isEqualTo(
                        sums.entrySet().stream()
                                .map(e -> List.<Object>of(e.getKey().name(), e.getValue()))
                                .toList());
    }

    @Test
    void valuesComeAsNumbersTimesInUtcAndLists() throws IOException {
        var trade = first(MarketEvent.Trade.class);
        var book = first(MarketEvent.BookSnapshot.class);
        var row =
                ask(
                                sql,
                                "SELECT venue, symbol, venue_time, receive_time, price, quantity,"
                                        + " taker_side FROM trades WHERE seq = "
                                        + trade.seq())
                        .getFirst();
        assertThat(row.get(0)).isEqualTo(trade.instrument().venue().code());
        assertThat(row.get(1)).isEqualTo(trade.instrument().symbol());
        assertThat(row.get(2)).isEqualTo(TimeWindow.iso(trade.venueTimeNs()));
        assertThat(row.get(3))
                .isEqualTo(
                        trade.receiveTimeNs() == MarketEvent.NONE
                                ? null
                                : TimeWindow.iso(trade.receiveTimeNs()));
        assertThat(row.get(4))
                .isEqualTo(trade.priceMantissa() / Math.pow(10, trade.instrument().priceScale()));
        assertThat(row.get(6)).isEqualTo(trade.takerSide().name());
        var prices = ask(sql, "SELECT bid_prices FROM book_snapshots WHERE seq = " + book.seq());
        assertThat(prices.getFirst().getFirst())
                .isEqualTo(book.levels().bids().stream().map(l -> l.priceMantissa()).toList());
    }

    private static <E extends MarketEvent> E first(Class<E> type) {
        return EVENTS.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY trades TO '%s/x.csv'",
                "COPY (SELECT 1) TO '%s/x.parquet' (FORMAT parquet)",
                "CREATE TABLE x (a INTEGER)",
                "CREATE VIEW trades AS SELECT 1",
                "DROP VIEW trades",
                "INSERT INTO instruments SELECT * FROM instruments",
                "DELETE FROM instruments",
                "UPDATE instruments SET venue = 'x'",
                "ATTACH '%s/x.db'",
                "EXPORT DATABASE '%s/x'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET enable_external_access = true",
                "PRAGMA database_list",
                "CALL pragma_version()",
                "SELECT 1; SELECT 2",
                "SELECT 1; DROP VIEW trades",
                "DESCRIBE trades; DROP VIEW trades",
                "EXPLAIN ANALYZE COPY trades TO '%s/x.csv'",
                ""
            })
    void whatIsNoSingleQuestionIsRefused(String text) throws IOException {
        List<Path> before = everything();
        assertThatThrownBy(() -> ask(sql, text.replace("%s", temp.toString())))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("SELECT");
        assertThat(ask(sql, "SELECT count(*) FROM trades")).hasSize(1);
        assertThat(everything()).isEqualTo(before);
    }

    private static List<Path> everything() throws IOException {
        try (var paths = Files.walk(temp)) {
            return paths.sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('%s')",
                "SELECT * FROM '%s'",
                "SELECT content FROM read_text('%s')",
                "SELECT content FROM read_blob('%s')",
                "SELECT * FROM read_csv('%t/../secret.csv')",
                "SELECT * FROM glob('%d/*')",
                "SELECT * FROM read_parquet('https://example.org/x.parquet')",
                "SUMMARIZE FROM read_csv('%s')",
                "DESCRIBE SELECT * FROM read_csv('%s')"
            })
    void nothingButTheTapeCanBeRead(String text) throws IOException {
        String query =
                text.replace("%s", secret.toString())
                        .replace("%t", folder.toString().replace("'", "''"))
                        .replace("%d", temp.toString());
        assertThatThrownBy(() -> ask(sql, query))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("refused");
    }

    @Test
    void aQueryThatFailsNamesTheTables() throws IOException {
        assertThatThrownBy(() -> ask(sql, "SELECT * FROM liquidation"))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("liquidations")
                .hasMessageContaining("funding_rates, open_interest")
                .hasMessageContaining("DESCRIBE");
        assertThatThrownBy(() -> ask(sql, "SELEC 1"))
                .isInstanceOf(TapeException.class)
                .hasMessageContaining("syntax error");
        assertThat(ask(sql, "DESCRIBE liquidations")).isNotEmpty();
        assertThat(ask(sql, "SHOW TABLES")).hasSize(EventKind.values().length + 1);
    }

    @Test
    void aWriterGoesOnBesideIt() throws IOException {
        Path busy = temp.resolve("busy");
        try (var writer = TapeWriter.open(busy)) {
            append(writer, EVENTS.subList(0, 500));
            writer.sealAll();
            append(writer, EVENTS.subList(500, 990));
            try (var before = Tape.open(busy);
                    var asked = TapeSql.open(before, TapeSql.Limits.DEFAULT)) {
                append(writer, EVENTS.subList(990, 1_000));
                writer.sealAll();
                assertThat(writer.compact(Long.MAX_VALUE)).isPositive();
                assertThat(count(asked)).isEqualTo(990);
            }
            try (var after = Tape.open(busy);
                    var asked = TapeSql.open(after, TapeSql.Limits.DEFAULT)) {
                assertThat(count(asked)).isEqualTo(1_000);
            }
        }
    }

    private static long count(TapeSql sql) throws IOException {
        long count = 0;
        for (var kind : EventKind.values()) {
            count +=
                    (Long)
                            ask(sql, "SELECT count(*) FROM " + TapeSql.view(kind))
                                    .getFirst()
                                    .getFirst();
        }
        return count;
    }

    @Test
    void anEmptyTapeHasEmptyViews() throws IOException {
        Path empty = temp.resolve("empty");
        TapeWriter.open(empty).close();
        try (var nothing = Tape.open(empty);
                var asked = TapeSql.open(nothing, TapeSql.Limits.DEFAULT)) {
            assertThat(count(asked)).isZero();
        }
    }

    @Test
    void closingLeavesNothingBehind() throws IOException {
        var closed = TapeSql.open(tape, TapeSql.Limits.DEFAULT);
        Path scratch = closed.scratch();
        assertThat(scratch).isNotEmptyDirectory();
        closed.close();
        assertThat(scratch).doesNotExist();
        assertThatThrownBy(() -> ask(closed, "SELECT 1")).isInstanceOf(TapeException.class);
    }
}

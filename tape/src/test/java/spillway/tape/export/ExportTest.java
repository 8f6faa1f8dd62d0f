package spillway.tape.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import spillway.market.Coin;
import spillway.market.Completeness;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.EventKind;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.Level;
import spillway.market.Levels;
import spillway.market.MarketEvent;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.RandomEvents;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.tape.MemoryFolder;
import spillway.tape.Selection;
import spillway.tape.Tape;
import spillway.tape.TapeException;
import spillway.tape.TapeWriter;
import spillway.tape.parquet.SegmentReader;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An export has a row for each selected event, in each form with the same values, and appears
/// whole or not at all.
class ExportTest {
    private static final long START_NS = 1_770_336_000_000_000_000L; // 2026-02-06T00:00:00Z

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private static final Instrument BTC =
            new Instrument(
                    new Venue("alpha"),
                    "BTC,\"USDT\"",
                    new Coin("BTC"),
                    "USDT",
                    InstrumentKind.PERPETUAL,
                    Contract.LINEAR,
                    Decimal.ONE,
                    1,
                    2,
                    3,
                    0);

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    private static final List<MarketEvent> TWO =
            List.of(
                    new MarketEvent.Liquidation(
                            0,
                            BTC,
                            START_NS + 1,
                            MarketEvent.NONE,
                            PositionSide.LONG,
                            1_500,
                            6_000_010,
                            PriceKind.FILL,
                            90_000_150_000L,
                            Completeness.COMPLETE,
                            MarketEvent.NONE),
                    new MarketEvent.BookSnapshot(
                            1,
                            BTC,
                            START_NS + 2_000_000_000L,
                            START_NS + 2_500_000_000L,
                            7,
                            new Levels(
                                    List.of(new Level(6_000_000, 1), new Level(5_999_950, 20)),
                                    List.of())));

    private Path tapeWith(List<MarketEvent> sealed, List<MarketEvent> live) throws IOException {
        Path tape = folder.resolve("tape");
        try (var writer = TapeWriter.open(tape)) {
            sealed.forEach(e -> e.sendTo(writer.sink(), writer.instruments()));
            writer.commit();
            writer.sealAll();
            live.forEach(e -> e.sendTo(writer.sink(), writer.instruments()));
            writer.commit();
        }
        return tape;
    }

    private List<Export.Written> exported(Path from, Selection selection, ExportFormat format)
            throws IOException {
        try (var tape = Tape.open(from)) {
            return Export.toFolder(
                    tape, selection, folder.resolve("out"), format, Export.Listener.NONE);
        }
    }

    @Test
    void csvSpellsNumbersAndTimesPlainlyAndQuotesWhatNeedsIt() throws IOException {
        exported(tapeWith(TWO.subList(0, 1), TWO.subList(1, 2)), Selection.all(), ExportFormat.CSV);
        assertThat(folder.resolve("out/liquidations.csv"))
                .hasContent(
                        """
                        seq,time,receive_time,venue,symbol,coin,closed_side,quantity,price,price_kind,notional_usd,completeness,venue_id
                        0,2026-02-06T00:00:00.000000001Z,,alpha,"BTC,""USDT""\",BTC,LONG,1.5,60000.1,%s,90000.15,%s,
                        """
                                .formatted(PriceKind.FILL, Completeness.COMPLETE));
        assertThat(folder.resolve("out/book_snapshots.csv"))
                .hasContent(
                        """
                        seq,time,receive_time,venue,symbol,coin,update_id,bid_prices,bid_quantities,ask_prices,ask_quantities
                        1,2026-02-06T00:00:02.000000000Z,2026-02-06T00:00:02.500000000Z,alpha,"BTC,""USDT""\",BTC,7,60000 59999.5,0.001 0.02,,
                        """);
    }

    @Test
    void jsonLinesHaveEveryColumnAndExactNumbers() throws IOException {
        exported(tapeWith(TWO, List.of()), Selection.all(), ExportFormat.JSONL);
        assertThat(folder.resolve("out/liquidations.jsonl"))
                .hasContent(
                        """
                        {"seq":0,"time":"2026-02-06T00:00:00.000000001Z","receive_time":null,"venue":"alpha",\
                        "symbol":"BTC,\\"USDT\\"","coin":"BTC","closed_side":"LONG","quantity":1.5,"price":60000.1,\
                        "price_kind":"%s","notional_usd":90000.15,"completeness":"%s","venue_id":null}
                        """
                                .formatted(PriceKind.FILL, Completeness.COMPLETE));
        assertThat(folder.resolve("out/book_snapshots.jsonl"))
                .content()
                .contains("\"bid_prices\":[60000,59999.5],\"bid_quantities\":[0.001,0.02],")
                .contains("\"ask_prices\":[],\"ask_quantities\":[]}");
    }

    /// The three forms of random events of every kind, against each other.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void allFormsHaveTheSameRows(long seed) throws IOException {
        var events = new RandomEvents(seed, START_NS).next(1_500);
        Path from = tapeWith(events.subList(0, 900), events.subList(900, 1_500));
        var json = exported(from, Selection.all(), ExportFormat.JSONL);
        var csv = exported(from, Selection.all(), ExportFormat.CSV);
        var parquet = exported(from, Selection.all(), ExportFormat.PARQUET);
        assertThat(json).hasSize(EventKind.values().length);
        assertThat(json.stream().mapToLong(Export.Written::rows).sum()).isEqualTo(events.size());
        for (int i = 0; i < json.size(); i++) {
            EventKind kind = json.get(i).kind();
            List<JsonNode> rows = new ArrayList<>();
            for (String line : Files.readAllLines(json.get(i).file())) {
                rows.add(JSON.readTree(line));
            }
            String what = "seed " + seed + ", " + kind;
            assertThat(rows).as(what).hasSize((int) json.get(i).rows());
            assertThat(rows.stream().map(r -> r.get("seq").longValue()).toList())
                    .as(what)
                    .isEqualTo(
                            events.stream()
                                    .filter(e -> e.kind() == kind)
                                    .map(MarketEvent::seq)
                                    .toList());
            checkCsv(csv.get(i), rows, what);
            checkParquet(parquet.get(i), rows, what);
        }
    }

    private static void checkCsv(Export.Written csv, List<JsonNode> rows, String what)
            throws IOException {
        List<ExportColumn> columns = ExportColumns.of(csv.kind());
        var records = new ArrayList<List<String>>();
        try (var reader = de.siegmar.fastcsv.reader.CsvReader.builder().ofCsvRecord(csv.file())) {
            reader.forEach(r -> records.add(r.getFields()));
        }
        assertThat(records.removeFirst())
                .isEqualTo(columns.stream().map(ExportColumn::name).toList());
        assertThat(records).as(what).hasSameSizeAs(rows);
        for (int row = 0; row < rows.size(); row++) {
            for (int c = 0; c < columns.size(); c++) {
                JsonNode value = rows.get(row).get(columns.get(c).name());
                assertThat(records.get(row).get(c))
                        .as("%s, row %d, %s", what, row, columns.get(c).name())
                        .isEqualTo(csvText(value));
            }
        }
    }

    private static String csvText(JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        if (value.isArray()) {
            var numbers = new ArrayList<String>();
            value.forEach(v -> numbers.add(v.decimalValue().toPlainString()));
            return String.join(" ", numbers);
        }
        return value.isNumber() ? value.decimalValue().toPlainString() : value.stringValue();
    }

    private static void checkParquet(Export.Written parquet, List<JsonNode> rows, String what)
            throws IOException {
        List<ExportColumn> columns = ExportColumns.of(parquet.kind());
        try (var reader = SegmentReader.open(parquet.file())) {
            int at = 0;
            while (reader.nextBatch()) {
                for (int row = 0; row < reader.batchRows(); row++, at++) {
                    for (int c = 0; c < columns.size(); c++) {
                        JsonNode value = rows.get(at).get(columns.get(c).name());
                        String cell = what + ", row " + at + ", " + columns.get(c).name();
                        checkCell(reader, c, row, columns.get(c), value, cell);
                    }
                }
            }
            assertThat(at).as(what).isEqualTo(rows.size());
        }
    }

    private static void checkCell(
            SegmentReader reader,
            int c,
            int row,
            ExportColumn column,
            JsonNode value,
            String cell) {
        assertThat(reader.isNull(c, row)).as(cell).isEqualTo(value.isNull());
        if (value.isNull()) {
            return;
        }
        switch (column.content()) {
            case TEXT ->
                    assertThat(reader.texts().text(reader.ints(c)[row]))
                            .as(cell)
                            .isEqualTo(value.stringValue());
            case INTEGER -> assertThat(reader.longs(c)[row]).as(cell).isEqualTo(value.longValue());
            case TIME ->
                    assertThat(java.time.Instant.parse(value.stringValue()))
                            .as(cell)
                            .isEqualTo(
                                    java.time.Instant.parse(TimeWindow.iso(reader.longs(c)[row])));
            case DECIMAL ->
                    assertThat(reader.doubles(c)[row])
                            .as(cell)
                            .isCloseTo(
                                    value.doubleValue(),
                                    org.assertj.core.data.Percentage.withPercentage(1e-13));
            case USD ->
                    assertThat(BigDecimal.valueOf(reader.longs(c)[row], 6))
                            .as(cell)
                            .isEqualByComparingTo(value.decimalValue());
            case LIST -> {
                int start = row == 0 ? 0 : reader.listEnds(c)[row - 1];
                int end = reader.listEnds(c)[row];
                assertThat(end - start).as(cell).isEqualTo(value.size());
                String scaleColumn =
                        (reader.columns().size() - 2 - c) % 2 == 0 ? "price" : "quantity";
                int scale = reader.ints(reader.schema().indexOf(scaleColumn + "_scale"))[row];
                for (int i = start; i < end; i++) {
                    assertThat(BigDecimal.valueOf(reader.longs(c)[i], scale))
                            .as(cell)
                            .isEqualByComparingTo(value.get(i - start).decimalValue());
                }
            }
        }
    }

    @Test
    void onlyWhatIsSelectedIsWritten() throws IOException {
        var events = new RandomEvents(4, START_NS).next(2_000);
        Path from = tapeWith(events.subList(0, 1_000), events.subList(1_000, 2_000));
        var window = new TimeWindow(START_NS + 60_000_000_000L, START_NS + 300_000_000_000L);
        var selection =
                Selection.of(EventKind.TRADE).from(Set.of(new Venue("alpha"))).within(window);
        long expected =
                events.stream()
                        .filter(e -> e.kind() == EventKind.TRADE)
                        .filter(e -> e.instrument().venue().code().equals("alpha"))
                        .filter(e -> window.contains(e.venueTimeNs()))
                        .count();
        Path file = folder.resolve("some.csv");
        var words = new ArrayList<Long>();
        try (var tape = Tape.open(from)) {
            var written =
                    Export.toFile(
                            tape, selection, file, ExportFormat.CSV, (rows, of) -> words.add(rows));
            assertThat(written).isEqualTo(new Export.Written(EventKind.TRADE, file, expected));
        }
        assertThat(expected).isPositive();
        assertThat(words).endsWith(expected);
        assertThat(Files.readAllLines(file)).hasSize((int) expected + 1);
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void aKindWithoutEventsMakesAFileWithoutRowsAndNoneInAFolder(ExportFormat format)
            throws IOException {
        Path from = tapeWith(TWO, List.of());
        Path file = folder.resolve("none." + format.extension());
        try (var tape = Tape.open(from)) {
            var none = Selection.of(EventKind.TRADE);
            assertThat(Export.toFile(tape, none, file, format, Export.Listener.NONE).rows())
                    .isZero();
            assertThat(file).exists();
            assertThat(
                            Export.toFolder(
                                    tape,
                                    none,
                                    folder.resolve("empty"),
                                    format,
                                    Export.Listener.NONE))
                    .isEmpty();
            assertThat(folder.resolve("empty")).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void anExportThatFailsLeavesWhatWasThere(ExportFormat format) throws IOException {
        var events = new RandomEvents(5, START_NS).next(3_000);
        Path from = tapeWith(events, List.of());
        Path file = folder.resolve("kept");
        Files.writeString(file, "as it was");
        try (var tape = Tape.open(from)) {
            damage(tape.file(tape.manifest().segments().getLast()));
            var selection = Selection.of(tape.manifest().segments().getLast().kind());
            assertThatThrownBy(() ->
                            Export.toFile(tape, selection, file, format, Export.Listener.NONE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(".parquet: expected");
        }
        assertThat(file).hasContent("as it was");
        assertThat(folder.resolve("kept.part")).doesNotExist();
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 3] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path from = tapeWith(TWO, List.of());
        Path file = folder.resolve("no-folder/x.csv");
        try (var tape = Tape.open(from)) {
            assertThatThrownBy(() ->
                            Export.toFile(
                                    tape,
                                    Selection.of(EventKind.TRADE),
                                    file,
                                    ExportFormat.CSV,
                                    Export.Listener.NONE))
                    .isInstanceOf(TapeException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("NoSuchFile")
                    .hasMessageContaining("check the path");
            assertThatThrownBy(() ->
                            Export.toFile(
                                    tape,
                                    Selection.all(),
                                    file,
                                    ExportFormat.CSV,
                                    Export.Listener.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("one kind");
        }
    }

    @Test
    void exportsTheWholeRangeOfNumbersExactly() throws IOException {
        Path path = folder.resolve("numbers");
        long[] mantissas = {
            0,
            1,
            -1,
            10,
            -10,
            99,
            100,
            101,
            999_999_999_999_999_999L,
            1_000_000_000_000_000_000L,
            Long.MAX_VALUE,
            -Long.MAX_VALUE
        };
        var expected = new StringBuilder();
        try (var file = new TextFile(path)) {
            for (long mantissa : mantissas) {
                for (int scale = -18; scale <= 18; scale++) {
                    file.decimal(mantissa, scale);
                    file.put('\n');
                    BigDecimal exact = BigDecimal.valueOf(mantissa, scale);
                    BigDecimal plain =
                            exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
                    expected.append(plain.toPlainString()).append('\n');
                }
            }
            file.finish();
        }
        assertThat(path).hasContent(expected.toString());
    }
}

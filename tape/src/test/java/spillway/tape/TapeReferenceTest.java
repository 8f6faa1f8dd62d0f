package spillway.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.market.Channel;
import spillway.market.Completeness;
import spillway.market.EventKind;
import spillway.market.FeedState;
import spillway.market.FundingKind;
import spillway.market.InstrumentStatus;
import spillway.market.Metric;
import spillway.market.PositionSide;
import spillway.market.PriceKind;
import spillway.market.RatioPopulation;
import spillway.market.TakerSide;
import spillway.tape.export.ExportColumns;
import spillway.tape.parquet.Column;
import spillway.tape.parquet.ColumnType;
import spillway.tape.parquet.Presence;

/// The tables of columns in `docs/reference/tape.md` are those of the code. To write them anew:
/// `mvn -pl tape -am test -Dtest=TapeReferenceTest -Dsurefire.failIfNoSpecifiedTests=false
/// -Dspillway.golden=write`.
class TapeReferenceTest {
    private static final Path PAGE =
            Path.of(System.getProperty("spillway.home", ".."), "docs", "reference", "tape.md");

    private static final Map<String, String> MEANINGS =
            Map.ofEntries(
                    Map.entry("seq", "place on the tape"),
                    Map.entry("venue_time", "when it happened, by the venue's clock"),
                    Map.entry("receive_time", "when it was heard; null for history"),
                    Map.entry("instrument", "code in `instruments.jsonl`"),
                    Map.entry("symbol", "the venue's name of the instrument"),
                    Map.entry("coin", "the coin, one name for all venues"),
                    Map.entry("price_mantissa", "in the quote currency"),
                    Map.entry("quantity_mantissa", "in the venue's units"),
                    Map.entry("taker_side", "what the aggressor did"),
                    Map.entry("venue_id", "the venue's number, or 64 bits of its text id"),
                    Map.entry("bid_price_mantissa", "0 where the side is empty"),
                    Map.entry("bid_quantity_mantissa", "in the venue's units"),
                    Map.entry("ask_price_mantissa", "0 where the side is empty"),
                    Map.entry("ask_quantity_mantissa", "in the venue's units"),
                    Map.entry("update_id", "the venue's number of the message"),
                    Map.entry("first_update_id", "first update inside"),
                    Map.entry("last_update_id", "last update inside"),
                    Map.entry("previous_update_id", "last update of the message before"),
                    Map.entry("bid_prices", "mantissas, best first"),
                    Map.entry("bid_quantities", "mantissas, one for each price; 0 removes it"),
                    Map.entry("ask_prices", "mantissas, best first"),
                    Map.entry("ask_quantities", "mantissas, one for each price; 0 removes it"),
                    Map.entry("closed_side", "the position that was closed"),
                    Map.entry("price_kind", "which price the venue tells"),
                    Map.entry("notional_usd", "dollars"),
                    Map.entry("completeness", "whether the feed tells every order"),
                    Map.entry("rate_mantissa", "fraction per interval"),
                    Map.entry("rate_scale", "decimals of `rate_mantissa`"),
                    Map.entry("interval_ns", "nanoseconds that it spans"),
                    Map.entry("funding_time", "when it is exchanged"),
                    Map.entry("funding_kind", "whether it can still change"),
                    Map.entry("population", "whom the ratio counts"),
                    Map.entry("ratio_mantissa", "longs per short"),
                    Map.entry("ratio_scale", "decimals of `ratio_mantissa`"),
                    Map.entry("asset", "what the fund holds"),
                    Map.entry("balance_mantissa", "in that asset"),
                    Map.entry("balance_scale", "decimals of `balance_mantissa`"),
                    Map.entry("status", "of the instrument from now on"),
                    Map.entry("channel", "what the feed carries"),
                    Map.entry("state", "what became of it"),
                    Map.entry("from_time", "first moment it speaks of"),
                    Map.entry("to_time", "first moment after"),
                    Map.entry("reason", "in words"),
                    Map.entry("metric", "what was measured; the unit goes with it"),
                    Map.entry("source", "who says so"),
                    Map.entry("open", "mantissa of the first value"),
                    Map.entry("high", "mantissa of the largest"),
                    Map.entry("low", "mantissa of the smallest"),
                    Map.entry("close", "mantissa of the last value, or of the sum"),
                    Map.entry("scale", "decimals of the four"),
                    Map.entry("count", "how many it sums"),
                    Map.entry("account", "whose position"),
                    Map.entry("side", "of the position"),
                    Map.entry("entry_price_mantissa", "average, in the quote currency"),
                    Map.entry("liquidation_price_mantissa", "as the venue tells it"),
                    Map.entry("leverage_milli", "thousandths of a time"),
                    Map.entry("account_value_usd", "dollars of the whole account"));

    /// The columns that hold a word of a list.
    private static final Map<String, Enum<?>[]> WORDS =
            Map.ofEntries(
                    Map.entry("taker_side", TakerSide.values()),
                    Map.entry("closed_side", PositionSide.values()),
                    Map.entry("side", PositionSide.values()),
                    Map.entry("price_kind", PriceKind.values()),
                    Map.entry("completeness", Completeness.values()),
                    Map.entry("funding_kind", FundingKind.values()),
                    Map.entry("population", RatioPopulation.values()),
                    Map.entry("status", InstrumentStatus.values()),
                    Map.entry("channel", Channel.values()),
                    Map.entry("state", FeedState.values()),
                    Map.entry("metric", Metric.values()));

    @TempDir(factory = MemoryFolder.class)
    private Path folder;

    @Test
    void thePageHasTheColumnsOfTheCode() throws IOException {
        String page = Files.readString(PAGE);
        String expected = page;
        for (var section :
                Map.of("sealed", sealed(), "views", views(), "exports", exports()).entrySet()) {
            var place =
                    Pattern.compile(
                            "(<!-- generated: " + section.getKey() + " -->\n).*?(<!-- end -->)",
                            Pattern.DOTALL);
            Matcher found = place.matcher(expected);
            assertThat(found.find()).as(section.getKey()).isTrue();
            expected =
                    found.replaceFirst(
                            Matcher.quoteReplacement(
                                    found.group(1) + section.getValue() + found.group(2)));
        }
        if ("write".equals(System.getProperty("spillway.golden"))) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as("%s, -Dspillway.golden=write makes it anew", PAGE)
                .isEqualTo(expected);
    }

    private static String sealed() {
        var text = new StringBuilder("\nEvery kind begins with\n\n");
        var common = EventColumns.of(EventKind.TRADE).columns().subList(0, EventColumns.OWN);
        table(text, common);
        for (var kind : EventKind.values()) {
            text.append("\n### `kind=").append(kind.key()).append("`\n\n");
            List<Column> all = EventColumns.of(kind).columns();
            assertThat(all.subList(0, EventColumns.OWN)).as("%s", kind).isEqualTo(common);
            table(text, all.subList(EventColumns.OWN, all.size()));
        }
        return text.append('\n').toString();
    }

    private static void table(StringBuilder text, List<Column> columns) {
        text.append("| column | type | null | what |\n|---|---|---|---|\n");
        for (var column : columns) {
            String meaning = MEANINGS.get(column.name());
            assertThat(meaning).as("what %s means", column.name()).isNotNull();
            text.append("| `")
                    .append(column.name())
                    .append("` | ")
                    .append(type(column.type()))
                    .append(" | ")
                    .append(column.presence() == Presence.OPTIONAL ? "may be" : "never")
                    .append(" | ")
                    .append(meaning)
                    .append(words(column.name()))
                    .append(" |\n");
        }
    }

    private static String words(String column) {
        Enum<?>[] words = WORDS.get(column);
        return words == null
                ? ""
                : Stream.of(words)
                        .map(w -> "`" + w.name() + "`")
                        .collect(Collectors.joining(", ", ": ", ""));
    }

    private static String type(ColumnType type) {
        return switch (type) {
            case INT32 -> "`INT32`";
            case INT64 -> "`INT64`";
            case TIMESTAMP_NS -> "`INT64`, `TIMESTAMP(NANOS)`";
            case MICRO_USD -> "`INT64`, `DECIMAL(18, 6)`";
            case DOUBLE -> "`DOUBLE`";
            case TEXT -> "`BYTE_ARRAY`, `STRING`";
            case INT64_LIST -> "`LIST` of `INT64`";
        };
    }

    /// As the database itself describes them.
    private String views() throws IOException {
        var text = new StringBuilder();
        TapeWriter.open(folder).close();
        try (var tape = Tape.open(folder);
                var sql = TapeSql.open(tape, TapeSql.Limits.DEFAULT)) {
            text.append("\n| table | columns |\n|---|---|\n");
            for (var kind : EventKind.values()) {
                describe(sql, TapeSql.view(kind), text);
            }
            describe(sql, "instruments", text);
        }
        return text.append('\n').toString();
    }

    private static void describe(TapeSql sql, String table, StringBuilder text)
            throws IOException {
        var columns = new ArrayList<String>();
        sql.query(
                "DESCRIBE " + table,
                new TapeSql.Rows() {
                    @Override
                    public void columns(List<String> names) {
                        assertThat(names).startsWith("column_name", "column_type");
                    }

                    @Override
                    public void row(List<@Nullable Object> values) {
                        columns.add("`" + values.get(0) + "` " + values.get(1));
                    }
                });
        text.append("| `")
                .append(table)
                .append("` | ")
                .append(String.join(", ", columns))
                .append(" |\n");
    }

    private static String exports() {
        var text = new StringBuilder();
        for (var kind : EventKind.values()) {
            text.append("\n### `").append(TapeSql.view(kind)).append("`\n\n");
            text.append("| column | content | what |\n|---|---|---|\n");
            for (var column : ExportColumns.of(kind)) {
                text.append("| `")
                        .append(column.name())
                        .append("` | ")
                        .append(column.content().name().toLowerCase(Locale.ROOT))
                        .append(" | ")
                        .append(column.meaning())
                        .append(" |\n");
            }
        }
        return text.append('\n').toString();
    }
}

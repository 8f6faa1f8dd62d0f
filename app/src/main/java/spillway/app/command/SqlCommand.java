package spillway.app.command;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import spillway.app.json.Json;
import spillway.app.text.Table;
import spillway.app.text.Table.Align;
import spillway.tape.Tape;
import spillway.tape.TapeSql;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `spillway sql`: asks a tape in SQL.
public final class SqlCommand implements Command {
    /// Rows that are aligned into one table before it is printed; later ones follow its widths.
    private static final int ROWS_ALIGNED = 1_000;

    private final CommandSpec spec =
            Options.command(
                            "sql",
                            List.of(
                                    "Answers a SELECT over a tape, while others write it. A view for each kind of"
                                            + " event (trades, liquidations, reported, open_interest …) and the"
                                            + " table instruments; docs/reference/tape.md lists the columns."),
                            List.of(
                                    "spillway sql \"select closed_side, count(*), sum(notional_usd) from"
                                            + " liquidations group by 1\"",
                                    "spillway sql \"describe liquidations\"",
                                    "spillway sql --json \"select * from reported limit 3\""))
                    .addPositional(
                            PositionalParamSpec.builder()
                                    .index("0")
                                    .arity("1")
                                    .required(true)
                                    .paramLabel("QUERY")
                                    .type(String.class)
                                    .description("one SELECT, DESCRIBE, SHOW or SUMMARIZE")
                                    .build())
                    .addOption(Options.tape())
                    .addOption(
                            Options.flag(
                                    "--json", "a JSON object on each line instead of a table"));

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParseResult line, Console console) throws IOException {
        String query = line.matchedPositionalValue(0, "");
        try (var tape = Tape.open(Options.tape(line));
                var sql = TapeSql.open(tape, TapeSql.Limits.DEFAULT)) {
            if (Options.isGiven(line, "--json")) {
                sql.query(query, new JsonRows(console.out()));
            } else {
                var rows = new TableRows(console.out());
                sql.query(query, rows);
                rows.end();
            }
        }
        return 0;
    }

    private static final class JsonRows implements TapeSql.Rows {
        private final PrintStream out;
        private List<String> names = List.of();

        JsonRows(PrintStream out) {
            this.out = out;
        }

        @Override
        public void columns(List<String> columnNames) {
            names = columnNames;
        }

        @Override
        public void row(List<@Nullable Object> values) {
            var row = Json.object();
            for (int i = 0; i < names.size(); i++) {
                put(row, names.get(i), values.get(i));
            }
            out.println(Json.oneLine(row));
        }

        private static void put(ObjectNode row, String name, @Nullable Object value) {
            switch (value) {
                case null -> row.putNull(name);
                case Boolean flag -> row.put(name, flag);
                case Double number -> row.put(name, number);
                case Float number -> row.put(name, number);
                case BigDecimal number -> row.put(name, number);
                case BigInteger number -> row.put(name, number);
                case Number number -> row.put(name, number.longValue());
                case List<?> list -> row.set(name, array(list));
                default -> row.put(name, value.toString());
            }
        }

        private static ArrayNode array(List<?> list) {
            var array = Json.array();
            for (Object element : list) {
                if (element instanceof Number number) {
                    array.add(new BigDecimal(number.toString()));
                } else {
                    array.add(String.valueOf(element));
                }
            }
            return array;
        }
    }

    private static final class TableRows implements TapeSql.Rows {
        private final PrintStream out;
        private final List<String[]> waiting = new ArrayList<>();
        private boolean[] numeric = new boolean[0];
        private long rows;

        TableRows(PrintStream out) {
            this.out = out;
        }

        @Override
        public void columns(List<String> names) {
            numeric = new boolean[names.size()];
            java.util.Arrays.fill(numeric, true);
            waiting.add(names.toArray(new String[0]));
        }

        @Override
        public void row(List<@Nullable Object> values) {
            var cells = new String[values.size()];
            for (int i = 0; i < cells.length; i++) {
                Object value = values.get(i);
                numeric[i] &= value == null || value instanceof Number;
                cells[i] = cell(value);
            }
            waiting.add(cells);
            rows++;
            if (waiting.size() > ROWS_ALIGNED) {
                print();
            }
        }

        private static String cell(@Nullable Object value) {
            return switch (value) {
                case null -> "";
                case Double number -> plain(number);
                case BigDecimal number -> number.toPlainString();
                default -> value.toString();
            };
        }

        private static String plain(double number) {
            return Double.isFinite(number)
                    ? new BigDecimal(Double.toString(number)).toPlainString()
                    : Double.toString(number);
        }

        private void print() {
            var aligns = new Align[numeric.length];
            for (int i = 0; i < aligns.length; i++) {
                aligns[i] = numeric[i] ? Align.RIGHT : Align.LEFT;
            }
            var table = new Table(aligns);
            waiting.forEach(table::row);
            table.lines("").forEach(out::println);
            waiting.clear();
        }

        void end() {
            print();
            if (rows == 0) {
                out.println("(no rows)");
            }
        }
    }
}

package spillway.tape.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.testing.Counts;

/// The same table, however it is written down, is the same facts.
class CsvVariationTest {
    private static final int ROWS = 60;

    @TempDir private Path folder;

    static LongStream seeds() {
        return Counts.seeds(40, 2_000);
    }

    /// Columns in order, then rows, of the shape of hourly aggregates.
    private static List<List<String>> table(Random random) {
        var header = new ArrayList<>(List.of("timestamp"));
        for (String group : List.of("price", "funding", "oi", "oi_weight", "cvd")) {
            for (String part : List.of("open", "high", "low", "close")) {
                header.add(group + "_" + part);
            }
        }
        header.addAll(List.of("liquidation_long_usd", "liquidation_short_usd"));
        var rows = new ArrayList<List<String>>();
        rows.add(header);
        for (int i = 0; i < ROWS; i++) {
            var row = new ArrayList<String>();
            row.add(Long.toString(1_764_828_000_000L + 3_600_000L * i));
            for (int c = 1; c < header.size(); c++) {
                String digits = random.nextInt(100_000) + "." + (1 + random.nextInt(9999));
                row.add(random.nextInt(20) == 0 ? "0" : digits);
            }
            rows.add(row);
        }
        return rows;
    }

    /// The table with its columns in another order, its rows in another order, columns of no use
    /// between them, written in another way.
    private static byte[] written(List<List<String>> table, Random random) {
        var order = new ArrayList<Integer>();
        for (int c = 0; c < table.getFirst().size() + 2; c++) {
            order.add(c);
        }
        Collections.shuffle(order, random);
        var lines = new ArrayList<String>();
        for (List<String> row : table) {
            var cells = new ArrayList<String>();
            for (int c : order) {
                boolean extra = c >= row.size();
                String name = lines.isEmpty() ? "extra" + c : "x,\n" + c;
                cells.add(quoted(extra ? name : padded(row.get(c), random), extra, random));
            }
            lines.add(String.join(",", cells));
        }
        Collections.shuffle(lines.subList(1, lines.size()), random);
        String end = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
        String text = String.join(random.nextInt(4) == 0 ? end + end : end, lines);
        text = (random.nextBoolean() ? "\ufeff" : "") + text + (random.nextBoolean() ? end : "");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return random.nextBoolean() ? Imports.gzip(bytes) : bytes;
    }

    private static String padded(String cell, Random random) {
        return random.nextInt(6) == 0 ? " " + cell + "  " : cell;
    }

    private static String quoted(String cell, boolean always, Random random) {
        return always || random.nextInt(5) == 0 ? '"' + cell + '"' : cell;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theSameTableIsTheSameFacts(long seed) {
        var table = table(new Random(seed));
        var plain = new StringBuilder();
        table.forEach(row -> plain.append(String.join(",", row)).append('\n'));
        Mapping mapping = Mapping.shipped("coinglass-hourly");
        var options = ImportOptions.none().withCoin("ETH");
        var imports = new Imports(folder, mapping, options);
        var first = imports.of("a.csv", plain.toString());
        assertThat(first.added()).isEqualTo(ROWS);

        var again = imports.of("b.csv", written(table, new Random(seed + 1)));
        assertThat(Imports.counts(again))
                .as("seed %d", seed)
                .isEqualTo("READ " + ROWS + "/0/" + ROWS + "/0/0");
        assertThat(again.gaps()).as("seed %d", seed).isEqualTo(first.gaps());
    }

    /// Numbers may be written in any of these ways, and mean the same.
    @Test
    void aNumberIsItsValue() {
        var imports =
                new Imports(
                        folder,
                        Mapping.shipped("binance-um-trades"),
                        ImportOptions.none().withSymbol("BTCUSDT"));
        String row = "1,%s,%s,6,1753920002864,true\n";
        String text =
                String.format(row, "60000.5", "0.001")
                        + String.format(row, "60000.500", "1e-3")
                        + String.format(row, "+60000.50", ".001")
                        + String.format(row, "6.00005E4", "0.0010000000000000000000001");
        var summary = imports.of("x.csv", text);
        assertThat(Imports.counts(summary)).isEqualTo("READ 4/1/3/0/0");
    }
}

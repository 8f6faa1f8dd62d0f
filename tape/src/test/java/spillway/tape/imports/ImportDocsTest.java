package spillway.tape.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.market.Channel;
import spillway.market.Metric;

/// The pages on importing say what the code does: their examples run, and their keys are its keys.
class ImportDocsTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @TempDir private Path folder;

    private static String page(String name) throws IOException {
        String home = System.getProperty("spillway.home", "..");
        return Files.readString(Path.of(home).resolve("docs").resolve(name));
    }

    /// The fenced blocks of a language on a page, in its order.
    private static List<String> blocks(String page, String language) {
        var blocks = new ArrayList<String>();
        var block = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```").matcher(page);
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }

    @Test
    void theExampleInCsvDoesWhatThePageSays() throws IOException {
        String page = page("how-to/import.md");
        var mapping = Mapping.parse("desk.toml", blocks(page, "toml").getFirst());
        var imports = new Imports(folder, mapping, ImportOptions.none());
        var summary = imports.of("desk.csv", blocks(page, "csv").getFirst());
        assertThat(Imports.counts(summary)).isEqualTo("READ 3/2/0/1/0");
        assertThat(summary.files().getFirst().notes()).isEmpty();
        assertThat(imports.problems(summary)).isEqualTo(blocks(page, "text").getFirst().strip());
        assertThat(imports.told())
                .isEqualTo(
                        """
                        liquidation our-desk BTC-PERP 2026-02-06T00:00:01.250Z long 0.5 at 60010.5 \
                        fill worth 30005.250000 complete id -400815858719760218
                        liquidation our-desk 1000PEPE-PERP 2026-02-06T00:00:02Z short 125000 at \
                        0.004 fill worth 500.000000 complete id -400816958231388429
                        covered our-desk * liquidations \
                        2026-02-06T00:00:01.250Z/2026-02-06T00:00:02.001Z\
                        """);
    }

    @Test
    void theExampleInJsonDoesWhatThePageSays() throws IOException {
        String page = page("how-to/import.md");
        var mapping = Mapping.parse("interest.toml", blocks(page, "toml").get(1));
        var imports = new Imports(folder, mapping, ImportOptions.none());
        var summary = imports.of("interest.json", blocks(page, "json").getFirst());
        assertThat(Imports.counts(summary)).isEqualTo("READ 2/2/0/0/0");
        assertThat(imports.toldFacts())
                .isEqualTo(
                        """
                        openInterest elsewhere BTCUSDT 2026-02-06T00:00:00Z 70001.5 worth \
                        4200090000.000000
                        openInterest elsewhere BTCUSDT 2026-02-06T00:05:00Z 69000 worth -\
                        """);
        assertThat(summary.gaps(Channel.OPEN_INTEREST)).isEmpty();
    }

    @Test
    void mistakesInTheExampleAreToldAsThePageSays() throws IOException {
        String page = page("how-to/import.md");
        String mistaken =
                blocks(page, "toml")
                        .getFirst()
                        .replace("unit = \"text\"", "unit = \"minutes\"")
                        .replace("price = \"average", "prize = 1\nprice = \"average");
        var thrown =
                catchThrowableOfType(
                        MappingException.class, () -> Mapping.parse("desk.toml", mistaken));
        assertThat(thrown.getMessage()).isEqualTo(blocks(page, "text").get(1).strip());
    }

    private static final String RULES =
            """
            [time]
            [subject]
            [[subject.shape]]
            [[file]]
            [[require]]
            [coverage]
            [[reported]]
            value = "x"
            [[reportedColumns]]
            [[liquidation]]
            [[deleveraging]]
            [[trade]]
            side = {}
            [[position]]
            [[markPrice]]
            [[indexPrice]]
            [[fundingRate]]
            [[openInterest]]
            [[longShortRatio]]
            """;

    /// Every key that the reader of mappings looks for.
    private static Set<String> keysOfTheCode() {
        var keys = new TreeSet<String>();
        for (String format : List.of("csv", "json", "json-lines")) {
            var reader = new MappingReader("x", "format = \"" + format + "\"\n" + RULES);
            assertThatThrownBy(reader::read).isInstanceOf(MappingException.class);
            keys.addAll(reader.keys());
        }
        var tables = new TreeSet<String>();
        for (String key : keys) {
            for (int dot = key.indexOf('.'); dot > 0; dot = key.indexOf('.', dot + 1)) {
                tables.add(key.substring(0, dot));
            }
        }
        keys.removeAll(tables);
        return keys;
    }

    /// Code in the first cells of the tables between two headings.
    private static Set<String> firstCells(String page, String from, String to) {
        var words = new TreeSet<String>();
        int start = page.indexOf(from);
        for (String line : page.substring(start, page.indexOf(to, start)).lines().toList()) {
            if (line.startsWith("| ")) {
                var code = CODE.matcher(line.substring(0, line.indexOf(" | ", 2)));
                while (code.find()) {
                    words.add(code.group(1));
                }
            }
        }
        return words;
    }

    @Test
    void theReferenceNamesEveryKeyAndNoOther() throws IOException {
        String page = page("reference/mappings.md");
        var keys = firstCells(page, "## Keys", "## What becomes of a row");
        for (Metric metric : Metric.values()) {
            assertThat(keys.remove(metric.key())).as("metric %s", metric.key()).isTrue();
        }
        keys.removeAll(Set.of("files", "optional", "trade.side"));
        assertThat(keys).isEqualTo(keysOfTheCode());
    }

    @Test
    void theReferenceNamesEveryShippedMapping() throws IOException {
        var named = firstCells(page("reference/mappings.md"), "## Shipped mappings", "## Keys");
        assertThat(named).isEqualTo(new TreeSet<>(Mapping.shippedNames()));
    }
}

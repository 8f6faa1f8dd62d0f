package spillway.tape.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A JSON document that is not whole is refused with line and column of the place; in a file of
/// JSON lines, a broken line costs that line.
class BadJsonTest {
    private static final String RULES =
            """
            [time]
            column = "t"
            unit = "auto"
            [subject]
            venue = "somewhere"
            symbolColumn = "s"
            [[trade]]
            quantity = "q"
            price = "p.last"
            """;
    private static final Mapping DOCUMENT =
            Mapping.parse(
                    "d.toml",
                    "name = \"d\"\nformat = \"json\"\njson.rows = \"data.rows\"\n" + RULES);
    private static final Mapping LINES =
            Mapping.parse("l.toml", "name = \"l\"\nformat = \"json-lines\"\n" + RULES);

    private static final String ROW =
            "{\"t\": 1770336000000, \"s\": \"BTC\", \"q\": 1, \"p\": {\"last\": 60000.5}}";
    private static final String TOLD =
            "trade somewhere BTC 2026-02-06T00:00:00Z unknown 1 at 60000.5 id -";

    @TempDir private Path folder;

    private Imports document() {
        return new Imports(folder, DOCUMENT, ImportOptions.none());
    }

    private Imports lines() {
        return new Imports(folder, LINES, ImportOptions.none());
    }

    @Test
    void rowsLieAtAPathAndNestedFieldsAreNamedByTheirs() {
        var imports = document();
        var summary =
                imports.of(
                        "x.json", "{\"n\": 1,\n \"data\": {\"rows\": [" + ROW + "]}, \"m\": []}");
        assertThat(Imports.counts(summary)).isEqualTo("READ 1/1/0/0/0");
        assertThat(imports.toldFacts()).isEqualTo(TOLD);
    }

    /// The message says line and column of the place where the document breaks.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"data": {"rows": [                      | x.json:1:20: expected one whole JSON document
                    {"data": {"rows": [{"t": 1,,}]}}         | x.json:1:28: expected one whole JSON document
                    {"data": {"rows": [{"t": 1, "t": 2}]}}   | x.json:1:32: expected one whole JSON \
                    document, found Duplicate
                    {"data": {"rows": [{"t": tru}]}}         | x.json:1:26: expected one whole JSON document
                    {"data": {"rows": []}} {"data": 1}       | x.json:1:24: expected the end of the file \
                    after one JSON
                    {"data": {"row": []}}                    | x.json: expected an array of rows at \
                    'data.rows', found a JSON
                    [1, 2]                                   | x.json: expected an array of rows at \
                    'data.rows', found a JSON
                    not json                                 | x.json:1:1: expected one whole JSON document
                    """)
    void aBrokenDocumentIsRefused(String content, String complaint) {
        var imports = document();
        var summary = imports.of("x.json", content);
        assertThat(Imports.counts(summary)).isEqualTo("REFUSED 0/0/0/0/0");
        assertThat(imports.problems(summary)).startsWith(complaint);
    }

    @Test
    void aDocumentCutAnywhereIsRefused() {
        String whole = "{\"data\": {\"rows\": [" + ROW + ",\n" + ROW + "]}}";
        for (int cut = 1; cut < whole.length(); cut++) {
            var imports = document();
            var summary = imports.of("x.json", whole.substring(0, cut));
            assertThat(Imports.counts(summary)).as("cut at %d", cut).isEqualTo("REFUSED 0/0/0/0/0");
            assertThat(imports.target().events()).isEmpty();
        }
        byte[] packed = Imports.gzip(whole.getBytes(StandardCharsets.UTF_8));
        var imports = document();
        var summary = imports.of("x.json.gz", Arrays.copyOf(packed, packed.length - 12));
        assertThat(imports.problems(summary)).contains("found a gzip stream that breaks off");
    }

    @Test
    void aBadCellOfADocumentIsNamedWithItsPlace() {
        var imports = document();
        var summary =
                imports.of(
                        "x.json",
                        "{\"data\": {\"rows\": ["
                                + ROW
                                + ",\n"
                                + ROW.replace("60000.5", "\"dear\"")
                                + ",\n 7]}}");
        assertThat(Imports.counts(summary)).isEqualTo("READ 3/1/0/2/0");
        assertThat(imports.problems(summary))
                .contains("x.json:2:56 column p.last: expected a decimal number, found 'dear'")
                .contains("x.json:3:2: expected an object or array for a row, found 7");
    }

    /// A field that only late rows have is a column like any other.
    @Test
    void aFieldThatComesLateIsRead() {
        String rare = ROW.replace("\"q\": 1", "\"q\": 2").replace("000000,", "000001,");
        var text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append(ROW.replace(", \"p\": {\"last\": 60000.5}", "")).append('\n');
        }
        var imports = lines();
        var summary = imports.of("x.jsonl", text + rare + "\n");
        assertThat(summary.files().getFirst().outcome())
                .as("the first hundred rows lack the price, so the file looks foreign")
                .isEqualTo(FileSummary.Outcome.REFUSED);
        assertThat(imports.problems(summary)).contains("column p.last: expected a decimal number");
        summary = imports.of("y.jsonl", ROW + "\n" + text + rare + "\n");
        assertThat(Imports.counts(summary)).isEqualTo("READ 302/2/0/300/0");
    }

    @Test
    void aBrokenLineCostsThatLine() {
        var imports = lines();
        var summary =
                imports.of(
                        "x.jsonl",
                        ROW
                                + "\n\n{\"t\": 17703360\n"
                                + ROW
                                + " "
                                + ROW
                                + "\n\"text\"\n"
                                + ROW.replace("000,", "001,")
                                + "\n{\"t\": 1, \"t\"");
        assertThat(Imports.counts(summary)).isEqualTo("READ 6/2/0/4/0");
        assertThat(imports.problems(summary))
                .contains("x.jsonl:3:")
                .contains("x.jsonl:4:1: expected one JSON object on the line")
                .contains("x.jsonl:5:1: expected one JSON object on the line, found '\"text\"'")
                .contains("x.jsonl:7:")
                .contains("found the file ends within the line; the lines before it are kept");
    }

    @Test
    void aDocumentGivenAsLinesIsSaidToBeOne() {
        var imports = lines();
        var summary = imports.of("x.json", "{\n \"data\":\n 7}\n");
        assertThat(Imports.counts(summary)).isEqualTo("REFUSED 0/0/0/0/0");
        assertThat(imports.problems(summary)).contains("the mapping's format is json");
    }

    @Test
    void objectsWhoseNamesAreDataAreRefused() {
        var text = new StringBuilder("{\"data\": {\"rows\": [{");
        for (int i = 0; i <= JsonCells.MOST_NAMES; i++) {
            text.append(i == 0 ? "" : ",").append('"').append(i).append("\":1");
        }
        var imports = document();
        var summary = imports.of("x.json", text + "}]}}");
        assertThat(imports.problems(summary))
                .contains("expected rows that share at most 10000 names");
    }
}

package spillway.tape.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A bad row is named with line, field, column, reason and what to do, and costs no other row; a
/// file that breaks off keeps what the message says; a file of another kind leaves nothing behind.
class BadCsvTest {
    private static final Mapping TRADES =
            Mapping.parse(
                    "trades.toml",
                    """
                    name = "trades"
                    format = "csv"
                    [time]
                    column = "t"
                    unit = "ms"
                    [subject]
                    venue = "somewhere"
                    symbolColumn = "symbol"
                    [[trade]]
                    side = { column = "side", means = "taker", values = { B = "buy", S = "sell" } }
                    quantity = "q"
                    price = "p"
                    id = "id"
                    """);

    private static final String HEADER = "t,symbol,side,q,p,id\n";
    private static final String GOOD = "1770336000000,BTC,B,1,60000,1\n";
    private static final String ALSO_GOOD = "1770336001000,BTC,S,0.5,59999.5,2\n";

    @TempDir private Path folder;

    private Imports imports() {
        return new Imports(folder, TRADES, ImportOptions.none());
    }

    /// One bad row between two good ones, at line 3.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    1770336000500,BTC,B,one,60000,9      | 4 column q: expected a decimal number, found 'one'; correct
                    1770336000500,BTC,B,1 000,60000,9    | 4 column q: expected a decimal number, found '1 000'
                    1770336000500,BTC,B,"1,5",60000,9    | 4 column q: expected a decimal number, found '1,5'
                    1770336000500,BTC,B,0x10,60000,9     | 4 column q: expected a decimal number, found '0x10'
                    1770336000500,BTC,B,--1,60000,9      | 4 column q: expected a decimal number, found '--1'
                    1770336000500,BTC,B,1,,9             | 5 column p: expected a decimal number, found nothing
                    1770336000500,BTC,B,1,NaN,9          | 5 column p: expected a decimal number, found 'NaN'
                    1770336000500,BTC,B,1,Infinity,9     | 5 column p: expected a decimal number, found 'Infinity'
                    1770336000500,BTC,B,1,-inf,9         | 5 column p: expected a decimal number, found '-inf'
                    1770336000500,BTC,B,1,-60000,9       | 5 column p: expected a number > 0, found '-60000'
                    1770336000500,BTC,B,0,60000,9        | 4 column q: expected a number > 0, found '0'
                    1770336000500,BTC,B,0.000,60000,9    | 4 column q: expected a number > 0, found '0.000'
                    1770336000500,BTC,B,1e-30,60000,9    | 4 column q: expected a number > 0, found '1e-30'
                    1770336000500,BTC,B,1,1e-99999999,9  | 5 column p: expected a number > 0, found '1e-99999999'
                    1770336000500,BTC,B,1,1e30,9         | 5 column p: expected a decimal number, found '1e30'
                    1770336000500,BTC,B,1,99999999999999999999,9 | 5 column p: expected a decimal number
                    1770336000500,BTC,b!,1,60000,9       | 3 column side: expected one of b, s, found 'b!'; correct
                    1770336000500,,B,1,60000,9           | 2 column symbol: expected a symbol, found nothing
                    ,BTC,B,1,60000,9                     | 1 column t: expected a time in milliseconds, found nothing
                    yesterday,BTC,B,1,60000,9            | 1 column t: expected a time in milliseconds, \
                    found 'yesterday'
                    1770336000,BTC,B,1,60000,9           | 1 column t: expected a time in milliseconds \
                    between 2009 and 2100
                    1770336000000000,BTC,B,1,60000,9     | 1 column t: expected a time in milliseconds \
                    between 2009 and 2100
                    -1770336000500,BTC,B,1,60000,9       | 1 column t: expected a time in milliseconds \
                    between 2009 and 2100
                    1.770336E+12,BTC,B,1,60000,9         | 1 column t: expected a time in milliseconds with \
                    all its digits
                    99999999999999999999,BTC,B,1,60000,9 | 1 column t: expected a time in milliseconds, found '999
                    1770336000500,BTC,B,1,60000          | 5: expected 6 fields, found 5 fields: \
                    1770336000500,BTC,B,1,60000
                    1770336000500,BTC,B,1,60000,9,10     | 7: expected 6 fields, found 7 fields
                    t,symbol,side,q,p,id                 | : expected a row, found the header again, as \
                    where files were
                    """)
    void aBadRowIsNamedAndTheOthersAreKept(String row, String complaint) {
        var imports = imports();
        var summary = imports.of("x.csv", HEADER + GOOD + row + "\n" + ALSO_GOOD);
        assertThat(Imports.counts(summary)).isEqualTo("READ 3/2/0/1/0");
        String place = complaint.startsWith(":") ? "x.csv:3" : "x.csv:3:";
        assertThat(imports.problems(summary)).startsWith(place + complaint);
        assertThat(summary.files().getFirst().reasons().values()).containsExactly(1L);
        assertThat(imports.toldFacts())
                .isEqualTo(
                        """
                        trade somewhere BTC 2026-02-06T00:00:00Z buy 1 at 60000 id 1
                        trade somewhere BTC 2026-02-06T00:00:01Z sell 0.5 at 59999.5 id 2\
                        """);
    }

    /// The message of a wrong unit says which unit would do.
    @ParameterizedTest
    @CsvSource({
        "1770336000,s,2026-02-06T00:00:00Z",
        "1770336000.25,s,2026-02-06T00:00:00.250Z",
        "1770336000000001,us,2026-02-06T00:00:00.000001Z",
        "1770336000000000001,ns,2026-02-06T00:00:00.000000001Z"
    })
    void aMistakenUnitIsGuessedForThePerson(String time, String unit, String moment) {
        var imports = imports();
        var summary = imports.of("x.csv", HEADER + GOOD + time + ",BTC,B,1,2,3\n");
        assertThat(imports.problems(summary))
                .contains("found '" + time + "'")
                .contains("(as " + unit + " it would be " + moment + ")");
    }

    /// A name with bytes that are no UTF-8 would become another name; numbers beside it may stand.
    @Test
    void bytesThatAreNoTextAreRefusedInNames() {
        var imports = imports();
        byte[] bad = "1770336000500,B\u00c9,B,1,2,3\n".getBytes(StandardCharsets.ISO_8859_1);
        var all = new java.io.ByteArrayOutputStream();
        all.writeBytes((HEADER + GOOD).getBytes(StandardCharsets.UTF_8));
        all.writeBytes(bad);
        var summary = imports.of("x.csv", all.toByteArray());
        assertThat(Imports.counts(summary)).isEqualTo("READ 2/1/0/1/0");
        assertThat(imports.problems(summary))
                .startsWith(
                        "x.csv:3:2 column symbol: expected text in UTF-8, found 'B\ufffd'; save");
    }

    /// The rows before an open quote are kept, nothing behind it is read.
    @Test
    void aQuoteThatIsNotClosedEndsTheFileThere() {
        var imports = imports();
        var summary =
                imports.of(
                        "x.csv", HEADER + GOOD + "\n1770336000500,\"BTC,B,1,60000,9\n" + ALSO_GOOD);
        assertThat(Imports.counts(summary)).isEqualTo("CUT 1/1/0/0/0");
        assertThat(imports.problems(summary))
                .startsWith(
                        "x.csv:4: expected fields of at most 1048576 characters whose quotes are"
                                + " closed, found a record that cannot be taken apart: Unclosed quoted field")
                .contains("rows before this line are kept, it and the rest are not read");
    }

    @Test
    void aQuoteClosedWithinAFieldEndsTheFileThere() {
        var imports = imports();
        var summary =
                imports.of("x.csv", HEADER + GOOD + "1770336000500,\"BT\"C,B,1,6,9\n" + ALSO_GOOD);
        assertThat(Imports.counts(summary)).isEqualTo("CUT 1/1/0/0/0");
        assertThat(imports.problems(summary))
                .startsWith("x.csv:3: ")
                .contains("after closing quote");
    }

    /// Cut anywhere, a file keeps its whole lines, and the rest of the last is rejected, or, where
    /// it looks whole, kept with a warning.
    @Test
    void aFileCutAnywhereKeepsItsWholeLines() {
        String text = HEADER + GOOD + ALSO_GOOD;
        for (int cut = HEADER.length() + GOOD.length() + 1; cut < text.length(); cut++) {
            var imports = imports();
            var summary = imports.of("x.csv", text.substring(0, cut));
            var file = summary.files().getFirst();
            boolean looksWhole = cut >= text.length() - 2;
            assertThat(Imports.counts(file))
                    .as("cut at %d", cut)
                    .isEqualTo(looksWhole ? "READ 2/2/0/0/0" : "READ 2/1/0/1/0");
            if (looksWhole) {
                assertThat(file.notes())
                        .anyMatch(n -> n.startsWith("line 3, the last, has no end"));
            } else {
                assertThat(imports.problems(file))
                        .startsWith("x.csv:3:")
                        .contains("the file ends within the line, after")
                        .contains("the rows before it are kept; get the whole file");
            }
        }
    }

    /// What a broken gzip stream gave in whole lines is kept, and the message says so.
    @Test
    void aCutGzipStreamKeepsItsWholeLines() {
        var text = new StringBuilder(HEADER);
        for (int i = 0; i < 5000; i++) {
            text.append(1770336000000L + i * 977L).append(",BTC,B,").append(i + 1).append(",6,1\n");
        }
        byte[] packed = Imports.gzip(text.toString().getBytes(StandardCharsets.UTF_8));
        for (int length : new int[] {packed.length / 3, packed.length / 2, packed.length - 1}) {
            var imports = imports();
            var summary = imports.of("x.csv.gz", Arrays.copyOf(packed, length));
            var file = summary.files().getFirst();
            assertThat(file.outcome()).isEqualTo(FileSummary.Outcome.CUT);
            assertThat(file.added()).isBetween(1L, 5000L);
            assertThat(file.rejected()).isLessThanOrEqualTo(1);
            assertThat(file.problems().getLast().toString())
                    .contains(
                            "expected a whole file, found a gzip stream that breaks off; the rows")
                    .contains("only what is new will be added");
            assertThat(imports.of("whole.csv.gz", packed).added()).isEqualTo(5000 - file.added());
        }
    }

    @Test
    void bytesBehindAGzipStreamAreSaid() {
        var imports = imports();
        byte[] packed = Imports.gzip((HEADER + GOOD).getBytes(StandardCharsets.UTF_8));
        byte[] more = Arrays.copyOf(packed, packed.length + 40);
        var summary = imports.of("x.csv.gz", more);
        assertThat(Imports.counts(summary)).isEqualTo("CUT 1/1/0/0/0");
        assertThat(imports.problems(summary)).contains("bytes behind the gzip stream");
        var two = new java.io.ByteArrayOutputStream();
        two.writeBytes(packed);
        two.writeBytes(Imports.gzip(ALSO_GOOD.getBytes(StandardCharsets.UTF_8)));
        assertThat(Imports.counts(imports.of("two.csv.gz", two.toByteArray())))
                .as("gzip files put together are one file")
                .isEqualTo("READ 2/1/1/0/0");
    }

    /// The header of another kind of file, or of a changed one.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    t,symbol,side,q,id        | x.csv:1: expected the columns of trades, of which are \
                    missing: p, found a header
                    time,symbol,side,q,p,id   | x.csv:1: expected the columns of trades, of which are \
                    missing: t, found a header
                    t;symbol;side;q;p;id      | its columns seem to be separated by ';': a mapping says so \
                    by csv.delimiter
                    t,symbol,side,q,p,p,id    | x.csv:1 column p: expected each column once, found this one \
                    twice; nothing of
                    t,t,symbol,side,q,p,id    | x.csv:1 column t: expected each column once, found this one \
                    twice; nothing of
                    t,symbol,side,symbol,q,p,id | x.csv:1 column symbol: expected each column once
                    t,side,q,p,id             | expected a column symbol, found none, in t, side, q, p, id; \
                    give the coin (--coin
                    exchange,symbol,timestamp,local_timestamp,id,side,price,amount | it looks like tardis-trades or
                    """)
    void anotherHeaderIsRefused(String header, String complaint) {
        var imports = imports();
        var summary = imports.of("x.csv", header + "\n" + "1,2,3,4,5,6\n");
        assertThat(Imports.counts(summary)).isEqualTo("REFUSED 0/0/0/0/0");
        assertThat(imports.problems(summary)).contains(complaint);
        assertThat(imports.target().events()).isEmpty();
    }

    /// A column twice does no harm where nothing reads it; a further one is named.
    @Test
    void columnsThatNothingReadsAreNamedAndHarmless() {
        var imports = imports();
        var summary =
                imports.of("x.csv", "x,t,symbol,side,q,p,id,x,y\n0,1770336000000,BTC,B,1,2,3,,\n");
        assertThat(Imports.counts(summary)).isEqualTo("READ 1/1/0/0/0");
        assertThat(summary.files().getFirst().notes())
                .containsExactly("columns that trades does not use: x, x, y");
    }

    @Test
    void aFileInWhichNoRowFitsIsRefusedAfterAHundred() {
        var imports = imports();
        var text = new StringBuilder(HEADER);
        for (int i = 0; i < 500; i++) {
            text.append("2026-02-06,BTC,B,1,2,3\n");
        }
        var summary = imports.of("x.csv", text.toString());
        assertThat(Imports.counts(summary)).isEqualTo("REFUSED 0/0/0/0/0");
        assertThat(imports.problems(summary))
                .startsWith(
                        "x.csv:2:1 column t: expected a time in milliseconds, found '2026-02-06',"
                                + " and none of the 100 rows read is better; nothing of it is kept");
    }

    @Test
    void moreBadRowsThanAreShownAreCountedByReason() {
        var text = new StringBuilder(HEADER).append(GOOD);
        for (int i = 0; i < 40; i++) {
            text.append("1770336000500,BTC,B,").append(i % 4 == 0 ? "x" : "-1").append(",2,3\n");
        }
        var imports = new Imports(folder, TRADES, ImportOptions.none().withProblemsKept(3));
        var file = imports.of("x.csv", text.toString()).files().getFirst();
        assertThat(file.problems()).hasSize(3);
        assertThat(file.rejected()).isEqualTo(40);
        assertThat(file.reasons().toString())
                .isEqualTo("{column q: a decimal number=10, column q: a number > 0=30}");
    }

    @Test
    void aHeaderAloneIsNoted() {
        var imports = imports();
        var summary = imports.of("x.csv", HEADER);
        assertThat(Imports.counts(summary)).isEqualTo("READ 0/0/0/0/0");
        assertThat(summary.files().getFirst().notes()).contains("a header without rows");
        assertThat(summary.clean()).isTrue();
    }
}

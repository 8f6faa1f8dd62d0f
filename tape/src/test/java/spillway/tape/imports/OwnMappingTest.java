package spillway.tape.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a mapping of one's own can say: whose rows they are, which way they face, what they are
/// worth.
class OwnMappingTest {
    private static final String HEAD =
            """
            name = "own"
            format = "csv"
            source = "us"
            [time]
            column = "t"
            unit = "s"
            """;

    @TempDir private Path folder;

    private Imports imports(String toml, ImportOptions options) {
        return new Imports(folder, Mapping.parse("own.toml", HEAD + toml), options);
    }

    private Imports imports(String toml) {
        return imports(toml, ImportOptions.none());
    }

    private static final String VENUE_BY_ROW =
            """
            [subject]
            venueColumn = "venue"
            venues = { okex = "okx" }
            [[reported]]
            metric = "openInterest"
            unit = "millionUsd"
            value = "oi"
            """;

    @Test
    void theVenueMayStandInTheRowAndTheCoinOnTheCommandLine() {
        var imports = imports(VENUE_BY_ROW, ImportOptions.none().withCoin("SOL"));
        imports.of("x.csv", "t,venue,oi\n1770336000,OKEx,1.5\n1770336000,Gate.io,2\n");
        assertThat(imports.told().replace(" 2026-02-06T00:00:00Z over PT0S by us - - -", ""))
                .isEqualTo(
                        "openInterest okx SOL 1500000 of -\nopenInterest gate-io SOL 2000000 of -");
    }

    @Test
    void aCoinThatNobodyGivesIsAskedFor() {
        var imports = imports(VENUE_BY_ROW);
        var summary = imports.of("x.csv", "t,venue,oi\n1770336000,okex,1.5\n");
        assertThat(imports.problems(summary))
                .isEqualTo(
                        "x.csv:1: expected to be told the coin, which own files do not name, found"
                                + " none; give it: --coin BTC");
    }

    private static final String BY_SYMBOL =
            """
            [subject]
            venue = "somewhere"
            symbolColumn = "pair"
            kind = "perpetual"
            [[subject.shape]]
            pattern = '(?<coin>[A-Z]+)-(?<quote>USD[TC])'
            symbol = "${coin}${quote}"
            quote = "${quote}"
            [[markPrice]]
            price = "p"
            """;

    /// The file's own symbols count before those of the command line, and the summary says so.
    @ParameterizedTest
    @CsvSource({
        "'t,p', '1770336000,7', SOL-USDT, somewhere SOLUSDT, 0",
        "'t,p,pair', '1770336000,7,BTC-USDC', SOL-USDT, somewhere BTCUSDC, 1",
        "'t,p,pair', '1770336000,7,BTC-USDC', , somewhere BTCUSDC, 0",
    })
    void theSymbolOfTheCommandLineIsForFilesThatNameNone(
            String header, String row, String symbol, String instrument, int notes) {
        var options =
                symbol == null ? ImportOptions.none() : ImportOptions.none().withSymbol(symbol);
        var imports = imports(BY_SYMBOL, options);
        var summary = imports.of("x.csv", header + "\n" + row + "\n");
        assertThat(imports.told()).isEqualTo("mark " + instrument + " 2026-02-06T00:00:00Z 7");
        assertThat(summary.files().getFirst().notes()).hasSize(notes);
    }

    @Test
    void aSymbolOfNoShapeIsRefusedAsOnTheCommandLineAsInAFile() {
        var imports = imports(BY_SYMBOL, ImportOptions.none().withSymbol("SOLUSDT"));
        var summary = imports.of("x.csv", "t,p\n1770336000,7\n");
        assertThat(imports.problems(summary))
                .startsWith(
                        "x.csv:2 column --symbol: expected a symbol that one of the mapping's"
                                + " patterns matches, found 'SOLUSDT'");
    }

    /// Value is quantity × size × price, inverse quantity × size; from the value, the quantity.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    linear  | 0.01 | quantity = "q" | 300 at 60000 fill worth 180000.000000
                    linear  | 0.01 | value = "v"    | 1 at 60000 fill worth 600.000000
                    linear  | 7    | value = "v"    | 0.00142857 at 60000 fill worth 600.000000
                    inverse | 100  | quantity = "q" | 300 at 60000 fill worth 30000.000000
                    inverse | 100  | value = "v"    | 6 at 60000 fill worth 600.000000
                    inverse | 100  | quantity = "q"; value = "v" | 300 at 60000 fill worth 600.000000
                    """)
    void quantityPriceAndValueAgree(String contract, String size, String columns, String told) {
        var imports =
                imports(
                        """
                        [subject]
                        venue = "somewhere"
                        symbolColumn = "s"
                        kind = "perpetual"
                        contract = "%s"
                        contractSize = "%s"
                        [[liquidation]]
                        side = { column = "d", means = "order", values = { S = "sell" } }
                        price = "p"
                        %s
                        """
                                .formatted(contract, size, columns.replace("; ", "\n")));
        imports.of("x.csv", "t,s,d,p,q,v\n1770336000,BTC,S,60000,300,600\n");
        assertThat(imports.told())
                .isEqualTo(
                        "liquidation somewhere BTC 2026-02-06T00:00:00Z long "
                                + told
                                + " unknown id -");
    }

    /// Each way a word can face.
    @ParameterizedTest
    @CsvSource({
        "liquidation, position, long, LONG",
        "liquidation, position, short, SHORT",
        "liquidation, order, sell, LONG",
        "liquidation, order, buy, SHORT",
        "deleveraging, position, short, SHORT",
        "deleveraging, order, sell, LONG",
        "trade, taker, buy, BUY",
        "trade, taker, sell, SELL",
        "trade, maker, buy, SELL",
        "trade, maker, sell, BUY",
    })
    void aSideIsTheSideOfWhatItIsSaidToBe(String kind, String means, String word, String side) {
        var imports =
                imports(
                        """
                        [subject]
                        venue = "somewhere"
                        symbolColumn = "s"
                        [[%s]]
                        side = { column = "d", means = "%s", values = { "The Word" = "%s" } }
                        quantity = "q"
                        price = "p"
                        """
                                .formatted(kind, means, word));
        imports.of("x.csv", "t,s,d,q,p\n1770336000,BTC,the word,1,2\n");
        assertThat(imports.told())
                .startsWith(
                        kind
                                + " somewhere BTC 2026-02-06T00:00:00Z "
                                + side.toLowerCase(java.util.Locale.ROOT)
                                + " 1 at 2");
    }

    private static final String STATES =
            """
            base = "since"
            [subject]
            venue = "somewhere"
            symbolColumn = "s"
            [[fundingRate]]
            rate = "r"
            unit = "basisPoints"
            intervalHours = "h"
            [[openInterest]]
            quantity = "q"
            value = "v"
            [[longShortRatio]]
            ratio = "x"
            population = "top-accounts"
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2026-02-06,0,BTC,1.25,0.5,1,2,3 | ok
                    2026-02-06,0,BTC,-1.25,8,,,     | ok
                    2026-02-06,0,BTC,1,0,,,         | column h: expected hours > 0, at most 8784
                    2026-02-06,0,BTC,1,9000,,,      | column h: expected hours > 0, at most 8784
                    2026-02-06,0,BTC,1,-8,,,        | column h: expected a number >= 0
                    2026-02-06,0,BTC,,,-1,,         | column q: expected a number >= 0
                    2026-02-06,0,BTC,,,,-1,         | column v: expected a number >= 0
                    2026-02-06,0,BTC,,,,1e15,       | column v: expected less than a trillion USD
                    2026-02-06,0,BTC,,,,,-1         | column x: expected a number >= 0
                    2026-02-06,-1,BTC,1,8,,,        | column t: expected a time since since, before 2100
                    2026-02-06,9e9,BTC,1,8,,,       | column t: expected a time in seconds with all its digits
                    2026-02-06,9000000000,BTC,1,8,,, | column t: expected a time since since, before 2100
                    1970-01-01,0,BTC,1,8,,,         | column since: expected a time in seconds between 2009
                    """)
    void aStateThatCannotBeIsRefused(String row, String complaint) {
        var imports = imports(STATES);
        var summary =
                imports.of("x.csv", "since,t,s,r,h,q,v,x\n2026-02-06,0,ETH,,,1,,\n" + row + "\n");
        if (complaint.equals("ok")) {
            assertThat(summary.rejected()).as(imports.problems(summary)).isZero();
            assertThat(imports.told()).contains("0.000125 per PT").contains("settled");
        } else {
            assertThat(imports.problems(summary)).contains(complaint);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a,L,1,2,0,5,6,7     | position somewhere BTC 2026-02-06T00:00:00Z a long 1 entry 2 \
                    liquidated at - leverage 5 worth 6.000000 equity 7.000000
                    a,L,1,2,1.5,,6,-7   | position somewhere BTC 2026-02-06T00:00:00Z a long 1 entry 2 \
                    liquidated at 1.5 leverage - worth 6.000000 equity -7.000000
                    ,L,1,2,1,5,6,7      | column a: expected the name of an account
                    a,L,1,2,-1,5,6,7    | column l: expected a number >= 0
                    a,L,1,2,1,0,6,7     | column x: expected a leverage > 0, at most 1000000
                    a,L,1,2,1,1e17,6,7  | column x: expected a leverage > 0, at most 1000000
                    a,L,1,2,1,5,-6,7    | column v: expected a number > 0
                    a,L,0,2,1,5,6,7     | column q: expected a number > 0
                    """)
    void aPositionThatCannotBeIsRefused(String row, String told) {
        var imports =
                imports(
                        """
                        [subject]
                        venue = "somewhere"
                        symbolColumn = "s"
                        [[position]]
                        account = "a"
                        side = { column = "d", means = "position", values = { L = "long" } }
                        quantity = "q"
                        entryPrice = "e"
                        liquidationPrice = "l"
                        leverage = "x"
                        value = "v"
                        accountValue = "w"
                        """);
        var summary = imports.of("x.csv", "t,s,a,d,q,e,l,x,v,w\n1770336000,BTC," + row + "\n");
        assertThat(imports.told() + imports.problems(summary)).contains(told);
    }

    /// `missing` replaces the words that mean "not collected", of any length, numbers too.
    @Test
    void theWordsForNotCollectedAreTheMappings() {
        String words = "missing = [\"-999\", \"Not Available\"]\n";
        String rules =
                """
                [subject]
                venue = "somewhere"
                symbolColumn = "s"
                [[longShortRatio]]
                ratio = "x"
                population = "all-accounts"
                """;
        var mapping = Mapping.parse("own.toml", words + HEAD + rules);
        var imports = new Imports(folder, mapping, ImportOptions.none());
        var summary =
                imports.of(
                        "x.csv",
                        """
                        t,s,x
                        1770336000,A,-999
                        1770336000,A,NOT available
                        1770336000,A,None
                        1770336000,A,2
                        """);
        assertThat(Imports.counts(summary)).isEqualTo("READ 4/1/0/1/2");
    }
}

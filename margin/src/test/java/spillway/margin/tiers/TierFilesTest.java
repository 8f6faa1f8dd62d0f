package spillway.margin.tiers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.margin.Rational;
import spillway.market.Venue;
import spillway.testing.Recordings;

class TierFilesTest {
    @TempDir Path folder;

    private TierImport read(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return TierFiles.read(file, TierFileLabel.NONE);
    }

    private static TierImport recorded(String path) throws IOException {
        return TierFiles.read(Recordings.shared(path), TierFileLabel.NONE);
    }

    @ParameterizedTest
    @CsvSource({"2025-10-10, 604, 5425", "2026-02-05, 667, 5717"})
    void importsEveryRecordedBracketWithoutAViolation(LocalDate date, int symbols, int brackets)
            throws IOException {
        TierImport read = recorded("data/tiers/binance-usdm_all-symbols_" + date + ".json");
        assertThat(read.problems()).isEmpty();
        assertThat(read.recursionViolations()).isZero();
        assertThat(read.tables()).hasSize(symbols);
        assertThat(read.brackets()).isEqualTo(brackets);
        assertThat(read.tables()).allMatch(t -> t.seen().equals(date));
        assertThat(read.tables()).allMatch(t -> t.venue().code().equals("binance-usdm"));
    }

    @Test
    void listsTheSymbolsThatChangedBetweenTheRecordedDates() throws IOException {
        var changes =
                TierChanges.between(
                        recorded("data/tiers/binance-usdm_all-symbols_2025-10-10.json").tables(),
                        recorded("data/tiers/binance-usdm_all-symbols_2026-02-05.json").tables());
        assertThat(changes.common()).isEqualTo(602);
        assertThat(changes.changed()).hasSize(411);
        assertThat(changes.onlyBefore()).hasSize(2);
        assertThat(changes.onlyAfter()).hasSize(65);
        assertThat(changes.changed()).noneMatch(c -> c.symbol().equals("BTCUSDT"));
    }

    @ParameterizedTest
    @CsvSource({
        "binance-usdm_asof_2026-02-05, 12",
        "binance-coinm_btcusd_bracket-set-A_older, 1",
        "bybit_btcperp_usdc, 1",
        "okx_btc-usdt-swap, 1",
        "hyperliquid, 6",
        "dydx-v4_mainnet_genesis, 5",
    })
    void importsTheSharedTables(String name, int tables) throws IOException {
        var label = new TierFileLabel(Optional.empty(), Optional.of(LocalDate.of(2025, 1, 1)));
        TierImport read = TierFiles.read(Recordings.shared("margin/tiers/" + name + ".csv"), label);
        assertThat(read.problems()).isEmpty();
        assertThat(read.tables()).hasSize(tables);
    }

    /// The built-in numbers are the recorded ones.
    @Test
    void agreesWithTheTablesThatComeWithSpillway() throws IOException {
        List<TierTable> recorded =
                recorded("data/tiers/binance-usdm_all-symbols_2026-02-05.json").tables();
        TierBook builtIn = TierBook.builtIn();
        int compared = 0;
        for (TierTable table : recorded) {
            Optional<TierBook.Match> own =
                    builtIn.find(table.venue(), table.symbol(), table.seen());
            if (own.isPresent()) {
                assertThat(own.get().table().scale()).as(table.toString()).isEqualTo(table.scale());
                compared++;
            }
        }
        assertThat(compared).isEqualTo(12);
    }

    private static final String CSV_HEAD =
            "venue,symbol,tier,notional_floor,notional_cap,max_leverage,mmr,maintenance_amount,unit,"
                    + "source_date\n";

    @Test
    void refusesATableWhoseRecursionFailsWithRowAndNumbers() throws IOException {
        TierImport read =
                read(
                        "t.csv",
                        CSV_HEAD
                                + "v,AAA,1,0,1000,50,0.01,0,quote,2025-01-01\n"
                                + "v,AAA,2,1000,5000,20,0.02,10,quote,2025-01-01\n"
                                + "v,AAA,3,5000,9000,10,0.05,161,quote,2025-01-01\n"
                                + "v,BBB,1,0,1000,50,0.01,0,quote,2025-01-01\n");
        assertThat(read.tables()).extracting(TierTable::symbol).containsExactly("BBB");
        assertThat(read.recursionViolations()).isEqualTo(1);
        assertThat(read.problems().getFirst())
                .hasToString(
                        "v AAA as of 2025-01-01, tier 3: expected a deduction of 160 = 10 + 5000 x"
                                + " (0.05 - 0.02), found 161; read the table from the venue again");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,10,1000,50,0.01,0 | a first tier from 0, found 10",
                "1,0,-1,50,0.01,0 | a cap of at least the floor 0, found -1",
                "1,0,1000,50,0,0 | a maintenance rate above 0 and at most 1, found 0",
                "1,0,1000,50,1.5,0 | a maintenance rate above 0 and at most 1, found 1.5",
                "1,0,1000,0.5,0.01,0 | a leverage of at least 1, found 0.5",
                "1,0,1000,200,0.01,0 | not below maintenance margin, found 1/200 against 0.01",
                "1,0,1000,50,0.01,5 | a deduction of 0, found 5",
                "1,0,1000,x,0.01,0 | a number in max_leverage, found line 2",
                "1,0,1000,,0.01,0 | a number in max_leverage and mmr, found line 2",
            })
    void refusesATierThatCannotBe(String row, String complaint) throws IOException {
        TierImport read = read("t.csv", CSV_HEAD + "v,AAA," + row + ",quote,2025-01-01\n");
        assertThat(read.tables()).isEmpty();
        assertThat(read.problems().getFirst().toString()).contains(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2,1001,5000,20,0.02,10.01 | the floor to be the cap of the tier before, 1000",
                "2,1000,5000,60,0.01,0 | a leverage of at most 50, found 60",
                "2,1000,5000,20,0.005,-5 | a rate of at least 0.01, found 0.005",
            })
    void refusesASecondTierThatDoesNotFollow(String row, String complaint) throws IOException {
        TierImport read =
                read(
                        "t.csv",
                        CSV_HEAD
                                + "v,AAA,1,0,1000,50,0.01,0,quote,2025-01-01\n"
                                + "v,AAA,"
                                + row
                                + ",quote,2025-01-01\n");
        assertThat(read.tables()).isEmpty();
        assertThat(read.problems().toString()).contains(complaint);
    }

    @Test
    void joinsTheFloorsOfAFlatTable() throws IOException {
        TierImport read =
                read(
                        "t.csv",
                        CSV_HEAD
                                + "okx,A,1,0,1000,100,0.004,,contracts of 0.01 BTC,2025-01-01\n"
                                + "okx,A,2,1000.01,5000,66.66,0.005,,contracts,2025-01-01\n");
        TierTable table = read.tables().getFirst();
        assertThat(table.scale()).isInstanceOf(TierScale.Flat.class);
        assertThat(table.unit()).isEqualTo(TierUnit.CONTRACTS);
        assertThat(table.scale().tiers().get(1).floor()).isEqualTo(Rational.of(1000));
        assertThat(read.notes().toString()).contains("joined");
    }

    @Test
    void restoresAFractionThatWasPrintedRounded() throws IOException {
        TierImport read =
                read(
                        "t.csv",
                        CSV_HEAD
                                + "h,ETH,0,0,100000000,25,0.02,0,quote,2025-01-01\n"
                                + "h,ETH,1,100000000,,15,0.0333333333,1333333.3333,quote,2025-01-01\n");
        TierRow row = read.tables().getFirst().scale().tiers().get(1);
        assertThat(row.maintenanceRate()).isEqualTo(Rational.of(1, 30));
        assertThat(row.deduction()).isEqualTo(Rational.of(4_000_000, 3));
        assertThat(row.cap()).isEmpty();
        assertThat(read.notes().toString()).contains("restored");
    }

    @Test
    void readsAnExportersMap() throws IOException {
        TierImport read =
                read(
                        "binance-usdm_x_2025-06-01.json",
                        """
                        {"AB/USDT:USDT": [
                          {"tier": 1.0, "minNotional": 0.0, "maxNotional": 1000.0,
                           "maintenanceMarginRate": 0.01, "maxLeverage": 50.0,
                           "info": {"bracket": "1", "initialLeverage": "50", "notionalCap": "1000",
                                    "notionalFloor": "0", "maintMarginRatio": "0.01", "cum": "0.0"}},
                          {"tier": 2.0, "info": {"bracket": "2", "initialLeverage": "1",
                           "notionalCap": "9223372036854775807", "notionalFloor": "1000",
                           "maintMarginRatio": "0.5", "cum": "490.0"}}],
                         "AB/USDT:USDT-251226": [
                          {"info": {"initialLeverage": "50", "notionalCap": "1000",
                                    "notionalFloor": "0", "maintMarginRatio": "0.01", "cum": "0"}}]}
                        """);
        assertThat(read.problems()).isEmpty();
        assertThat(read.tables())
                .extracting(TierTable::symbol)
                .containsExactly("ABUSDT", "ABUSDT_251226");
        assertThat(read.tables().getFirst().scale().tiers().get(1).cap()).isEmpty();
        assertThat(read.tables().getFirst().seen()).isEqualTo(LocalDate.of(2025, 6, 1));
    }

    @Test
    void readsAnExportWithItsOwnDateAndContracts() throws IOException {
        TierImport read =
                read(
                        "okx_export.json",
                        """
                        {"updated": "2025-12-29 12:08:40+00:00", "data": {"AB/USDT:USDT": [
                          {"tier": 1, "info": {"maxLever": "20", "maxSz": "20000", "minSz": "0",
                                               "mmr": "0.02"}},
                          {"tier": 2, "info": {"maxLever": "15", "maxSz": "42000", "minSz": "20001",
                                               "mmr": "0.03"}}]}}
                        """);
        TierTable table = read.tables().getFirst();
        assertThat(table).hasToString("okx AB-USDT-SWAP as of 2025-12-29");
        assertThat(table.unit()).isEqualTo(TierUnit.CONTRACTS);
        assertThat(table.scale()).isInstanceOf(TierScale.Flat.class);
    }

    @Test
    void readsTheAnswersOfBinanceAndBybit() throws IOException {
        TierImport binance =
                read(
                        "binance-usdm_b_2025-06-01.json",
                        """
                        [{"symbol": "ABUSDT", "brackets": [
                          {"bracket": 1, "initialLeverage": 50, "notionalCap": 1000,
                           "notionalFloor": 0, "maintMarginRatio": 0.01, "cum": 0.0},
                          {"bracket": 2, "initialLeverage": 20, "notionalCap": 5000,
                           "notionalFloor": 1000, "maintMarginRatio": 0.02, "cum": 10.0}]}]
                        """);
        TierImport bybit =
                read(
                        "bybit_b_2025-06-01.json",
                        """
                        {"result": {"list": [
                          {"symbol": "ABUSDT", "riskLimitValue": "1000", "maxLeverage": "50.00",
                           "maintenanceMargin": "0.01", "mmDeduction": ""},
                          {"symbol": "ABUSDT", "riskLimitValue": "5000", "maxLeverage": "20.00",
                           "maintenanceMargin": "0.02", "mmDeduction": "10"}]}}
                        """);
        assertThat(binance.problems()).isEmpty();
        assertThat(bybit.problems()).isEmpty();
        assertThat(bybit.tables().getFirst().scale())
                .isEqualTo(binance.tables().getFirst().scale());
    }

    @Test
    void computesDeductionsThatAreNotPrinted() throws IOException {
        TierImport read =
                read(
                        "gate_x_2025-06-01.json",
                        """
                        {"A/USDT:USDT": [
                          {"minNotional": 0, "maxNotional": 1000, "maintenanceMarginRate": 0.01,
                           "maxLeverage": 50},
                          {"minNotional": 1000, "maxNotional": 5000, "maintenanceMarginRate": 0.02,
                           "maxLeverage": 20}]}
                        """);
        assertThat(read.tables().getFirst().scale().tiers().get(1).deduction())
                .isEqualTo(Rational.of(10));
        assertThat(read.notes().toString()).contains("deductions are not printed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x.json | {\"A\": [] | expected JSON",
                "x.json | {} | expected a venue and a date",
                "v_x_2025-01-01.json | {} | expected tiers by symbol",
                "v_x_2025-01-01.json | {\"A\": []} | expected at least one tier",
                "v_x_2025-01-01.json | {\"A\": [{\"maxLeverage\": 5}]} | expected numbers in",
                "x.xml | <a/> | a file of kind .toml, .csv or .json, found .xml",
                "x.csv | a,b | expected at least one tier, found none",
                "x.toml | format = 3 | expected format = \"spillway-tiers-1\", found 3",
                "x.toml | = | expected TOML",
            })
    void refusesAFileThatIsNone(String name, String text, String complaint) throws IOException {
        TierImport read = read(name, text);
        assertThat(read.isClean()).isFalse();
        assertThat(read.problems().getFirst().toString()).contains(complaint);
    }

    @Test
    void keepsTheTablesOfTwoDatesApart() throws IOException {
        TierImport read =
                read(
                        "t.csv",
                        CSV_HEAD
                                + "v,AAA,1,0,5000,50,0.02,0,quote,2025-01-01\n"
                                + "v,AAA,1,0,5000,40,0.02,0,quote,2025-06-01\n"
                                + "v,AAA,2,5000,9000,20,0.05,150,quote,2025-01-01\n"
                                + "v,AAA,2,5000,9000,10,0.05,150,quote,2025-06-01\n");
        assertThat(read.problems()).isEmpty();
        assertThat(read.tables())
                .extracting(TierTable::toString)
                .containsExactly("v AAA as of 2025-01-01", "v AAA as of 2025-06-01");
        assertThat(read.tables()).allMatch(table -> table.scale().tiers().size() == 2);
    }

    @Test
    void refusesAUnitThatItDoesNotKnow() throws IOException {
        TierImport read = read("t.csv", CSV_HEAD + "v,AAA,1,0,5000,50,0.02,0,wombats,2025-01-01\n");
        assertThat(read.tables()).isEmpty();
        assertThat(read.problems().getFirst().toString())
                .contains("v AAA: expected a unit that begins with quote, base, coin or contracts")
                .contains("found 'wombats'");
    }

    /// The second table of a symbol would silently take the place of the first.
    @Test
    void refusesASymbolThatJsonNamesTwice() throws IOException {
        TierImport read =
                read("binance-usdm_all_2025-01-01.json", "{\"A/USDT:USDT\":[],\"A/USDT:USDT\":[]}");
        assertThat(read.tables()).isEmpty();
        assertThat(read.problems().getFirst().toString())
                .contains("A/USDT:USDT")
                .contains("line 1");
    }

    @Test
    void saysWhereJsonEnds() throws IOException {
        TierImport read = read("binance-usdm_all_2025-01-01.json", "{\n\"A\": [");
        assertThat(read.problems().getFirst().toString())
                .contains("expected JSON, found")
                .contains("line 2")
                .doesNotContain("REDACTED");
    }

    @Test
    void refusesACsvOfOtherColumns() throws IOException {
        assertThat(read("x.csv", "venue,symbol\nv,A\n").problems().getFirst().toString())
                .contains("expected the columns venue, symbol, tier");
    }

    private static final String TOML_HEAD =
            """
            format = "spillway-tiers-1"
            venue = "v"
            source = "page, day"
            [[table]]
            symbol = "A"
            """;

    @Test
    void readsItsOwnFormat() throws IOException {
        TierImport read =
                read(
                        "x.toml",
                        TOML_HEAD
                                + """
                                seen = [2025-01-01, 2025-02-01]
                                scale = "marginal"
                                unit = "quote"
                                tiers = [["1000", "50", "1/100", "0"], ["", "20", "0.02", "10"]]
                                """);
        assertThat(read.problems()).isEmpty();
        assertThat(read.tables())
                .extracting(TierTable::seen)
                .containsExactly(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 2, 1));
        assertThat(read.tables().getFirst().source()).isEqualTo("page, day");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "unit = 'quote'; scale = 'flat'; tiers = [['', '9', '0.1']]; seen = 3 |"
                        + " expected seen as a date",
                "unit = 'quote'; scale = 'flat'; tiers = [['', '9', '0.1']]; seen = [3] |"
                        + " expected dates in seen",
                "unit = 'odd'; scale = 'flat'; tiers = [['', '9', '0.1']] |"
                        + " expected unit to be quote, coin or contracts, found odd",
                "unit = 'quote'; scale = 'odd' |"
                        + " expected scale to be marginal, flat or continuous, found odd",
                "unit = 'quote'; scale = 'flat' | expected tiers, found none",
                "unit = 'quote'; scale = 'flat'; tiers = [['1']] | expected tier 1 as 3 strings",
                "unit = 'quote'; scale = 'flat'; tiers = [[1, '2', '3']] |"
                        + " expected a number in quotes, found 1",
                "unit = 'quote'; scale = 'flat'; tiers = [['x', '2', '3']] |"
                        + " expected a decimal number, found 'x'",
                "unit = 'quote'; scale = 'continuous'; initial = '0.1'; maintenance = '0.1' |"
                        + " expected a number in quotes, found null",
            })
    void saysWhatIsWrongWithItsOwnFormat(String body, String complaint) throws IOException {
        String text = TOML_HEAD + body.replace("; ", "\n") + "\n";
        if (!body.contains("seen")) {
            text += "seen = 2025-01-01\n";
        }
        assertThat(read("x.toml", text).problems().getFirst().toString()).contains(complaint);
    }

    /// Binance closes a tier by setting its cap to its floor (BEAMXUSDT on 2026-01-29).
    @Test
    void keepsATierThatHoldsNoSize() throws IOException {
        TierImport read =
                read(
                        "t.csv",
                        CSV_HEAD
                                + "v,AAA,1,0,1000,50,0.01,0,quote,2025-01-01\n"
                                + "v,AAA,2,1000,1000,20,0.02,10,quote,2025-01-01\n"
                                + "v,AAA,3,1000,9000,10,0.05,40,quote,2025-01-01\n");
        TierTable table = read.tables().getFirst();
        assertThat(read.brackets()).isEqualTo(3);
        assertThat(table.scale().tierOf(Rational.of(1000)).orElseThrow().number()).isEqualTo(1);
        assertThat(table.scale().tierOf(Rational.of(1001)).orElseThrow().number()).isEqualTo(3);
        var contract =
                spillway.margin.ContractTerms.linear(
                        "USD",
                        spillway.market.Decimal.ONE,
                        spillway.market.Decimal.ONE,
                        spillway.market.Decimal.ONE,
                        0);
        assertThat(table.schedule(contract).roundedUp(1, 2000)).isEqualTo(60);
    }

    @Test
    void takesVenueAndDateFromTheLabelFirst() throws IOException {
        Path file = folder.resolve("v_x_2025-01-01.json");
        Files.writeString(
                file,
                """
                {"A": [{"minNotional": 0, "maxNotional": 1000, "maintenanceMarginRate": 0.01,
                        "maxLeverage": 50}]}
                """);
        var label =
                new TierFileLabel(
                        Optional.of(new Venue("w")), Optional.of(LocalDate.of(2024, 2, 29)));
        assertThat(TierFiles.read(file, label).tables().getFirst())
                .hasToString("w A as of 2024-02-29");
    }
}

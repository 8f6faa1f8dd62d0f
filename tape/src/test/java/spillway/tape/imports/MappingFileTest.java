package spillway.tape.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A mapping file that cannot be used says everything that is wrong with it, each with line, key
/// and what is allowed, in the order of the file.
class MappingFileTest {
    private static String problems(String toml) {
        var thrown =
                catchThrowableOfType(MappingException.class, () -> Mapping.parse("m.toml", toml));
        assertThat(thrown).as("accepted").isNotNull();
        return thrown.problems().stream()
                .map(MappingProblem::toString)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void anEmptyFileIsToldAllThatItNeeds() {
        assertThat(problems(""))
                .isEqualTo(
                        """
                        m.toml: name: is missing; expected a text in quotes
                        m.toml: format: is missing; expected one of: csv, json, json-lines
                        m.toml: time.column: is missing; expected the name of the column with the time
                        m.toml: time.unit: is missing; expected one of: s, ms, us, ns, auto, text
                        m.toml: makes no events; expected at least one of [[reported]], \
                        [[reportedColumns]], [[liquidation]], [[deleveraging]], [[trade]], [[position]], \
                        [[markPrice]], [[indexPrice]], [[fundingRate]], [[openInterest]], [[longShortRatio]]\
                        """);
    }

    @Test
    void everyMistakeIsToldAtOnceInTheOrderOfTheFile() {
        assertThat(
                        problems(
                                """
                                name = 7
                                format = "cvs"
                                interval = "1 hour"
                                fileName = "(?<symbol"
                                sauce = "x"
                                [csv]
                                delimiter = ";;"
                                header = "none"
                                skipLines = -1
                                [time]
                                column = ["t", 5]
                                unit = "minutes"
                                offset = "+99:00"
                                [subject]
                                venue = "Gate.io"
                                prefixes = { k = 0 }
                                contractSize = "-1"
                                [[subject.shape]]
                                pattern = "(?<base>.+)"
                                [[reported]]
                                metric = "liquidated"
                                value = "v"
                                open = "o"
                                zero = "never"
                                [[liquidation]]
                                side = { column = "s", means = "taker", values = { B = "up" } }
                                prize = "p"
                                [coverage]
                                mode = "silence"
                                """))
                .isEqualTo(
                        """
                        m.toml:1: name: expected a text in quotes, found the number 7
                        m.toml:2: format: 'cvs' is not one of: csv, json, json-lines
                        m.toml:3: interval: expected a length of time such as 250ms, 1s, 10m, 1h or 1d, found '1 hour'
                        m.toml:4: fileName: is not a regular expression: named capturing group is missing trailing '>'
                        m.toml:5: sauce: is not a key here; expected one of: coverage, csv, deleveraging, \
                        description, file, fileName, format, fundingRate, ignore, indexPrice, interval, \
                        liquidation, longShortRatio, markPrice, missing, name, openInterest, position, \
                        reported, reportedColumns, require, source, subject, time, trade
                        m.toml:6: csv.columns: must name the columns of files without a header
                        m.toml:7: csv.delimiter: expected one character, not a quote or an end of line, found ';;'
                        m.toml:9: csv.skipLines: expected a whole number from 0 to 1000, found the number -1
                        m.toml:11: time.column: expected a list of texts, found the number 5 in it
                        m.toml:12: time.unit: 'minutes' is not one of: s, ms, us, ns, auto, text
                        m.toml:13: time.offset: expected an offset such as +08:00, found '+99:00'
                        m.toml:15: subject.venue: venue code must be 1 to 40 of a-z, 0-9 and '-', was 'Gate.io'
                        m.toml:16: subject.prefixes: expected a whole number > 0 for k, found 0
                        m.toml:17: subject.contractSize: expected a number > 0 in quotes, found '-1'
                        m.toml:18: subject.shape[1].coin: names the group 'coin', but the pattern has base
                        m.toml:18: subject.shape[1].symbol: names the group 'coin', but the pattern has base
                        m.toml:21: reported[1].metric: 'liquidated' is not one of: price, liquidatedLong, \
                        liquidatedShort, liquidationOrders, deleveragingOrders, fundingRate, \
                        fundingRateByOpenInterest, fundingRateByVolume, openInterest, \
                        openInterestStableMargin, openInterestCoinMargin, openInterestCoins, cvd, takerBuy, \
                        takerSell, futuresVolume, spotVolume, spotPrice, longShortAllAccounts, \
                        longShortTopAccounts, longShortTopPositions, bidDepth, askDepth, marginLong, \
                        marginShort, borrowRate, etfFlow, etfAssets, spotPremium
                        m.toml:21: reported[1].metric: needs to know who reports it: give the file a source
                        m.toml:22: reported[1].value: expected either value, or open, high, low and close
                        m.toml:24: reported[1].zero: 'never' is not one of: value, missing, leading-missing
                        m.toml:25: liquidation[1].quantity: is missing; expected a column for quantity or for value
                        m.toml:25: liquidation[1].price: is missing; expected a text in quotes
                        m.toml:26: liquidation[1].side.means: 'taker' is not one of: position, order
                        m.toml:26: liquidation[1].side.values: 'up' for B is not one of: long, short
                        m.toml:27: liquidation[1].prize: is not a key here; expected one of: completeness, \
                        files, id, optional, price, priceKind, quantity, side, value
                        m.toml:28: coverage.silence: is missing; expected a length of time such as 10m\
                        """);
    }

    @Test
    void brokenTomlIsToldWithItsLine() {
        assertThat(problems("name = \"x\"\nformat = csv\n")).startsWith("m.toml:2: TOML: ");
    }

    @Test
    void columnsThatAHeaderlessFileCannotHaveAreTold() {
        assertThat(
                        problems(
                                """
                                name = "x"
                                format = "csv"
                                fileName = '^(?<symbol>[A-Z]+)'
                                [csv]
                                header = "none"
                                columns = ["time", "price", "price"]
                                [time]
                                column = "t"
                                unit = "ms"
                                [subject]
                                venue = "v"
                                symbolColumn = "symbol"
                                [[trade]]
                                quantity = "qty"
                                price = "price"
                                """))
                .isEqualTo(
                        """
                        m.toml:6: csv.columns: names a column twice
                        m.toml:6: csv.columns: does not name these, which the mapping reads: t, qty\
                        """);
    }

    @Test
    void whatContradictsItselfIsTold() {
        assertThat(
                        problems(
                                """
                                name = "x"
                                format = "json-lines"
                                [csv]
                                header = "auto"
                                [time]
                                column = "t"
                                unit = "ms"
                                offset = "+08:00"
                                [subject]
                                symbolColumn = "s"
                                wholeMarket = true
                                [coverage]
                                mode = "grid"
                                silence = "1h"
                                [[reported]]
                                metric = "price"
                                unit = "percent"
                                open = "o"
                                [[position]]
                                account = "a"
                                quantity = "q"
                                entryPrice = "e"
                                value = "v"
                                side = { column = "d", means = "order", values = { L = "long", l = "short" } }
                                [[fundingRate]]
                                rate = "r"
                                intervalHours = "h"
                                interval = "8h"
                                """))
                .isEqualTo(
                        """
                        m.toml:3: csv: is not a key here; expected one of: coverage, deleveraging, \
                        description, file, fileName, format, fundingRate, ignore, indexPrice, interval, \
                        liquidation, longShortRatio, markPrice, missing, name, openInterest, position, \
                        reported, reportedColumns, require, source, subject, time, trade
                        m.toml:8: time.offset: is only for texts: a number counts from 1970 in UTC
                        m.toml:9: subject: names no venue; give it a venue or a venueColumn
                        m.toml:11: subject.wholeMarket: has no place beside symbolColumn
                        m.toml:13: coverage.mode: is grid, but no interval is given at the top or in a rule
                        m.toml:14: coverage.silence: is only for mode = "silence" or "span"
                        m.toml:15: reported[1].value: expected either value, or open, high, low and close
                        m.toml:16: reported[1].metric: needs to know who reports it: give the file a source
                        m.toml:17: reported[1].unit: 'percent' is not one of: usd, thousandUsd, millionUsd
                        m.toml:24: position[1].side.means: 'order' is not one of: position
                        m.toml:24: position[1].side.values: l is there twice; capitals do not matter
                        m.toml:28: fundingRate[1].interval: expected either interval or intervalHours, found both\
                        """);
    }
}

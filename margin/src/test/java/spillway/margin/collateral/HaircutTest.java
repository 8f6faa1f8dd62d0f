package spillway.margin.collateral;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.margin.Rational;
import spillway.market.Venue;

class HaircutTest {
    private static final Venue VENUE = new Venue("v");

    private static final String HEAD =
            """
            format = "spillway-haircuts-1"
            venue = "v"
            source = "page, day"
            """;

    private static final String COINS =
            HEAD
                    + """
                    [[asset]]
                    asset = "BTC"
                    seen = 2025-01-01
                    steps = [["10", "0.02"], ["20", "0.05"], ["30", "0.5"]]
                    [[asset]]
                    asset = "BTC"
                    seen = 2025-06-01
                    steps = [["", "0.1"]]
                    """;

    private static HaircutBook book() {
        return new HaircutBook(HaircutFiles.read("x.toml", COINS).tables());
    }

    private static Rational r(String text) {
        return Rational.parse(text);
    }

    /// Each step's haircut on its own part; nothing beyond the last; debts in full.
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5, 4.9",
        "10, 9.8",
        "15, 14.55",
        "20, 19.3",
        "25, 21.8",
        "30, 24.3",
        "99, 24.3",
        "-3, -3",
    })
    void countsEachStepAtItsOwnHaircut(String amount, String counted) {
        HaircutTable table = book().find(VENUE, "BTC", LocalDate.of(2025, 5, 31)).orElseThrow();
        assertThat(table.counted(r(amount))).isEqualTo(r(counted));
    }

    @ParameterizedTest
    @CsvSource({"2025-01-01, 98", "2025-05-31, 98", "2025-06-01, 90"})
    void takesTheHaircutOfTheDay(LocalDate date, String value) {
        var holding = new HaircutBook.Holding("BTC", r("1"), r("100"));
        assertThat(book().count(VENUE, date, List.of(holding)).value()).isEqualTo(r(value));
    }

    @Test
    void countsNothingForAnAssetWithoutAHaircutAndSaysSo() {
        var counted =
                book().count(
                                VENUE,
                                LocalDate.of(2025, 7, 1),
                                List.of(
                                        new HaircutBook.Holding("BTC", r("2"), r("100")),
                                        new HaircutBook.Holding("MOON", r("5"), r("100")),
                                        new HaircutBook.Holding("USDT", r("-30"), r("1"))));
        assertThat(counted.value()).isEqualTo(r("150"));
        assertThat(counted.uncounted()).containsExactly("MOON");
    }

    @Test
    void countsNothingBeforeTheFirstDate() {
        var holding = new HaircutBook.Holding("BTC", r("1"), r("100"));
        assertThat(book().count(VENUE, LocalDate.of(2024, 12, 31), List.of(holding)).value())
                .isEqualTo(Rational.ZERO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[\"\", \"1.5\"]] | step 1: expected a haircut of 0 to 1, found 1.5",
                "[[\"10\", \"0.2\"], [\"\", \"0.1\"]] | step 2: expected a haircut of at least 0.2",
                "[[\"10\", \"0.1\"], [\"5\", \"0.2\"]] | step 2: expected an end above 10, found 5",
                "[[\"\", \"0.1\"], [\"5\", \"0.2\"]] | step 1: expected an end, since more steps",
                "[] | expected at least one step, found none",
                "[[\"1\"]] | expected steps as pairs of strings",
                "[[1, 2]] | expected the end of a step as text, found 1",
            })
    void refusesStepsThatCannotBe(String steps, String complaint) {
        var read =
                HaircutFiles.read(
                        "x.toml",
                        HEAD + "[[asset]]\nasset = \"A\"\nseen = 2025-01-01\nsteps = " + steps);
        assertThat(read.tables()).isEmpty();
        assertThat(read.problems().getFirst()).contains(complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "= | expected TOML",
                "format = 2 | expected format = \"spillway-haircuts-1\", found 2",
            })
    void refusesAFileThatIsNone(String text, String complaint) {
        assertThat(HaircutFiles.read("x.toml", text).problems().getFirst()).contains(complaint);
    }

    @Test
    void comesWithTheHaircutsThatWerePublishedWithANumber() {
        HaircutBook own = HaircutFiles.builtIn();
        assertThat(own.tables()).isNotEmpty().allMatch(t -> !t.source().isBlank());
        assertThat(
                        own.find(new Venue("kraken-futures"), "AAVE", LocalDate.of(2025, 10, 10))
                                .orElseThrow()
                                .counted(r("10")))
                .isEqualTo(r("8"));
    }
}

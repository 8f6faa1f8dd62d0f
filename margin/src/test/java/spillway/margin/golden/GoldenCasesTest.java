package spillway.margin.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.testing.Recordings;

class GoldenCasesTest {
    @Test
    void reproducesEveryPublishedCase() throws IOException {
        Path file = Recordings.shared("margin/golden-cases.json");
        GoldenReport report = GoldenCases.run(file);
        assertThat(failures(report)).isEmpty();
        assertThat(report.summary()).isEqualTo("89 passed, 0 failed");
    }

    private static String failures(GoldenReport report) {
        return report.results().stream()
                .filter(result -> !result.passed())
                .map(GoldenResult::toString)
                .collect(Collectors.joining("\n"));
    }

    private static GoldenResult only(String formula, String inputs, String expected) {
        return GoldenCases.run(
                        "test",
                        "{\"cases\":[{\"id\":\"X\",\"formula\":\""
                                + formula
                                + "\",\"inputs\":"
                                + inputs
                                + ",\"expected\":"
                                + expected
                                + ",\"tolerance\":0.01}]}")
                .results()
                .getFirst();
    }

    @Test
    void failsWhereAFigureLiesOutsideTheTolerance() {
        String inputs = "{\"prev_cum\":50,\"floor\":250000,\"mmr\":0.01,\"prev_mmr\":0.005}";
        assertThat(only("cum_step", inputs, "{\"cum\":1300.01}").passed()).isTrue();
        GoldenResult wrong = only("cum_step", inputs, "{\"cum\":1300.02}");
        assertThat(wrong.passed()).isFalse();
        assertThat(wrong.figures())
                .containsExactly(new GoldenFigure("cum", "1300.02", "1300", false));
    }

    @Test
    void failsWhereTheFormulaIsUnknown() {
        assertThat(only("astrology", "{}", "{\"x\":1}").problem().orElse(""))
                .contains("found 'astrology'")
                .contains("binance_liq");
    }

    @Test
    void failsWhereAnInputIsMissing() {
        assertThat(only("cum_step", "{\"floor\":1}", "{\"cum\":1}").problem().orElse(""))
                .contains("expected a number under prev_cum");
    }

    @Test
    void failsWhereTheExpectedFigureIsNotOneOfTheFormula() {
        String inputs = "{\"prev_cum\":50,\"floor\":250000,\"mmr\":0.01,\"prev_mmr\":0.005}";
        assertThat(only("cum_step", inputs, "{\"price\":1}").problem().orElse(""))
                .contains("gives cum")
                .contains("expects price");
    }

    @Test
    void failsACaseThatExpectsNothing() {
        String inputs = "{\"prev_cum\":50,\"floor\":250000,\"mmr\":0.01,\"prev_mmr\":0.005}";
        assertThat(only("cum_step", inputs, "{}").passed()).isFalse();
    }

    @Test
    void saysThatACaseExpectsNothing() {
        String inputs = "{\"prev_cum\":50,\"floor\":250000,\"mmr\":0.01,\"prev_mmr\":0.005}";
        assertThat(only("cum_step", inputs, "{}").problem().orElse(""))
                .contains("expected at least one figure under expected, found none");
    }

    /// 25,075 x 2 / (2 - 1) and 6,307 x 33 / 34 lie on the tick: rounding away from the trader must
    /// not move them by another one.
    @ParameterizedTest
    @CsvSource({"-1, 25075, 2, 0.01, 50150", "1, 6307, 33, 0.1, 6121.5", "1, 216, 5, 0.5, 180"})
    void leavesABankruptcyPriceOnTheTickWhereItIs(
            int side, String entry, int leverage, String tick, String price) {
        String inputs =
                "{\"side\":%d,\"entry\":%s,\"leverage\":%d,\"tick\":%s}"
                        .formatted(side, entry, leverage, tick);
        var found = only("bybit_inverse_bust_leverage", inputs, "{\"bankruptcy_price\":0}");
        assertThat(found.figures().getFirst().found()).isEqualTo(price);
    }

    @Test
    void countsTheProfitOfAPriceFarFromEntry() {
        String inputs = "{\"side\":-1,\"qty_usd\":10000000,\"entry\":40000,\"exit\":1}";
        assertThat(only("inverse_pnl", inputs, "{\"pnl\":9999750}").passed()).isTrue();
    }

    /// The formula gives -500 / 0.99 for a long that is paid in full; the venue shows no price.
    @Test
    void readsAPriceOfZeroOrBelowAsNone() {
        String inputs =
                "{\"side\":1,\"size\":1,\"entry\":1000,\"wallet\":1500,\"mmr\":0.01,\"cum\":0}";
        assertThat(only("binance_liq", inputs, "{\"liq_price\":-505.05}").passed()).isTrue();
        assertThat(only("binance_liq", inputs, "{\"liq_price\":null}").passed()).isTrue();
        assertThat(only("binance_liq", inputs, "{\"liq_price\":1}").passed()).isFalse();
    }

    @Test
    void refusesAFileWithoutCases() {
        assertThatThrownBy(() -> GoldenCases.run("x.json", "{}"))
                .hasMessageContaining("x.json: expected a list of cases");
        assertThatThrownBy(() -> GoldenCases.run("x.json", "{")).hasMessageContaining("JSON");
    }

    /// `max(0, 50) / max(1, 100) x 30 / 150` (binance.com/en/support/faq/360033525471).
    @Test
    void scoresAsBinanceDoes() {
        var inputs = "{\"upnl\":50,\"wallet\":100,\"mm\":30}";
        assertThat(only("binance_adl", inputs, "{\"score\":0.1,\"margin_ratio\":0.2}").passed())
                .isTrue();
    }
}

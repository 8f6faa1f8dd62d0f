package spillway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `spillway margin` takes beside the plain position of the how-to, and what it refuses.
class MarginUseTest {
    private static final String BITCOIN =
            "--venue binance-usdm --instrument BTCUSDT --date 2026-02-05 --side long --entry 70000"
                    + " --size 1 --leverage 20";

    @TempDir Path folder;

    private static Spillway margin(String options) {
        var words = new ArrayList<>(List.of("margin"));
        words.addAll(List.of(options.split(" ")));
        return Spillway.run(words.toArray(new String[0]));
    }

    private static String figure(String options, String key) {
        var answer = margin(options + " --json");
        assertThat(answer.err()).as(options).isEmpty();
        return answer.json().path(key).asString("none");
    }

    /// 5,000 + (P - 70,000) + 0.4 x (71,000 - P) = 0.004 P + 0.0016 P.
    @Test
    void answersForAHedge() {
        String hedge = BITCOIN + " --mode cross --margin 5000 --hedge-entry 71000 --hedge-size 0.4";
        assertThat(figure(hedge, "liquidationPrice")).isEqualTo("61574.6971736205");
    }

    /// 5,000 - 600 + 100 behind 70,000 at 0.4 %: 65,500 / 0.996.
    @Test
    void answersBesideOtherPositions() {
        String account =
                BITCOIN + " --mode cross --margin 5000 --other-maintenance 600 --other-profit 100";
        assertThat(figure(account, "liquidationPrice")).isEqualTo("65763.0522088353");
        String loss = BITCOIN + " --mode cross --margin 5700 --other-profit -1200";
        assertThat(figure(loss, "liquidationPrice")).isEqualTo("65763.0522088353");
    }

    @Test
    void answersFromTheTablesOfAFile() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("binance-usdm_tiers_2026-01-01.json"),
                        """
                        {"BTC/USDT:USDT": [
                          {"info": {"notionalFloor": "0", "notionalCap": "50000",
                            "maintMarginRatio": "0.01", "cum": "0.0", "initialLeverage": "50"}},
                          {"info": {"notionalFloor": "50000", "notionalCap": "90000",
                            "maintMarginRatio": "0.02", "cum": "500", "initialLeverage": "20"}}]}
                        """);
        // 66,500 = P - (0.02 P - 500)
        assertThat(figure(BITCOIN + " --tiers " + file, "liquidationPrice"))
                .isEqualTo("67346.9387755102");
        String ether = BITCOIN.replace("BTCUSDT", "ETHUSDT") + " --tiers " + file;
        assertThat(margin(ether).err()).contains("known symbols are BTCUSDT");
    }

    @Test
    void takesTheUnitsOfAContractThatIsNotListed() {
        String sol =
                "--venue okx --instrument SOL-USDT-SWAP --date 2026-02-05 --side long --entry 100"
                        + " --size 10 --leverage 10 --contract linear,1,0.01,0.01,USDT --set"
                        + " maintenance-rate=0.01";
        // 1,000 - 100 = 10 P (1 - 0.01 - 0.0005)
        assertThat(figure(sol, "liquidationPrice")).isEqualTo("90.9550277918");
    }

    /// A file that does not say its date takes it from the line.
    @Test
    void datesAFileOfTiers() throws IOException {
        String head =
                "venue,symbol,tier,notional_floor,notional_cap,max_leverage,mmr,"
                        + "maintenance_amount,unit,source_date\n";
        Path file =
                Files.writeString(
                        folder.resolve("t.csv"), head + "v,AAA,1,0,5000,50,0.02,0,quote,unknown\n");
        assertThat(margin("tiers " + file).err()).contains("expected a date");
        assertThat(margin("tiers " + file + " --date 2025-01-01").exit()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --mode hedge                          | 2 | for a hedge, cross with --hedge-entry
                    --hedge-size 1                        | 2 | --hedge-size: expected --mode cross beside it
                    --mode cross --hedge-size 1           | 2 | expected --hedge-entry; a hedge needs
                    --mode cross --hedge-size 0 --hedge-entry 1 | 2 | hedge size must be > 0, was 0
                    --contract linear,1                   | 2 | --contract: expected linear, inverse or quanto
                    --contract cubic,1,1,1,USD            | 2 | found 'cubic,1,1,1,USD'
                    --contract linear,1,0,1,USD           | 2 | lot must be > 0, was 0
                    --set moon=1                          | 1 | found moon; leave it out
                    --set maintenance-rate=0              | 1 | above 0 and at most 1, found 0
                    --tiers nowhere.json                  | 1 | nowhere.json
                    """)
    void refusesWhatItCannotUse(String options, int exit, String message) {
        var answer = margin(BITCOIN + " " + options);
        assertThat(answer.err()).contains(message);
        assertThat(answer.exit()).isEqualTo(exit);
        assertThat(answer.out()).isEmpty();
    }
}

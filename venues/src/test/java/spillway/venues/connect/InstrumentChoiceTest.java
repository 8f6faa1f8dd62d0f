package spillway.venues.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spillway.market.Instrument;
import spillway.market.Venue;
import spillway.venues.protocol.CoinNames;

/// What people write to choose instruments, and what it chooses.
class InstrumentChoiceTest {
    private static final List<Instrument> CATALOGUE =
            List.of(
                    instrument("ETHUSDT", "ETH"),
                    instrument("BTCUSDT", "BTC"),
                    instrument("BTCUSDC", "BTC"),
                    instrument("1000PEPEUSDT", "1000PEPE"),
                    instrument("BTC-USDT-SWAP", "BTC"));

    private static Instrument instrument(String symbol, String base) {
        return Instrument.linear(new Venue("v"), symbol, CoinNames.of(base).coin(), "USDT", 2, 3);
    }

    private static String chosen(String text) {
        return String.join(
                " ",
                InstrumentChoice.parse(text).choose(CATALOGUE).stream()
                        .map(Instrument::symbol)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    all            | ETHUSDT BTCUSDT BTCUSDC 1000PEPEUSDT BTC-USDT-SWAP
                    top:2          | ETHUSDT BTCUSDT
                    top:99         | ETHUSDT BTCUSDT BTCUSDC 1000PEPEUSDT BTC-USDT-SWAP
                    btcusdt        | BTCUSDT
                    BTC*           | BTCUSDT BTCUSDC BTC-USDT-SWAP
                    *usdt          | ETHUSDT BTCUSDT 1000PEPEUSDT
                    *USDT*         | ETHUSDT BTCUSDT 1000PEPEUSDT BTC-USDT-SWAP
                    B*C*T*         | BTCUSDT BTC-USDT-SWAP
                    BTCUSDT,ETH*   | ETHUSDT BTCUSDT
                    coin:pepe,eth  | ETHUSDT 1000PEPEUSDT
                    COIN: BTC      | BTCUSDT BTCUSDC BTC-USDT-SWAP
                    """)
    void isUnderstood(String text, String expected) {
        assertThat(chosen(text)).isEqualTo(expected);
    }

    @Test
    void aPatternDoesNotUseACharacterTwice() {
        assertThat(chosen("BTCUSDT*TCUSDT")).isEmpty();
        assertThat(chosen("BTCUSDT*")).isEqualTo("BTCUSDT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "BTCUSDT,", ",", "top:", "top:x", "top:0", "top:-3", "coin:"})
    void isRefusedWithWhatToWrite(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InstrumentChoice.parse(text))
                .withMessageMatching("(?s).*(such as|must be above 0).*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "top:20", "coin:BTC,ETH", "BTCUSDT,ETH*"})
    void isWrittenAsItIsRead(String text) {
        assertThat(InstrumentChoice.parse(text)).hasToString(text);
    }

    @Test
    void whatTheCatalogueHasNothingForIsNamed() {
        assertThat(InstrumentChoice.parse("coin:BTC,XMR").without(CATALOGUE))
                .containsExactly("XMR");
        assertThat(InstrumentChoice.parse("BTC*,XMR*").without(CATALOGUE)).containsExactly("XMR*");
        assertThat(InstrumentChoice.parse("top:3").without(List.of())).isEmpty();
    }
}

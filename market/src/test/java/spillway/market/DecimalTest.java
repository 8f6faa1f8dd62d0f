package spillway.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    @ParameterizedTest
    @CsvSource({
        "12.50, 125, 1",
        "-0.0100, -1, 2",
        ".5, 5, 1",
        "7., 7, 0",
        "+3, 3, 0",
        "0.000, 0, 0",
        "1e-05, 1, 5",
        "1e-99999999, 0, 0",
        "2.5E3, 2500, 0",
        "1542286.0370800002, 15422860370800002, 10",
        "0.1234567890123456789, 123456789012345679, 18",
        "12345678901.123456789, 12345678901123456789, 9",
        "999999999999999999, 999999999999999999, 0",
    })
    void readsWhatVenuesPrint(String text, String mantissa, int scale) {
        if (mantissa.length() > 19 || new java.math.BigInteger(mantissa).bitLength() > 63) {
            assertThat(Decimal.parse(text).toBigDecimal())
                    .isEqualByComparingTo(
                            new BigDecimal(text).setScale(7, java.math.RoundingMode.HALF_EVEN));
            return;
        }
        assertThat(Decimal.parse(text)).isEqualTo(new Decimal(Long.parseLong(mantissa), scale));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", ".", "e5", "1.2.3", "NaN", "None", "1,000", " 1", "0x10", "1e", "--1",
                "1e99", "١٢"
            })
    void refusesWhatIsNoNumber(String text) {
        assertThatThrownBy(() -> Decimal.parse(text))
                .isInstanceOf(NumberFormatException.class)
                .hasMessageContaining("expected a")
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithBigDecimal(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 50_000; i++) {
            long unscaled = random.nextLong() >> random.nextInt(6, 64);
            int scale = random.nextInt(0, 19);
            var exact = BigDecimal.valueOf(unscaled, scale);
            String text = random.nextBoolean() ? exact.toPlainString() : exact.toString();
            assertThat(Decimal.parse(text).toBigDecimal())
                    .as("seed %d: %s", seed, text)
                    .isEqualByComparingTo(exact);
        }
    }

    @Test
    void changesScaleOnlyWithoutLoss() {
        var price = Decimal.parse("0.0041837");
        assertThat(price.mantissaAt(9)).isEqualTo(4_183_700);
        assertThatThrownBy(() -> price.mantissaAt(6)).hasMessageContaining("more than 6 decimals");
        assertThat(new Decimal(1200, 2).mantissaAt(0)).isEqualTo(12);
        assertThatThrownBy(() -> Decimal.parse("99999999999").mantissaAt(18))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void shiftsPercentToFraction() {
        assertThat(Decimal.parse("-0.025318").shifted(-2)).hasToString("-0.00025318");
    }
}

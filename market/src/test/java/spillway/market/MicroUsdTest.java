package spillway.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MicroUsdTest {
    @ParameterizedTest
    @CsvSource({
        "15,1,7,2", // 1.5 micro-dollars goes to the even 2
        "25,1,7,2", // 2.5 too
        "35,1,7,4",
        "26,1,7,3",
        "24,1,7,2",
        "7000010,12345,5,864151234500", // 70,000.10 x 0.12345 BTC has a fraction of a micro-dollar
        // less than none
        "1,5,0,5000000",
    })
    void roundsHalfEvenOnce(long a, long b, int scale, long microUsd) {
        assertThat(MicroUsd.ofProduct(a, b, scale)).isEqualTo(microUsd);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void equalsArbitraryPrecision(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200_000; i++) {
            long a = random.nextLong() >>> random.nextInt(1, 64);
            long b = random.nextLong() >>> random.nextInt(1, 64);
            int scale = random.nextInt(0, 37);
            BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
            Object expected = outcome(() -> MicroUsd.slowly(product, scale));
            Object found = outcome(() -> MicroUsd.ofProduct(a, b, scale));
            assertThat(found)
                    .as("seed %d: %d x %d at scale %d", seed, a, b, scale)
                    .isEqualTo(expected);
        }
    }

    private static Object outcome(java.util.function.LongSupplier computation) {
        try {
            return computation.getAsLong();
        } catch (ArithmeticException _) {
            return "too large";
        }
    }

    @Test
    void refusesNegativeFactors() {
        assertThatThrownBy(() -> MicroUsd.ofProduct(-1, 2, 6)).hasMessageContaining("must be >= 0");
    }

    @Test
    void printsCentsHalfEven() {
        assertThat(MicroUsd.toCents(503_150_482_401_520L)).isEqualTo("503150482.40");
        assertThat(MicroUsd.toCents(5_000)).isEqualTo("0.00");
        assertThat(MicroUsd.toCents(15_000)).isEqualTo("0.02");
        assertThat(MicroUsd.toString(-1)).isEqualTo("-0.000001");
    }

    /// Value by contract, from the venues' definitions: linear quantity x size x price, inverse
    /// quantity x size.
    @ParameterizedTest
    @CsvSource({
        "LINEAR, 1, 2, 3, 7000010, 123, 8610012300",
        "LINEAR, 0.01, 1, 0, 700001, 25, 17500025000",
        "LINEAR, 1000, 7, 0, 41437, 2, 8287400",
        "LINEAR, 0.000125, 0, 0, 80000, 4, 40000000",
        "INVERSE, 100, 1, 0, 700001, 25, 2500000000",
    })
    void contractsAreValuedByTheirKind(
            Contract contract,
            String size,
            int priceScale,
            int quantityScale,
            long price,
            long quantity,
            long microUsd) {
        var instrument =
                new Instrument(
                        new Venue("v"),
                        "S",
                        new Coin("BTC"),
                        "USDT",
                        InstrumentKind.PERPETUAL,
                        contract,
                        Decimal.parse(size),
                        1,
                        priceScale,
                        quantityScale,
                        0);
        assertThat(instrument.notionalMicroUsd(quantity, price)).isEqualTo(microUsd);
    }
}

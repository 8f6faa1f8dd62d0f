package spillway.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WideProductTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void equalsArbitraryPrecision(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 30_000; i++) {
            long a = random.nextLong() >>> random.nextInt(1, 64);
            long b = random.nextLong() >>> random.nextInt(1, 64);
            long d = Math.max(1, random.nextLong() >>> random.nextInt(1, 64));
            BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
            long less =
                    product.min(BigInteger.valueOf(random.nextLong() >>> random.nextInt(1, 64)))
                            .longValue();
            String what = "seed " + seed + ": (" + a + " x " + b + " - " + less + ") / " + d;
            BigInteger rest = product.subtract(BigInteger.valueOf(less));
            check(what, rest, d, RoundingMode.FLOOR, () -> WideProduct.floor(a, b, less, d));
            check(what, rest, d, RoundingMode.CEILING, () -> WideProduct.ceiling(a, b, less, d));
            check(what, product, d, RoundingMode.HALF_EVEN, () -> WideProduct.halfEven(a, b, d));
        }
    }

    private static void check(
            String what,
            BigInteger dividend,
            long divisor,
            RoundingMode mode,
            java.util.function.LongSupplier found) {
        BigInteger expected =
                new BigDecimal(dividend)
                        .divide(BigDecimal.valueOf(divisor), 0, mode)
                        .toBigIntegerExact();
        if (expected.bitLength() < 63) {
            assertThat(found.getAsLong()).as(what).isEqualTo(expected.longValue());
        } else if (expected.bitLength() > 63) {
            assertThatThrownBy(found::getAsLong).as(what).isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void roundsOnlyWhereSomethingIsLeft() {
        assertThat(WideProduct.ceiling(6, 5, 0, 10)).isEqualTo(3);
        assertThat(WideProduct.ceiling(6, 5, 1, 10)).isEqualTo(3);
        assertThat(WideProduct.floor(6, 5, 1, 10)).isEqualTo(2);
        assertThat(WideProduct.halfEven(5, 5, 10)).isEqualTo(2);
        assertThat(WideProduct.halfEven(7, 5, 10)).isEqualTo(4);
    }
}

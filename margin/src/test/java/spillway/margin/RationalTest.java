package spillway.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RationalTest {
    @ParameterizedTest
    @CsvSource({
        "0.004, 0.004",
        "1e-06, 0.000001",
        "-2.50, -2.5",
        "9.2e18, 9200000000000000000",
        "100, 100"
    })
    void printsWhatItRead(String text, String printed) {
        assertThat(Rational.parse(text)).hasToString(printed);
    }

    @Test
    void printsAFractionWithoutEndAsOne() {
        assertThat(Rational.of(2, -60)).hasToString("-1/30");
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThatThrownBy(() -> Rational.parse("1,5")).hasMessageContaining("found '1,5'");
        assertThatThrownBy(() -> Rational.of(1, 0)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void isEqualByValue() {
        assertThat(Rational.of(2, 4)).isEqualTo(Rational.parse("0.50"));
        assertThat(Rational.of(2, 4)).hasSameHashCodeAs(Rational.parse("0.5"));
    }

    @Test
    void roundsToBothSides() {
        assertThat(Rational.of(-7, 2).floor()).isEqualTo(-4);
        assertThat(Rational.of(-7, 2).ceiling()).isEqualTo(-3);
        assertThat(Rational.of(7, 2).rounded(RoundingMode.HALF_EVEN)).isEqualTo(4);
    }

    @Test
    void takesRootsToSixtyDecimals() {
        Rational root = Rational.of(2).squareRoot();
        Rational error = Rational.of(2).minus(root.times(root));
        assertThat(error.signum()).isPositive();
        assertThat(error.toDouble()).isLessThan(1e-59);
        assertThat(Rational.parse("0.0625").squareRoot()).isEqualTo(Rational.of(1, 4));
    }
}

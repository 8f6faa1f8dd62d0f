package spillway.margin.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.margin.Rational;

class PriceTest {
    private static Rational r(String text) {
        return Rational.parse(text);
    }

    /// Binance, Liquidation FAQ of 2019-2020: inside the band the rate is 0.01 % exactly.
    @ParameterizedTest
    @CsvSource({
        "0, 0.0001",
        "0.0006, 0.0001",
        "0.00061, 0.00011",
        "-0.0004, 0.0001",
        "-0.00041, 0.00009",
        "0.001, 0.0005",
        "-0.001, -0.0005",
    })
    void paysInterestInsideTheBandAndTheExcessOutside(String premium, String rate) {
        assertThat(Funding.clampedToInterest(r(premium), r("0.0001"), r("0.0005")))
                .isEqualTo(r(rate));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0003, 0",
        "0.0005, 0",
        "0.0006, 0.0001",
        "-0.0005, 0",
        "-0.0008, -0.0003",
    })
    void paysNothingInsideTheBandOfDeribit(String premium, String rate) {
        assertThat(Funding.beyondBand(r(premium), r("0.0005"))).isEqualTo(r(rate));
    }

    @ParameterizedTest
    @CsvSource({"0.01, 0.00375", "-0.01, -0.00375", "0.001, 0.001"})
    void capsTheRateOfOkx(String premium, String rate) {
        assertThat(Funding.capped(r(premium), r("-0.00375"), r("0.00375"))).isEqualTo(r(rate));
    }

    @Test
    void capsTheRateOfDydxByItsLiquidityTier() {
        assertThat(Funding.clampOfLiquidityTier(r("0.02"), r("0.012"), r("6")))
                .isEqualTo(r("0.048"));
    }

    @ParameterizedTest
    @CsvSource({"101, 102, 0.01", "98, 99, -0.01", "99, 101, 0"})
    void measuresThePremiumByImpactPrices(String bid, String ask, String premium) {
        assertThat(Funding.premium(r(bid), r(ask), r("100"))).isEqualTo(r(premium));
    }

    @Test
    void takesFromOneSideWhatItGivesTheOther() {
        long value = 70_000_123_457L;
        assertThat(Funding.payment(value, r("0.0001"))).isEqualTo(7_000_012);
        assertThat(Funding.payment(value, r("-0.0001"))).isEqualTo(-7_000_012);
    }

    /// Binance, same page: index 10,000, rate 0.03 %, four of eight hours left: 10,001.5.
    @Test
    void carriesTheIndexToTheNextFunding() {
        assertThat(MarkPrice.carried(r("10000"), r("0.0003"), r("4"), r("8")))
                .isEqualTo(r("10001.5"));
        assertThat(MarkPrice.withBasis(r("10000"), r("-2.5"))).isEqualTo(r("9997.5"));
    }

    @ParameterizedTest
    @CsvSource({"1,2,3,2", "3,1,2,2", "2,3,1,2", "5,5,1,5", "1,5,5,5"})
    void takesTheMiddleOfThree(String a, String b, String c, String middle) {
        assertThat(MarkPrice.median(r(a), r(b), r(c))).isEqualTo(r(middle));
        assertThat(MarkPrice.median(List.of(r(a), r(b), r(c)))).isEqualTo(r(middle));
    }

    @Test
    void takesTheMeanOfTheTwoMiddleOnes() {
        assertThat(MarkPrice.median(List.of(r("4"), r("1"), r("2"), r("9")))).isEqualTo(r("3"));
        assertThatThrownBy(() -> MarkPrice.median(List.of()))
                .hasMessageContaining("at least one price");
    }

    private static IndexPrice.Source source(String price, String weight, long silenceMs) {
        return new IndexPrice.Source(r(price), r(weight), silenceMs);
    }

    private static Rational index(IndexPrice.Source... sources) {
        return IndexPrice.guarded(List.of(sources), 10_000, r("0.05"));
    }

    @Test
    void weighsTheSources() {
        assertThat(index(source("100", "3", 0), source("104", "1", 0))).isEqualTo(r("101"));
    }

    @Test
    void dropsASourceThatIsFarOrSilent() {
        var near = source("100", "1", 0);
        var nearToo = source("102", "1", 9_999);
        assertThat(index(near, nearToo, source("110", "5", 0))).isEqualTo(r("101"));
        assertThat(index(near, nearToo, source("101", "5", 10_000))).isEqualTo(r("101"));
    }

    @Test
    void takesTheMedianWhenMoreThanOneIsFar() {
        assertThat(
                        index(
                                source("100", "1", 0),
                                source("101", "7", 0),
                                source("102", "1", 0),
                                source("150", "1", 0),
                                source("50", "1", 0)))
                .isEqualTo(r("101"));
    }

    @Test
    void hasNoIndexWithoutAFreshSource() {
        assertThatThrownBy(() -> index(source("100", "1", 10_000)))
                .hasMessageContaining("found none");
    }
}

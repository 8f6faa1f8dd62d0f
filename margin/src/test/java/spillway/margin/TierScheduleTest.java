package spillway.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Schedules in money units of a whole dollar unless a test says otherwise.
class TierScheduleTest {
    private static TierStep step(long floor, String rate, String deduction) {
        return new TierStep(floor, Rational.parse(rate), Rational.parse(deduction));
    }

    /// The first four brackets of Binance BTCUSDT on 2026-01-29.
    private static final MarginalTiers MARGINAL =
            MarginalTiers.of(
                    List.of(
                            step(0, "0.004", "0"),
                            step(300_000, "0.005", "300"),
                            step(800_000, "0.0065", "1500"),
                            step(3_000_000, "0.01", "12000")));

    /// Golden case BN-U-24 is the last row: 300k x 0.4 % + 500k x 0.5 % + 2.2M x 0.65 % + 2M x 1 %.
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "1, 0, 1",
        "250, 0, 1",
        "299999, 0, 1200",
        "300000, 0, 1200",
        "300001, 1, 1201",
        "800000, 1, 3700",
        "800001, 2, 3701",
        "3000000, 2, 18000",
        "3000001, 3, 18001",
        "5000000, 3, 38000",
    })
    void chargesEachBracketItsOwnRateRoundedUp(long value, int tier, long margin) {
        assertThat(MARGINAL.tierOf(1, value)).isEqualTo(tier);
        assertThat(MARGINAL.roundedUp(1, value)).isEqualTo(margin);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void equalsTheSumOverBrackets(long seed) {
        var random = new SplittableRandom(seed);
        long[] floors = {0, 300_000, 800_000, 3_000_000};
        String[] rates = {"0.004", "0.005", "0.0065", "0.01"};
        for (int i = 0; i < 5_000; i++) {
            long value = random.nextLong(10_000_000);
            Rational sum = Rational.ZERO;
            for (int k = 0; k < floors.length; k++) {
                long cap = k + 1 < floors.length ? floors[k + 1] : Long.MAX_VALUE;
                long part = Math.max(0, Math.min(value, cap) - floors[k]);
                sum = sum.plus(Rational.parse(rates[k]).times(part));
            }
            String what = "seed " + seed + ", value " + value;
            assertThat(MARGINAL.exact(1, Rational.of(value))).as(what).isEqualTo(sum);
            assertThat(MARGINAL.roundedUp(1, value)).as(what).isEqualTo(sum.ceiling());
            assertThat(MARGINAL.roundedDown(1, value)).as(what).isEqualTo(sum.floor());
        }
    }

    /// OKX BTC-USDT-SWAP, tiers 1 to 3 of 2025-12-29, in lots of 0.01 contracts.
    @ParameterizedTest
    @CsvSource({
        "100000, 0, 4000",
        "100001, 1, 5000",
        "500000, 1, 5000",
        "500001, 2, 7500",
    })
    void chargesTheWholePositionTheRateOfItsTierWhereTiersAreFlat(
            long lots, int tier, long margin) {
        var flat =
                FlatTiers.of(
                        TierMeasure.LOTS,
                        List.of(
                                step(0, "0.004", "0"),
                                step(100_000, "0.005", "0"),
                                step(500_000, "0.0075", "0")));
        assertThat(flat.tierOf(lots, 1_000_000)).isEqualTo(tier);
        assertThat(flat.roundedUp(lots, 1_000_000)).isEqualTo(margin);
        assertThat(flat.exact(lots, Rational.of(1_000_000))).isEqualTo(Rational.of(margin));
    }

    @Test
    void jumpsAtABoundaryOnlyWhereTiersAreFlat() {
        var flat =
                FlatTiers.of(
                        TierMeasure.VALUE,
                        List.of(step(0, "0.004", "0"), step(300_000, "0.005", "0")));
        assertThat(flat.roundedUp(1, 300_001) - flat.roundedUp(1, 300_000)).isEqualTo(301);
        assertThat(MARGINAL.roundedUp(1, 300_001) - MARGINAL.roundedUp(1, 300_000)).isEqualTo(1);
    }

    /// support.deribit.com, Linear Perpetual: 25 and 350 BTC_USDC at 100,000; 6,000 and 25 SOL_USDC
    /// at 200. In micro-dollars.
    @ParameterizedTest
    @CsvSource({
        "0.02, 0.00005, 25, 100000, 53125",
        "0.02, 0.00005, 350, 100000, 1312500",
        "0.01, 0.00005, 25, 100000, 28125",
        "0.04, 0.000005, 6000, 200, 84000",
        "0.02, 0.000005, 25, 200, 100.625",
    })
    void growsWithSizeWhereTheRateIsContinuous(
            String base, String slope, long coins, long price, String margin) {
        var schedule =
                ContinuousMargin.of(TierMeasure.LOTS, Rational.parse(base), Rational.parse(slope));
        long value = coins * price * 1_000_000;
        assertThat(Rational.of(schedule.roundedUp(coins, value), 1_000_000))
                .isEqualTo(Rational.parse(margin));
        assertThat(schedule.exact(coins, Rational.of(value)))
                .isEqualTo(Rational.of(schedule.roundedUp(coins, value)));
    }

    @Test
    void keepsADeductionThatHasNoEndingDecimals() {
        var tiers =
                MarginalTiers.of(
                        List.of(
                                new TierStep(0, Rational.of(1, 50), Rational.ZERO),
                                new TierStep(
                                        100_000_000,
                                        Rational.of(1, 30),
                                        Rational.of(4_000_000, 3))));
        assertThat(tiers.exact(1, Rational.of(130_000_000))).isEqualTo(Rational.of(3_000_000));
        assertThat(tiers.roundedUp(1, 130_000_000)).isEqualTo(3_000_000);
        assertThat(tiers.roundedDown(1, 130_000_000)).isEqualTo(3_000_000);
    }

    @Test
    void addsAClosingFeeToEveryRate() {
        TierSchedule withFee = MARGINAL.plus(Rational.parse("0.0005"));
        assertThat(withFee.roundedUp(1, 5_000_000)).isEqualTo(38_000 + 2_500);
        assertThat(MARGINAL.plus(Rational.ZERO)).isSameAs(MARGINAL);
    }

    @Test
    void refusesASeriesOfTiersThatIsNone() {
        assertThatThrownBy(() -> MarginalTiers.of(List.of()))
                .hasMessageContaining("begin with a tier of floor 0");
        assertThatThrownBy(() -> MarginalTiers.of(List.of(step(5, "0.1", "0"))))
                .hasMessageContaining("begin with a tier of floor 0");
        assertThatThrownBy(
                        () -> MarginalTiers.of(List.of(step(0, "0.1", "0"), step(0, "0.2", "0"))))
                .hasMessageContaining("floors must rise");
        assertThatThrownBy(() -> step(0, "1.01", "0")).hasMessageContaining("was 1.01");
        assertThatThrownBy(() -> FlatTiers.of(TierMeasure.VALUE, List.of(step(0, "0.1", "5"))))
                .hasMessageContaining("no deduction, was 5");
    }
}

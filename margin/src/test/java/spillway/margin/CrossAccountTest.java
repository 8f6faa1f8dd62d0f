package spillway.margin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spillway.market.Decimal;
import spillway.market.PositionSide;

class CrossAccountTest {
    private static final ContractTerms COIN =
            ContractTerms.linear(
                    "USDT", Decimal.ONE, Decimal.parse("0.001"), Decimal.parse("0.01"), 6);

    private static MarginTerms terms(ContractTerms contract, String rate, long deduction) {
        return new MarginTerms(
                contract,
                MarginalTiers.of(
                        List.of(
                                new TierStep(
                                        0,
                                        Rational.parse(rate),
                                        Rational.of(deduction * 1_000_000)))),
                MarginRule.MARK_PRICED);
    }

    private static Leg leg(PositionSide side, String size, String entry) {
        return Leg.openedAt(COIN, side, COIN.lots(Decimal.parse(size)), Rational.parse(entry));
    }

    /// The two-position example behind Binance's calculator (golden cases BN-U-03 and 04).
    @Test
    void backsEachPositionWithWhatTheOthersLeave() {
        MarginTerms ether = terms(COIN, "0.1", 135_365);
        MarginTerms bitcoin = terms(COIN, "0.025", 16_300);
        var account =
                new CrossAccount(
                        1_535_443_010_000L,
                        List.of(
                                new CrossAccount.Holding(
                                        ether,
                                        leg(PositionSide.LONG, "3683.979", "1456.84"),
                                        133_518),
                                new CrossAccount.Holding(
                                        bitcoin,
                                        leg(PositionSide.LONG, "109.488", "32481.98"),
                                        3_196_727)));
        assertThat(price(account, ether)).isEqualTo("1153.26");
        assertThat(price(account, bitcoin)).isEqualTo("26316.89");
        assertThat(account.isLiquidated()).isFalse();
    }

    private static String price(CrossAccount account, MarginTerms terms) {
        return account.liquidationPrices(terms)
                .below()
                .orElseThrow()
                .toDecimal(2, java.math.RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /// The venue's own form for a long and a short of one symbol
    /// (binance.com/en/support/faq/b3c689c1f50a44cabb3a84e663b81d93), one rate: `(WB + c_L + c_S −
    /// q_L e_L + q_S e_S) / (q_L m + q_S m − q_L + q_S)`.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void sharesOnePriceBetweenTheSidesOfAHedge(long seed) {
        var random = new SplittableRandom(seed);
        MarginTerms terms = terms(COIN, "0.01", 0);
        int priced = 0;
        for (int i = 0; i < 500; i++) {
            var bought =
                    new Leg(
                            PositionSide.LONG,
                            random.nextLong(1, 5_000),
                            random.nextLong(1, 1L << 40));
            var sold =
                    new Leg(
                            PositionSide.SHORT,
                            random.nextLong(1, 5_000),
                            random.nextLong(1, 1L << 40));
            long wallet = random.nextLong(1L << 38);
            Rational numerator = Rational.of(wallet - bought.entryValue() + sold.entryValue());
            Rational denominator =
                    Rational.of(bought.lots() + sold.lots())
                            .times(Rational.parse("0.01"))
                            .minus(Rational.of(bought.lots() - sold.lots()));
            Rational valueOfLot = numerator.dividedBy(denominator);
            var prices =
                    terms.liquidationPrices(
                            List.of(bought, sold), Rational.of(wallet), Rational.of(10_000_000));
            if (valueOfLot.signum() <= 0) {
                assertThat(prices.below()).isEmpty();
                assertThat(prices.above()).isEmpty();
                continue;
            }
            Rational expected = COIN.price(1).times(COIN.ticksAtValueOfLot(valueOfLot));
            assertThat(prices.below().or(prices::above))
                    .as("seed %d #%d", seed, i)
                    .contains(expected);
            priced++;
        }
        assertThat(priced).isPositive();
    }

    /// A long of 1.0 and a short of 0.9: a fall ruins the long, a rise far above costs more margin
    /// on both than the long earns.
    @Test
    void mayBeLiquidatedOnBothSides() {
        var tiers =
                MarginalTiers.of(
                        List.of(
                                new TierStep(0, Rational.parse("0.004"), Rational.ZERO),
                                new TierStep(
                                        100_000_000_000L,
                                        Rational.parse("0.2"),
                                        Rational.of(19_600_000_000L))));
        var terms = new MarginTerms(COIN, tiers, MarginRule.MARK_PRICED);
        var legs =
                List.of(
                        leg(PositionSide.LONG, "1", "60000"),
                        leg(PositionSide.SHORT, "0.9", "60000"));
        var prices =
                terms.liquidationPrices(legs, Rational.of(5_000_000_000L), Rational.of(6_000_000));
        assertThat(prices.below().orElseThrow().toDouble()).isBetween(10_000.0, 60_000.0);
        assertThat(prices.above().orElseThrow().toDouble()).isGreaterThan(100_000.0);
    }

    /// Bitget, Kraken: the larger side counts.
    @Test
    void chargesTheLargerLegWhereTheVenueDoes() {
        var rule = MarginRule.MARK_PRICED.with(HedgeMargin.LARGER_LEG);
        var terms = new MarginTerms(COIN, MarginalTiers.single(Rational.parse("0.01")), rule);
        var account =
                new CrossAccount(
                        0,
                        List.of(
                                new CrossAccount.Holding(
                                        terms, leg(PositionSide.LONG, "2", "60000"), 6_000_000),
                                new CrossAccount.Holding(
                                        terms, leg(PositionSide.SHORT, "3", "60000"), 6_000_000)));
        assertThat(account.requirement()).isEqualTo(1_800_000_000L);
    }

    /// Hyperliquid: lowering the leverage setting does not move a cross liquidation price. It is no
    /// input of it here.
    @Test
    void losesItsBackingToTheOthersRequirement() {
        MarginTerms first = terms(COIN, "0.01", 0);
        MarginTerms second = terms(COIN, "0.05", 0);
        var account =
                new CrossAccount(
                        1_000_000_000,
                        List.of(
                                new CrossAccount.Holding(
                                        first, leg(PositionSide.LONG, "1", "100"), 10_000),
                                new CrossAccount.Holding(
                                        second, leg(PositionSide.SHORT, "10", "100"), 9_000)));
        assertThat(account.collateralOf(first)).isEqualTo(1_000_000_000 + 100_000_000 - 45_000_000);
        assertThat(account.equity()).isEqualTo(1_100_000_000);
        assertThat(account.requirement()).isEqualTo(46_000_000);
    }

    @Test
    void refusesTwoCurrencies() {
        var inverse = ContractTerms.inverse("BTC", Decimal.ONE, Decimal.ONE, Decimal.ONE, 12);
        var holdings =
                List.of(
                        new CrossAccount.Holding(
                                terms(COIN, "0.1", 0), leg(PositionSide.LONG, "1", "1"), 1),
                        new CrossAccount.Holding(
                                terms(inverse, "0.1", 0), new Leg(PositionSide.LONG, 1, 1), 1));
        assertThatThrownBy(() -> new CrossAccount(0, holdings))
                .hasMessageContaining("one currency");
    }

    @Test
    void saysWhatItDoesNotHold() {
        assertThatThrownBy(() ->
                        new CrossAccount(0, List.of()).liquidationPrices(terms(COIN, "0.1", 0)))
                .hasMessageContaining("holds nothing of LINEAR");
        assertThat(new CrossAccount(0, List.of()).isLiquidated()).isFalse();
    }
}

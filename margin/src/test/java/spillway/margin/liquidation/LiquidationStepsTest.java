package spillway.margin.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spillway.margin.ContractTerms;
import spillway.margin.Leg;
import spillway.margin.MarginRule;
import spillway.margin.MarginTerms;
import spillway.margin.MarginalTiers;
import spillway.margin.Rational;
import spillway.margin.TierStep;
import spillway.margin.tiers.TierRow;
import spillway.market.Decimal;
import spillway.market.PositionSide;

class LiquidationStepsTest {
    private static Rational r(String text) {
        return Rational.parse(text);
    }

    /// Hyperliquid: 20 % above 100,000 USDC, everything during the 30 s after a partial one.
    @ParameterizedTest
    @CsvSource({
        "400, 990, -1, 80",
        "320, 985, 1, 320",
        "320, 985, 29, 320",
        "320, 985, 30, 64",
        "320, 985, 31, 64",
        "100, 990, -1, 100",
        "100, 1000, -1, 100",
        "100, 1000.01, -1, 20",
    })
    void sendsAFifthOfALargePosition(String size, String mark, long seconds, String order) {
        var since = seconds < 0 ? OptionalLong.empty() : OptionalLong.of(seconds);
        assertThat(Chunking.MAINNET.orderSize(r(size), r(mark), since)).isEqualTo(r(order));
    }

    private static TierRow row(int number, long floor, long cap) {
        return new TierRow(
                number,
                Rational.of(floor),
                Optional.of(Rational.of(cap)),
                r("10"),
                r("0.01"),
                r("0"));
    }

    private static final List<TierRow> ROWS =
            List.of(
                    row(1, 0, 1000),
                    row(2, 1000, 5000),
                    row(3, 5000, 20_000),
                    row(4, 20_000, 40_000));

    @ParameterizedTest
    @CsvSource({
        "30000, 1, 10000",
        "30000, 2, 25000",
        "20000, 2, 19000",
        "20001, 2, 15001",
        "5000, 1, 4000",
        "5000, 2, 5000",
        "900, 1, 900",
    })
    void closesDownToALowerTierOrEverything(String size, int tiers, String closed) {
        assertThat(StepDown.byTiers(ROWS, r(size), tiers)).isEqualTo(r(closed));
    }

    /// Tier 1 of 0.4 % and a fee of 0.05 %: 4,500 of a million.
    @ParameterizedTest
    @CsvSource({"4501, true", "4500, false", "-1, false"})
    void closesAPartOnlyWhileTheLowestTierIsCovered(long equity, boolean partly) {
        assertThat(StepDown.coversLowestTier(equity, 1_000_000, r("0.0045"))).isEqualTo(partly);
    }

    /// OKX article 360020411711: 15,000 contracts down to tier 1 of 2,000 closes 13,000.
    @Test
    void closesDownToACap() {
        assertThat(StepDown.toCap(r("15000"), r("2000"))).isEqualTo(r("13000"));
        assertThat(StepDown.toCap(r("1500"), r("2000"))).isEqualTo(r("0"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void closesTheFewestLotsThatComply(long seed) {
        var contract = ContractTerms.linear("USD", Decimal.ONE, Decimal.ONE, Decimal.ONE, 6);
        var terms =
                new MarginTerms(contract, MarginalTiers.single(r("0.01")), MarginRule.MARK_PRICED);
        var random = new SplittableRandom(seed);
        int partial = 0;
        for (int i = 0; i < 300; i++) {
            long lots = random.nextLong(2, 200);
            long entry = contract.value(lots, 100);
            long price = random.nextLong(98, 101);
            long collateral = random.nextLong(entry / 50);
            var leg = new Leg(PositionSide.LONG, lots, entry);
            long closed = LeastCompliant.lots(terms, leg, collateral, price, 3_000);
            long first = 0;
            while (!complies(terms, leg, collateral, price, first)) {
                first++;
            }
            assertThat(closed).as("seed %d #%d", seed, i).isEqualTo(first);
            partial += closed > 0 && closed < lots ? 1 : 0;
        }
        assertThat(partial).isPositive();
    }

    private static long needed(long rest) {
        return rest > 30 ? rest * 10 - 270 : rest;
    }

    /// Tiers of 1 % up to 3,000 and 10 % beyond, and a fee of 2 %: closing more helps in the upper
    /// tier and hurts in the lower one, so the lots that comply lie between two that do not.
    @Test
    void closesTheFewestLotsWhereClosingMoreWouldHurtAgain() {
        var contract = ContractTerms.linear("USD", Decimal.ONE, Decimal.ONE, Decimal.ONE, 6);
        var tiers =
                MarginalTiers.of(
                        List.of(
                                new TierStep(0, r("0.01"), Rational.ZERO),
                                new TierStep(3_000_000_000L, r("0.1"), Rational.of(270_000_000))));
        var terms = new MarginTerms(contract, tiers, MarginRule.MARK_PRICED);
        var leg = new Leg(PositionSide.LONG, 100, contract.value(100, 100));
        // worth 10,000, needs 730; closing 70 lots costs 140 and leaves 30 that need 30
        for (long equity = 100; equity < 740; equity++) {
            long closed = LeastCompliant.lots(terms, leg, equity * 1_000_000, 100, 20_000);
            long first = 0;
            while (first < 100 && equity - 2 * first < needed(100 - first)) {
                first++;
            }
            assertThat(closed).as("equity %d", equity).isEqualTo(first);
        }
    }

    private static boolean complies(
            MarginTerms terms, Leg leg, long collateral, long price, long closed) {
        long rest = leg.lots() - closed;
        long equity = collateral + terms.contract().value(leg.lots(), price) - leg.entryValue();
        long fee = Math.ceilDiv(terms.contract().value(closed, price) * 3_000, 1_000_000);
        return rest == 0 || equity - fee >= terms.contract().value(rest, price) / 100;
    }

    @ParameterizedTest
    @CsvSource({
        "WHOLE_SURPLUS, 100, 30, 100",
        "FEE_UP_TO_SURPLUS, 100, 30, 30",
        "FEE_UP_TO_SURPLUS, 20, 30, 20",
        "NOTHING, 100, 30, 0",
        "WHOLE_SURPLUS, -5, 30, -5",
        "FEE_UP_TO_SURPLUS, -5, 30, -5",
        "NOTHING, -5, 30, -5",
    })
    void fillsOrDrainsTheFund(FundRule rule, String surplus, String fee, String received) {
        assertThat(rule.receives(r(surplus), r(fee))).isEqualTo(r(received));
    }

    @ParameterizedTest
    @CsvSource({
        "50000, 0, 5000",
        "5000, 0, 1000",
        "500, 0, 500",
        "2000000, 0, 100000",
        "2000000, 60000, 40000",
        "2000000, 100000, 0",
    })
    void liquidatesATenthABlockWithinLimits(String value, String done, String part) {
        assertThat(BlockLimits.GENESIS.valueToLiquidate(r(value), r(done))).isEqualTo(r(part));
    }

    private static DydxSubaccount bitcoin(String quote, String size) {
        return new DydxSubaccount(
                r(quote), List.of(new DydxSubaccount.Position(r(size), r("50000"), r("0.1"))));
    }

    /// dydxprotocol/v4-chain `liquidations_test.go`, TestGetBankruptcyPriceInQuoteQuantums, the two
    /// cases that round: 2,775.11 quanta go up to 2,776 for a long and to −2,775 for a short.
    @Test
    void roundsTheBankruptcyQuoteUpToAQuantum() {
        assertThat(bitcoin("-13", "1").bankruptcyQuote(0, r("-0.00021347")))
                .isEqualTo(r("0.002776"));
        assertThat(bitcoin("13", "-1").bankruptcyQuote(0, r("0.00021347")))
                .isEqualTo(r("-0.002775"));
    }

    /// 1 BTC at 50,000 of 3 % beside 100 SOL at 200 of 5 %: maintenance 1,500 + 1,000. Of the net
    /// collateral of 2,000 the bitcoin carries 1,500/2,500, the solana 1,000/2,500.
    @Test
    void sharesCollateralByEachMarketsOwnMaintenance() {
        var both =
                new DydxSubaccount(
                        r("-68000"),
                        List.of(
                                new DydxSubaccount.Position(r("1"), r("50000"), r("0.03")),
                                new DydxSubaccount.Position(r("100"), r("200"), r("0.05"))));
        assertThat(both.maintenance()).isEqualTo(r("2500"));
        assertThat(both.isLiquidatable()).isTrue();
        assertThat(both.bankruptcyQuote(0, r("-1"))).isEqualTo(r("48800"));
        assertThat(both.bankruptcyQuote(1, r("-100"))).isEqualTo(r("19200"));
        // rating 1 - 2000/2500 = 0.2; 50,000 - 0.2 x 1.5 x 1,500 and (20,000 - 0.3 x 1,000) / 100
        assertThat(both.fillablePrice(0, r("1"), r("1.5"))).isEqualTo(r("49550"));
        assertThat(both.fillablePrice(1, r("1"), r("1.5"))).isEqualTo(r("197"));
    }

    @Test
    void isLiquidatableBelowMaintenanceOnly() {
        assertThat(bitcoin("-4500", "0.1").isLiquidatable()).isFalse();
        assertThat(bitcoin("-4501", "0.1").isLiquidatable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 20000000, 0.1",
        "0.1, 10000000, 0.1",
        "0.1, 35000000, 0.55",
        "0.1, 50000000, 1",
        "0.1, 90000000, 1",
    })
    void growsTheInitialFractionWithOpenInterest(String base, String interest, String fraction) {
        assertThat(
                        DydxSubaccount.initialFraction(
                                r(base), r(interest), r("20000000"), r("50000000")))
                .isEqualTo(r(fraction));
    }

    @Test
    void keepsTheBaseFractionWhereNoCapsAreSet() {
        assertThat(DydxSubaccount.initialFraction(r("0.1"), r("5"), r("0"), r("0")))
                .isEqualTo(r("0.1"));
    }
}

package spillway.margin.adl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import spillway.margin.Rational;
import spillway.market.PositionSide;

class AdlTest {
    /// bitmex.com/app/autoDeleveragingExamples: six accounts, scores by rank.
    private static final AdlQueue BITMEX =
            new AdlQueue(
                    List.of(
                            place(1, 10, 3),
                            place(2, 10, 6),
                            place(3, 20, 1),
                            place(4, 30, 4),
                            place(5, 20, 5),
                            place(6, 10, 2)));

    private static AdlQueue.Place place(long account, long lots, long score) {
        return new AdlQueue.Place(account, lots, Rational.of(score));
    }

    @Test
    void closesFromTheFrontAndTheLastOnePartly() {
        assertThat(BITMEX.fill(20)).containsExactly(new AdlFill(2, 10), new AdlFill(5, 10));
        assertThat(BITMEX.fill(0)).isEmpty();
    }

    @Test
    void closesNoMoreThanThereIs() {
        assertThat(BITMEX.fill(1_000).stream().mapToLong(AdlFill::lots).sum()).isEqualTo(100);
    }

    @Test
    void lightsByCumulativeQuantityAndNotByAccounts() {
        assertThat(BITMEX.percentiles())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(2L, 20, 5L, 40, 4L, 60, 1L, 80, 6L, 80, 3L, 100));
    }

    @Test
    void breaksTiesByAccount() {
        var queue = new AdlQueue(List.of(place(9, 1, 5), place(3, 1, 5)));
        assertThat(queue.places()).extracting(AdlQueue.Place::account).containsExactly(3L, 9L);
    }

    private static AdlCandidate candidate(
            PositionSide side, long value, long entry, long profit, long wallet, long needed) {
        return new AdlCandidate(1, side, 10, value, entry, profit, wallet, needed, 1);
    }

    /// value 110, entry 100, profit 10, wallet 5, maintenance 3.
    @ParameterizedTest
    @CsvSource({
        // 10/100 x 110/15
        "BITMEX, LONG, 110, 100, 10, 5, 3, 11/15",
        // a loss: -10/100 / (90/5)
        "BITMEX, LONG, 90, 100, -10, 15, 3, -1/180",
        // 10/5 x 3/15
        "BINANCE, LONG, 110, 100, 10, 5, 3, 2/5",
        // nothing without profit, nothing without equity
        "BINANCE, LONG, 90, 100, -10, 15, 3, 0",
        "BINANCE, LONG, 110, 100, 10, -10, 3, 0",
        // a wallet below one counts as one
        "BINANCE, LONG, 110, 100, 10, 0, 3, 3",
        // (110/100) x (110/15)
        "HYPERLIQUID, LONG, 110, 100, 10, 5, 3, 121/15",
        // a short's price ratio is inverted: (100/90) x (90/15)
        "HYPERLIQUID, SHORT, 90, 100, 10, 5, 3, 20/3",
        "LEVERAGED_RETURN, LONG, 110, 100, 10, 5, 3, 11/15",
    })
    void scoresByTheVenuesFormula(
            AdlRanking ranking,
            PositionSide side,
            long value,
            long entry,
            long profit,
            long wallet,
            long needed,
            String score) {
        assertThat(ranking.score(candidate(side, value, entry, profit, wallet, needed)))
                .hasToString(rational(score).toString());
    }

    /// Wallet 0.4 USDT counts as 1 USDT, not as a millionth: max(0, 2) / max(1, 0.4) x 0.3 / 2.4.
    @Test
    void takesOneWholeUnitBesideAWalletOfBinance() {
        var candidate =
                new AdlCandidate(
                        1,
                        PositionSide.LONG,
                        10,
                        12_000_000,
                        10_000_000,
                        2_000_000,
                        400_000,
                        300_000,
                        1_000_000);
        assertThat(AdlRanking.BINANCE.score(candidate)).isEqualTo(Rational.of(1, 4));
    }

    private static Rational rational(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? Rational.parse(text)
                : Rational.parse(text.substring(0, slash))
                        .dividedBy(Rational.parse(text.substring(slash + 1)));
    }

    private static List<AdlCandidate> candidates(SplittableRandom random) {
        var candidates = new ArrayList<AdlCandidate>();
        int count = random.nextInt(1, 20);
        for (int i = 0; i < count; i++) {
            candidates.add(
                    new AdlCandidate(
                            i,
                            PositionSide.LONG,
                            random.nextLong(1, 50),
                            random.nextLong(1, 10_000),
                            random.nextLong(1, 10_000),
                            random.nextLong(-500, 5_000),
                            random.nextLong(-100, 5_000),
                            random.nextLong(0, 100),
                            1));
        }
        return candidates;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void closesExactlyWhatIsAskedUnderEveryPolicy(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            List<AdlCandidate> candidates = candidates(random);
            long asked = random.nextLong(0, 400);
            for (AdlPolicy policy :
                    List.of(
                            new AdlPolicy.Queue(AdlRanking.BITMEX),
                            new AdlPolicy.RandomStart(seed, 500),
                            new AdlPolicy.ProRataProfit(),
                            new AdlPolicy.ProRataRisk())) {
                check(policy, candidates, asked, "seed " + seed + " #" + i + " " + policy);
            }
        }
    }

    private static void check(
            AdlPolicy policy, List<AdlCandidate> candidates, long asked, String what) {
        List<AdlFill> fills = policy.fill(candidates, asked);
        long available =
                candidates.stream()
                        .filter(c ->
                                switch (policy) {
                                    case AdlPolicy.ProRataProfit _ -> c.profit() > 0;
                                    case AdlPolicy.ProRataRisk _ ->
                                            c.equity() > 0
                                                    && 1000 * c.value() * c.lots() >= c.equity();
                                    case AdlPolicy.Queue _, AdlPolicy.RandomStart _ -> true;
                                })
                        .mapToLong(AdlCandidate::lots)
                        .sum();
        assertThat(fills.stream().mapToLong(AdlFill::lots).sum())
                .as(what)
                .isEqualTo(Math.min(asked, available));
        for (AdlFill fill : fills) {
            long held = candidates.get((int) fill.account()).lots();
            assertThat(fill.lots()).as(what).isBetween(1L, held);
        }
        assertThat(policy.fill(candidates, asked)).as(what).isEqualTo(fills);
    }

    @Test
    void sharesInProportionToProfit() {
        var candidates =
                List.of(
                        new AdlCandidate(1, PositionSide.LONG, 100, 1, 1, 300, 1, 1, 1),
                        new AdlCandidate(2, PositionSide.LONG, 100, 1, 1, 100, 1, 1, 1),
                        new AdlCandidate(3, PositionSide.LONG, 100, 1, 1, -50, 1, 1, 1));
        assertThat(new AdlPolicy.ProRataProfit().fill(candidates, 40))
                .containsExactly(new AdlFill(1, 30), new AdlFill(2, 10));
    }

    @Test
    void examinesNoMoreThanTheChainDoes() {
        var candidates = new ArrayList<AdlCandidate>();
        for (int i = 0; i < 10; i++) {
            candidates.add(new AdlCandidate(i, PositionSide.LONG, 1, 1, 1, 1, 1, 1, 1));
        }
        assertThat(new AdlPolicy.RandomStart(7, 3).fill(candidates, 10)).hasSize(3);
        assertThat(new AdlPolicy.RandomStart(7, 3).fill(List.of(), 10)).isEmpty();
    }

    /// bybit-exchange/docs adl-alert: a pool of 1M with a loss of 350k closes 50k; equality of
    /// example 2 triggers and closes nothing.
    @ParameterizedTest
    @CsvSource({
        "0,       350000,  1000000, -0.35,  true,  50000",
        "400000,  1000000, 2000000, -0.3,   true,  0",
        "400001,  1000000, 2000000, -0.2999995, false, 0",
        "5,       5,       1000000, 0,      false, 0",
    })
    void deleveragesOnlyTheLossBeyondTheThreshold(
            String pnl, String peak, String pool, String ratio, boolean triggered, String close) {
        var drawdown =
                new PoolDrawdown(
                        Rational.parse(pnl),
                        Rational.parse(peak),
                        Rational.parse(pool),
                        Rational.parse("-0.3"));
        assertThat(drawdown.ratio()).isEqualTo(Rational.parse(ratio));
        assertThat(drawdown.isTriggered()).isEqualTo(triggered);
        assertThat(drawdown.lossToClose()).isEqualTo(Rational.parse(close));
    }

    @Test
    void refusesWhatCannotBeRanked() {
        assertThatThrownBy(() -> candidate(PositionSide.LONG, 0, 1, 0, 0, 0))
                .hasMessageContaining("must be > 0, were 10, 0, 1 and 1");
        assertThatThrownBy(() -> place(4, 0, 1)).hasMessageContaining("account 4");
        assertThatThrownBy(() ->
                        new PoolDrawdown(
                                Rational.ZERO, Rational.ZERO, Rational.ZERO, Rational.ZERO))
                .hasMessageContaining("poolMax8h must be > 0");
    }

    /// Drawdown starts at -0.3 and stops above -0.25, both only above a balance of 10,000; an empty
    /// pool starts and goes on whatever the drawdown.
    @ParameterizedTest
    @CsvSource({
        "500000, 650001, false, false",
        "500000, 700000, false, false",
        "500000, 749999, false, false",
        "500000, 750000, false, true",
        "500000, 800000, true, true",
        "10000, 800000, false, false",
        "10001, 800000, true, true",
        "1, 650000, false, false",
        "0, 650000, true, true",
        "-1, 650000, true, true",
    })
    void startsAndStopsByDrawdownOrByAnEmptyPool(
            String balance, String lost, boolean starts, boolean goesOn) {
        var rule = new PoolRule(Rational.of(10_000), Rational.of(-1, 4));
        var drawdown =
                new PoolDrawdown(
                        Rational.parse(lost).negated(),
                        Rational.ZERO.minus(Rational.of(500_000)),
                        Rational.of(1_000_000),
                        Rational.of(-3, 10));
        assertThat(rule.starts(Rational.parse(balance), drawdown)).isEqualTo(starts);
        assertThat(rule.goesOn(Rational.parse(balance), drawdown)).isEqualTo(goesOn);
    }
}

package spillway.signals.positioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.Coin;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.FundingKind;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.RatioPopulation;
import spillway.market.TakerSide;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;

class PositioningTest {
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long START_NS = TimeWindow.nanos(Instant.parse("2026-02-05T00:00:00Z"));
    private static final TimeWindow DAY = new TimeWindow(START_NS, START_NS + 24 * HOUR_NS);
    private static final Coin COIN = new Coin("BTC");
    private static final Instrument ALPHA = perpetual("alpha", Contract.LINEAR, Decimal.ONE);
    private static final Instrument BETA = perpetual("beta", Contract.INVERSE, new Decimal(100, 0));
    private static final Instrument SPOT =
            new Instrument(
                    new Venue("alpha"),
                    "BTC/USDT",
                    COIN,
                    "USDT",
                    InstrumentKind.SPOT,
                    Contract.LINEAR,
                    Decimal.ONE,
                    1,
                    1,
                    0,
                    0);

    private final Instruments instruments = new Instruments();
    private final Positioning positioning = new Positioning(instruments, Duration.ofDays(3));

    private static Instrument perpetual(String venue, Contract contract, Decimal size) {
        return new Instrument(
                new Venue(venue),
                "BTC",
                COIN,
                "USD",
                InstrumentKind.PERPETUAL,
                contract,
                size,
                1,
                1,
                0,
                0);
    }

    private void funding(Instrument on, double hour, long rateE6, long intervalHours) {
        positioning.fundingRate(
                instruments.code(on),
                at(hour),
                at(hour),
                rateE6,
                6,
                intervalHours == 0 ? MarketEvent.NONE : intervalHours * HOUR_NS,
                MarketEvent.NONE,
                FundingKind.ESTIMATE);
    }

    private void interest(Instrument on, double hour, long quantity) {
        positioning.openInterest(
                instruments.code(on), at(hour), at(hour), quantity, MarketEvent.NONE);
    }

    private void prices(Instrument on, double hour, long mark, long index) {
        positioning.markPrice(instruments.code(on), at(hour), at(hour), mark * 10);
        positioning.indexPrice(instruments.code(on), at(hour), at(hour), index * 10);
    }

    private void trade(Instrument on, double hour, long price, long quantity, TakerSide side) {
        positioning.trade(
                instruments.code(on),
                at(hour),
                at(hour),
                price * 10,
                quantity,
                side,
                MarketEvent.NONE);
    }

    private static long at(double hour) {
        return START_NS + (long) (hour * HOUR_NS);
    }

    private PositioningState state() {
        positioning.onWatermark(DAY.toNs() - 1);
        return positioning.state(COIN, DAY);
    }

    /// 0.01 % every eight hours on 600,000 USD, 0.005 % every hour on 200,000: each annualised with
    /// its own cycle first.
    @Test
    void fundingIsBroughtToOneFootingAndWeighted() {
        funding(ALPHA, 23, 100, 8);
        interest(ALPHA, 23, 10);
        prices(ALPHA, 23, 60_000, 59_700);
        funding(BETA, 22, 50, 1);
        interest(BETA, 23, 2_000);
        prices(BETA, 23, 60_000, 60_000);
        var state = state();
        double alpha = 0.0001 * 8_760 / 8;
        double beta = 0.00005 * 8_760;
        assertThat(state.weightedFunding().orElseThrow())
                .isEqualTo((600_000 * alpha + 200_000 * beta) / 800_000, within(1e-12));
        assertThat(state.fundingDispersion().orElseThrow()).isEqualTo(beta - alpha, within(1e-12));
        assertThat(state.openInterestUsd().orElseThrow()).isEqualTo(800_000);
        assertThat(state.openInterestCoins().orElseThrow())
                .isEqualTo(10 + 200_000 / 60_000.0, within(1e-9));
        var first = state.contracts().getFirst();
        assertThat(first.basis().orElseThrow()).isEqualTo(60_000 / 59_700.0 - 1, within(1e-12));
        assertThat(first.fundingSpendUsdPerDay().orElseThrow())
                .as("three payments of 0.01 % of 600,000")
                .isEqualTo(180, within(1e-9));
    }

    @Test
    void aRateWithoutItsIntervalIsOnNoFooting() {
        funding(ALPHA, 23, 100, 0);
        interest(ALPHA, 23, 10);
        var state = state();
        assertThat(state.weightedFunding()).isEmpty();
        assertThat(state.openInterestUsd()).as("no price to value it").isEmpty();
        assertThat(state.openInterestCoins()).hasValue(10);
        assertThat(state.notObserved())
                .containsKeys("funding", "openInterest", "longShort", "takerFlow.spot");
    }

    @Test
    void lastValuesStandForNineHours() {
        interest(BETA, 14, 5);
        assertThat(state().openInterestUsd()).isEmpty();
        interest(BETA, 15, 7);
        assertThat(state().openInterestUsd()).hasValue(700);
    }

    @Test
    void takersOfSpotAndOfContractsAreKeptApart() {
        trade(ALPHA, 1, 100, 5, TakerSide.BUY);
        trade(ALPHA, 1.5, 100, 2, TakerSide.SELL);
        trade(ALPHA, 3, 100, 9, TakerSide.SELL);
        trade(ALPHA, 3, 100, 1, TakerSide.UNKNOWN);
        trade(BETA, 3, 100, 1, TakerSide.BUY);
        trade(SPOT, 2, 100, 4, TakerSide.BUY);
        trade(SPOT, -1, 100, 50, TakerSide.BUY);
        var state = state();
        var contracts = state.derivatives().orElseThrow();
        assertThat(contracts.buyMicroUsd()).isEqualTo(600_000_000L);
        assertThat(contracts.sellMicroUsd()).isEqualTo(1_100_000_000L);
        assertThat(contracts.cvdUsd())
                .extracting(h -> h.sumMicroUsd() / 1_000_000)
                .containsExactly(300L, -500L);
        assertThat(state.spot().orElseThrow().deltaMicroUsd()).isEqualTo(400_000_000L);
        assertThat(state.volumeDominance()).as("unsided trades are volume").hasValue(4.5);
    }

    @Test
    void hoursHoldWhatWasTradedInThemAndOnlyWholeOnesCount() {
        trade(SPOT, 2, 100, 4, TakerSide.BUY);
        trade(SPOT, 2.5, 100, 1, TakerSide.SELL);
        trade(SPOT, 5.5, 100, 9, TakerSide.SELL);
        positioning.onWatermark(at(5.9));
        var hours = positioning.hours(COIN, Positioning.Market.SPOT);
        assertThat(hours.volume().bars()).hasSize(1);
        assertThat(hours.volume().bars().getFirst().close().toDouble()).isEqualTo(500);
        assertThat(hours.flow().bars().getFirst().close().toDouble()).isEqualTo(300);
        assertThat(positioning.hours(COIN, Positioning.Market.DERIVATIVES).volume().isEmpty())
                .isTrue();
    }

    @Test
    void ratiosSpeakOfTheirPopulation() {
        positioning.longShortRatio(
                instruments.code(ALPHA), at(20), at(20), RatioPopulation.TOP_ACCOUNTS, 250, 2);
        assertThat(state().longShort())
                .containsExactly(
                        new LongShortState(ALPHA, RatioPopulation.TOP_ACCOUNTS, 2.5, at(20)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, NEW_LONGS",
        "1, -1, SHORT_COVERING",
        "-1, 1, NEW_SHORTS",
        "-1, -1, LONG_FLUSH",
        "0, 1, FLAT",
        "1, 0, FLAT"
    })
    void regimeIsTheSignsOfPriceAndOpenInterest(double price, double open, Regime expected) {
        assertThat(Regime.of(price, open)).isEqualTo(expected);
    }

    /// Random trades of three instruments: sums are what adding up gives, before and after a
    /// snapshot.
    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void flowIsWhatAddingUpGives(long seed) {
        var random = new SplittableRandom(seed);
        var sums = new HashMap<String, Long>();
        for (int i = 0; i < 500; i++) {
            Instrument on =
                    switch (random.nextInt(3)) {
                        case 0 -> ALPHA;
                        case 1 -> BETA;
                        default -> SPOT;
                    };
            TakerSide side = random.nextBoolean() ? TakerSide.BUY : TakerSide.SELL;
            long price = 1 + random.nextLong(90_000);
            long quantity = 1 + random.nextLong(50);
            trade(on, random.nextDouble(24), price, quantity, side);
            long usd = on.equals(BETA) ? 100 * quantity : price * quantity;
            boolean spot = on.equals(SPOT);
            sums.merge(spot + "/" + side, usd * 1_000_000, Long::sum);
        }
        var state = state();
        assertThat(state.derivatives().orElseThrow().buyMicroUsd())
                .as("seed %d", seed)
                .isEqualTo(sums.getOrDefault("false/BUY", 0L));
        assertThat(state.derivatives().orElseThrow().sellMicroUsd())
                .isEqualTo(sums.getOrDefault("false/SELL", 0L));
        assertThat(state.spot().orElseThrow().deltaMicroUsd())
                .isEqualTo(sums.getOrDefault("true/BUY", 0L) - sums.getOrDefault("true/SELL", 0L));
        var out = new StateWriter();
        positioning.saveTo(out);
        var restored = new Positioning(instruments, Duration.ofDays(3));
        restored.restoreFrom(new StateReader(out.written()));
        assertThat(restored.stateHash()).isEqualTo(positioning.stateHash());
        assertThat(restored.state(COIN, DAY)).isEqualTo(state);
    }
}

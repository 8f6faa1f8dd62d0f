package spillway.signals.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static spillway.signals.RandomStream.ALPHA_BTC;
import static spillway.signals.RandomStream.ALPHA_PEPE;
import static spillway.signals.RandomStream.BETA_BTC;
import static spillway.signals.RandomStream.GAMMA_BTC;
import static spillway.signals.RandomStream.GAMMA_BTC_LATER;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.market.Coin;
import spillway.market.FundingKind;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.MarketEvent.FundingRate;
import spillway.market.MarketEvent.MarkPrice;
import spillway.market.MarketEvent.OpenInterest;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.signals.Scope;

/// What venues told us of price, funding and open interest, by the hour and for a coin.
class MarketBarsTest {
    private static final long HOUR_NS = HourBar.HOUR_NS;
    private static final long MINUTE_NS = HOUR_NS / 60;
    private static final long NONE = MarketEvent.NONE;
    private static final Coin BTC = new Coin("BTC");
    private static final TimeWindow DAY = new TimeWindow(0, 24 * HOUR_NS);

    private final Instruments instruments = new Instruments();
    private final MarketBars bars = new MarketBars(instruments, Duration.ofDays(30));

    private void mark(Instrument on, long minute, long mantissa) {
        new MarkPrice(NONE, on, minute * MINUTE_NS, NONE, mantissa).sendTo(bars, instruments);
    }

    private void funding(Instrument on, long minute, long mantissa) {
        new FundingRate(
                        NONE,
                        on,
                        minute * MINUTE_NS,
                        NONE,
                        mantissa,
                        8,
                        8 * HOUR_NS,
                        NONE,
                        FundingKind.ESTIMATE)
                .sendTo(bars, instruments);
    }

    private void openInterest(Instrument on, long minute, long quantity, long usd) {
        long microUsd = usd == NONE ? NONE : usd * 1_000_000;
        new OpenInterest(NONE, on, minute * MINUTE_NS, NONE, quantity, microUsd)
                .sendTo(bars, instruments);
    }

    private WindowSummary btc() {
        return bars.summary(BTC, DAY);
    }

    private OpenInterestSummary btcOpenInterest() {
        return btc().openInterest().orElseThrow();
    }

    @Test
    void tellsPriceWithTheMomentOfItsExtremes() {
        mark(ALPHA_BTC, 0, 70_000_00);
        mark(ALPHA_BTC, 5, 60_000_00);
        mark(ALPHA_BTC, 90, 75_000_50);
        mark(ALPHA_BTC, 119, 72_000_00);
        var price = btc().price().orElseThrow();
        assertThat(price.open().value()).hasToString("70000");
        assertThat(price.low().value()).hasToString("60000");
        assertThat(price.low().when()).isEqualTo(new TimeWindow(5 * MINUTE_NS, 5 * MINUTE_NS));
        assertThat(price.high().value()).hasToString("75000.5");
        assertThat(price.high().when().fromNs()).isEqualTo(90 * MINUTE_NS);
        assertThat(price.close().value()).hasToString("72000");
        assertThat(price.close().source()).isEqualTo("alpha BTCUSDT");
        assertThat(price.close().kind()).isEqualTo(FigureKind.OBSERVED);
    }

    /// A contract on a thousand coins is quoted per thousand, and shown per coin.
    @Test
    void givesPricesPerCoinWhateverTheContractIsOn() {
        mark(ALPHA_PEPE, 0, 12_34);
        var price = bars.summary(new Coin("PEPE"), DAY).price().orElseThrow();
        assertThat(price.close().value()).hasToString("0.01234");
    }

    /// The venue with the most open interest at the window's end speaks for the coin; what it does
    /// not say, the next says.
    @Test
    void takesPriceAndFundingFromTheVenueWithTheMostOpenInterest() {
        mark(ALPHA_BTC, 0, 70_000_00);
        funding(ALPHA_BTC, 0, 10_000);
        mark(GAMMA_BTC, 0, 70_100_00);
        openInterest(ALPHA_BTC, 23 * 60, NONE, 400);
        openInterest(GAMMA_BTC, 0, NONE, 300);
        openInterest(GAMMA_BTC, 23 * 60, NONE, 500);
        assertThat(btc().price().orElseThrow().close().source()).isEqualTo("gamma BTC-PERP");
        var funding = btc().funding().orElseThrow();
        assertThat(funding.last().source()).isEqualTo("alpha BTCUSDT");
        assertThat(funding.last().value().shifted(2)).hasToString("0.01");
    }

    @Test
    void takesTheFirstByVenueWhereOpenInterestDecidesNothing() {
        mark(GAMMA_BTC, 0, 70_100_00);
        mark(ALPHA_BTC, 0, 70_000_00);
        assertThat(btc().price().orElseThrow().close().source()).isEqualTo("alpha BTCUSDT");
    }

    @Test
    void addsOpenInterestOverVenues() {
        openInterest(ALPHA_BTC, 0, NONE, 100);
        openInterest(BETA_BTC, 1, NONE, 50);
        openInterest(ALPHA_BTC, 60, NONE, 70);
        openInterest(BETA_BTC, 61, NONE, 40);
        assertThat(btcOpenInterest().peak().value()).hasToString("150");
        assertThat(btcOpenInterest().trough().orElseThrow().value()).hasToString("110");
        assertThat(btcOpenInterest().peak().source()).isEqualTo("alpha BTCUSDT + beta BTCUSD");
        assertThat(btcOpenInterest().peak().kind()).isEqualTo(FigureKind.OBSERVED);
    }

    /// A venue that misses an hour or two is carried; longer, the hour has no sum, rather than one
    /// without that venue, which would look like a fall.
    @ParameterizedTest
    @CsvSource({"1, 150 150 140", "2, 150 150 150 140", "3, 150 150 150 140"})
    void neverMistakesASilentVenueForAFall(int hoursSilent, String sums) {
        for (long hour = 0; hour <= hoursSilent + 1; hour++) {
            openInterest(ALPHA_BTC, hour * 60, NONE, 100);
        }
        openInterest(BETA_BTC, 1, NONE, 50);
        openInterest(BETA_BTC, (hoursSilent + 1) * 60L, NONE, 40);
        String[] expected = sums.split(" ");
        var summary = btcOpenInterest();
        assertThat(summary.peak().value()).hasToString(expected[0]);
        assertThat(summary.trough().orElseThrow().value())
                .hasToString(expected[expected.length - 1]);
        assertThat(summary.trough().orElseThrow().when().fromNs())
                .isEqualTo((hoursSilent + 1) * HOUR_NS);
    }

    /// 2,000 thousandths of a coin at 70,000 are 140,000 USD; 30 contracts of 100 USD are 3,000,
    /// whatever the price.
    @Test
    void estimatesUsdFromQuantitiesAndSaysSo() {
        mark(ALPHA_BTC, 0, 70_000_00);
        openInterest(ALPHA_BTC, 0, 2_000, NONE);
        assertThat(btcOpenInterest().peak().value()).hasToString("140000");
        assertThat(btcOpenInterest().peak().kind()).isEqualTo(FigureKind.ESTIMATED);
        openInterest(BETA_BTC, 0, 30, NONE);
        assertThat(btcOpenInterest().peak().value()).hasToString("143000");
    }

    /// 2 coins, then 1.5: 25 % in coin, and at the lower price more in USD.
    @Test
    void countsCoinsWhereTheVenueDoes() {
        mark(ALPHA_BTC, 0, 70_000_00);
        openInterest(ALPHA_BTC, 0, 2_000, 140_000);
        mark(ALPHA_BTC, 60, 60_000_00);
        openInterest(ALPHA_BTC, 60, 1_500, 90_000);
        var inCoin = btcOpenInterest().inCoin().orElseThrow();
        assertThat(inCoin.peakCoins()).isEqualTo(2);
        assertThat(inCoin.changePct()).isCloseTo(-25, within(1e-9));
        assertThat(inCoin.kind()).isEqualTo(FigureKind.OBSERVED);
        assertThat(btcOpenInterest().changePct().orElseThrow()).isCloseTo(-35.714, within(5e-4));
    }

    /// An inverse contract is a number of dollars: its coins depend on the price.
    @Test
    void estimatesTheCoinsOfInverseContracts() {
        mark(BETA_BTC, 0, 50_000_00);
        openInterest(BETA_BTC, 0, 1_000, NONE);
        mark(BETA_BTC, 60, 40_000_00);
        openInterest(BETA_BTC, 60, 600, NONE);
        var inCoin = btcOpenInterest().inCoin().orElseThrow();
        assertThat(inCoin.peakCoins()).isEqualTo(2);
        assertThat(inCoin.troughCoins()).isEqualTo(1.5);
        assertThat(inCoin.kind()).isEqualTo(FigureKind.ESTIMATED);
    }

    @Test
    void joinsTheDefinitionsOfOneSymbol() {
        mark(GAMMA_BTC, 0, 70_000_00);
        mark(GAMMA_BTC, 30, 69_000_00);
        mark(GAMMA_BTC_LATER, 45, 71_000_000);
        mark(GAMMA_BTC_LATER, 50, 70_500_000);
        var price = btc().price().orElseThrow();
        assertThat(price.open().value()).hasToString("70000");
        assertThat(price.high().value()).hasToString("71000");
        assertThat(price.low().value()).hasToString("69000");
        assertThat(price.close().value()).hasToString("70500");
    }

    @Test
    void givesOpenInterestByVenueForAsLongAsItIsFresh() {
        openInterest(ALPHA_BTC, 10, NONE, 100);
        openInterest(ALPHA_PEPE, 20, NONE, 30);
        openInterest(BETA_BTC, 190, NONE, 50);
        assertThat(bars.openInterestMicroUsd(Scope.MARKET, 3 * HOUR_NS))
                .isEqualTo(Map.of(new Venue("beta"), 50_000_000L));
        assertThat(bars.openInterestMicroUsd(Scope.MARKET, 3 * HOUR_NS - 1))
                .isEqualTo(Map.of(new Venue("alpha"), 130_000_000L));
        assertThat(bars.openInterestMicroUsd(Scope.of(BTC), HOUR_NS))
                .isEqualTo(Map.of(new Venue("alpha"), 100_000_000L));
    }

    @Test
    void forgetsHoursThatAreTooOld() {
        var day = new MarketBars(instruments, Duration.ofHours(24));
        for (long hour = 0; hour < 40; hour++) {
            new MarkPrice(NONE, ALPHA_BTC, hour * HOUR_NS, NONE, hour + 1).sendTo(day, instruments);
        }
        day.onWatermark(40 * HOUR_NS + 5);
        var all = new TimeWindow(0, 50 * HOUR_NS);
        assertThat(day.summary(BTC, all).price().orElseThrow().open().when().fromNs())
                .isEqualTo(17 * HOUR_NS);
        long before = day.stateHash();
        new MarkPrice(NONE, ALPHA_BTC, 16 * HOUR_NS + 7, NONE, 1).sendTo(day, instruments);
        assertThat(day.stateHash()).isEqualTo(before);
        assertThatThrownBy(() -> new MarketBars(instruments, Duration.ZERO))
                .hasMessage("keep must be > 0, was PT0S");
    }

    /// Rates printed with other decimals from one to the next, as venues do.
    @Test
    void takesAValueWithoutAllocating() {
        int code = instruments.code(ALPHA_BTC);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        push(code, 20_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        push(code, 10_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("bytes allocated for 30,000 values").isLessThan(10_000);
    }

    private void push(int code, int times) {
        for (int i = 0; i < times; i++) {
            long timeNs = i % 3_600 * 1_000_000_000L;
            bars.markPrice(code, timeNs, NONE, 70_000_00 + i % 97);
            bars.fundingRate(
                    code, timeNs, NONE, i % 31, 4 + i % 5, NONE, NONE, FundingKind.ESTIMATE);
            bars.openInterest(code, timeNs, NONE, i % 1_009, i % 2 == 0 ? NONE : i);
        }
    }

    @Test
    void saysWhatItDoesNotKnow() {
        assertThat(btc().notObserved()).hasSize(3);
        assertThat(bars.openInterestMicroUsd(Scope.MARKET, 0)).isEmpty();
    }
}

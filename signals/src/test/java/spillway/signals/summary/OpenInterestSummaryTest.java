package spillway.signals.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.market.Decimal;
import spillway.market.MarketEvent;
import spillway.market.TimeWindow;

/// Open interest fell from the highest hourly close to the lowest that followed it.
class OpenInterestSummaryTest {
    private static final long HOUR_NS = HourBar.HOUR_NS;

    /// Closes by the hour; `-` for a missing one.
    private static Bars bars(String source, FigureKind kind, String closes) {
        var bars = new ArrayList<Bar>();
        long startNs = 0;
        for (String close : closes.split(" ")) {
            if (!close.equals("-")) {
                var value = Decimal.parse(close);
                bars.add(
                        new Bar(
                                new TimeWindow(startNs, startNs + HOUR_NS),
                                value,
                                value,
                                value,
                                value,
                                MarketEvent.NONE,
                                MarketEvent.NONE));
            }
            startNs += HOUR_NS;
        }
        return new Bars(source, kind, bars);
    }

    private static Bars reported(String closes) {
        return bars("aggregator", FigureKind.REPORTED, closes);
    }

    private static long hour(Figure figure) {
        return figure.when().fromNs() / HOUR_NS;
    }

    /// Closes, the hours of peak and trough, and the change in per cent.
    @ParameterizedTest
    @CsvSource({
        "100 80 90, 0, 1, -20",
        // A rise from a low before the peak is no fall.
        "50 100 90, 1, 2, -10",
        "60 100 90 100 70 95, 1, 4, -30",
        // Of equals the first.
        "100 70 100 70, 0, 1, -30",
        "100 - 75, 0, 2, -25",
        "100 100, 0, 1, 0",
    })
    void fallsFromThePeakToTheLowestAfterIt(String closes, long peak, long trough, double pct) {
        var found = OpenInterestSummary.of(reported(closes), Bars.NONE, Bars.NONE);
        assertThat(hour(found.peak())).isEqualTo(peak);
        assertThat(hour(found.trough().orElseThrow())).isEqualTo(trough);
        assertThat(found.changePct().orElseThrow()).isCloseTo(pct, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"7", "1 2 3"})
    void hasNoTroughWhereThePeakIsTheLastClose(String closes) {
        var found = OpenInterestSummary.of(reported(closes), Bars.NONE, Bars.NONE);
        assertThat(found.trough()).isEmpty();
        assertThat(found.changePct()).isEmpty();
        assertThat(found.inCoin()).isEmpty();
        assertThat(found.reason())
                .isEqualTo("no trough: the highest close is the last of the window");
    }

    /// 100 at a price of 10 are 10 coins, 72 at 8 are 9: 28 % in USD, 10 % in coin.
    @Test
    void estimatesCoinsByThePriceOfTheSameHour() {
        var found =
                OpenInterestSummary.of(
                        reported("100 72"),
                        Bars.NONE,
                        bars("exchange", FigureKind.OBSERVED, "10 8"));
        var inCoin = found.inCoin().orElseThrow();
        assertThat(inCoin.peakCoins()).isEqualTo(10);
        assertThat(inCoin.troughCoins()).isEqualTo(9);
        assertThat(inCoin.changePct()).isCloseTo(-10, within(1e-9));
        assertThat(inCoin.kind()).isEqualTo(FigureKind.ESTIMATED);
        assertThat(inCoin.source()).isEqualTo("aggregator and exchange");
        assertThat(found.reason()).isEmpty();
    }

    /// Coins that somebody counted come before coins that we divide.
    @Test
    void takesCountedCoinsWhereThereAreAny() {
        var found = OpenInterestSummary.of(reported("100 72"), reported("11 10"), reported("10 8"));
        var inCoin = found.inCoin().orElseThrow();
        assertThat(inCoin.peakCoins()).isEqualTo(11);
        assertThat(inCoin.kind()).isEqualTo(FigureKind.REPORTED);
        assertThat(inCoin.method()).isEqualTo("open interest in coins at the same two intervals");
    }

    @ParameterizedTest
    @CsvSource({"10 -", "- 8", "0 8"})
    void saysWhyThereAreNoCoins(String price) {
        var found = OpenInterestSummary.of(reported("100 72"), Bars.NONE, reported(price));
        assertThat(found.inCoin()).isEmpty();
        assertThat(found.reason()).startsWith("not in coin");
        assertThat(found.changePct().orElseThrow()).isCloseTo(-28, within(1e-9));
    }

    @Test
    void hasNoChangeFromNothing() {
        var found = OpenInterestSummary.of(reported("0 0"), Bars.NONE, reported("1 1"));
        assertThat(found.changePct()).isEmpty();
        assertThat(found.inCoin()).isEmpty();
    }
}

package spillway.signals.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.market.Coin;
import spillway.market.Decimal;
import spillway.market.MarketEvent;
import spillway.market.TimeWindow;

/// What price and funding did in a window, from the intervals that lie wholly in it.
class WindowSummaryTest {
    private static final long HOUR_NS = HourBar.HOUR_NS;
    private static final Coin BTC = new Coin("BTC");

    private static TimeWindow hours(long from, long to) {
        return new TimeWindow(from * HOUR_NS, to * HOUR_NS);
    }

    /// `open high low close` by the hour, separated by `;`.
    private static Bars bars(String text) {
        var bars = new ArrayList<Bar>();
        for (String hour : text.split("; ")) {
            String[] parts = hour.split(" ");
            long start = bars.size();
            bars.add(
                    new Bar(
                            hours(start, start + 1),
                            Decimal.parse(parts[0]),
                            Decimal.parse(parts[1]),
                            Decimal.parse(parts[2]),
                            Decimal.parse(parts[3]),
                            MarketEvent.NONE,
                            MarketEvent.NONE));
        }
        return new Bars("aggregator", FigureKind.REPORTED, bars);
    }

    private static WindowSummary of(TimeWindow window, Bars price, Bars funding) {
        return WindowSummary.of(BTC, window, price, funding, Bars.NONE, Bars.NONE);
    }

    @Test
    void opensWithTheFirstIntervalAndClosesWithTheLast() {
        var price =
                of(hours(0, 3), bars("7 9 6 8; 8 12 8 11; 11 11 5 10"), Bars.NONE)
                        .price()
                        .orElseThrow();
        assertThat(price.open().value()).hasToString("7");
        assertThat(price.high().value()).hasToString("12");
        assertThat(price.high().when()).isEqualTo(hours(1, 2));
        assertThat(price.low().value()).hasToString("5");
        assertThat(price.low().when()).isEqualTo(hours(2, 3));
        assertThat(price.close().value()).hasToString("10");
        assertThat(price.close().when()).isEqualTo(hours(2, 3));
        assertThat(price.low().source()).isEqualTo("aggregator");
        assertThat(price.low().kind()).isEqualTo(FigureKind.REPORTED);
    }

    /// Windows in halves of an hour: an interval cut by an end is out.
    @ParameterizedTest
    @CsvSource({"0, 6, 7, 10", "1, 6, 8, 10", "2, 5, 8, 11", "2, 4, 8, 11", "1, 3, '', ''"})
    void takesOnlyIntervalsWhollyInside(long from, long to, String open, String close) {
        var window = new TimeWindow(from * HOUR_NS / 2, to * HOUR_NS / 2);
        var price = of(window, bars("7 9 6 8; 8 12 8 11; 11 11 5 10"), Bars.NONE).price();
        assertThat(price.map(p -> p.open().value().toString()).orElse("")).isEqualTo(open);
        assertThat(price.map(p -> p.close().value().toString()).orElse("")).isEqualTo(close);
    }

    @Test
    void namesTheFirstOfEqualExtremes() {
        var price =
                of(hours(0, 3), bars("5 9 1 5; 5 9 1 5; 5 9 1 5"), Bars.NONE).price().orElseThrow();
        assertThat(price.high().when()).isEqualTo(hours(0, 1));
        assertThat(price.low().when()).isEqualTo(hours(0, 1));
    }

    /// Funding is compared at closes: what flickered inside an hour is in no source alike.
    @Test
    void measuresFundingByCloses() {
        var funding =
                of(
                                hours(0, 4),
                                Bars.NONE,
                                bars(
                                        "0 5 -9 0.0001; 0 9 -5 -0.00025318; 0 5 -5 0.0001; 0 5 -5"
                                                + " -0.00003403"))
                        .funding()
                        .orElseThrow();
        assertThat(funding.min().value().shifted(2)).hasToString("-0.025318");
        assertThat(funding.min().when()).isEqualTo(hours(1, 2));
        assertThat(funding.max().value().shifted(2)).hasToString("0.01");
        assertThat(funding.max().when()).isEqualTo(hours(0, 1));
        assertThat(funding.last().value().shifted(2)).hasToString("-0.003403");
        assertThat(funding.last().when()).isEqualTo(hours(3, 4));
    }

    @Test
    void saysWhatIsMissing() {
        var summary = of(hours(0, 1), bars("1 1 1 1"), Bars.NONE);
        assertThat(summary.price()).isPresent();
        assertThat(summary.funding()).isEmpty();
        assertThat(summary.openInterest()).isEmpty();
        assertThat(summary.notObserved())
                .containsExactly(
                        "funding: nothing on the tape for this coin in this window",
                        "openInterest: nothing on the tape for this coin in this window");
    }

    @Test
    void printsFiguresWithoutTrailingZeros() {
        assertThat(figure("60000.00")).hasToString("60000");
        assertThat(figure("0.0100")).hasToString("0.01");
        assertThat(figure("60000")).hasToString("60000");
        assertThat(figure("0.00")).hasToString("0");
        assertThat(figure("-1.50")).hasToString("-1.5");
    }

    private static Decimal figure(String text) {
        var decimals = new java.math.BigDecimal(text);
        var value = new Decimal(decimals.unscaledValue().longValueExact(), decimals.scale());
        return new Figure(value, hours(0, 1), "", FigureKind.OBSERVED).value();
    }

    @Test
    void refusesBarsOutOfOrder() {
        var one = bars("1 1 1 1").bars().getFirst();
        assertThatThrownBy(() -> new Bars("aggregator", FigureKind.REPORTED, List.of(one, one)))
                .hasMessageStartingWith("aggregator: expected bars ascending, found");
    }
}

package spillway.signals.levels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.Decimal;
import spillway.market.MarketEvent;
import spillway.market.TimeWindow;
import spillway.signals.summary.Bar;
import spillway.signals.summary.Bars;
import spillway.signals.summary.FigureKind;

class PriceContextTest {
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long START_NS = TimeWindow.nanos(Instant.parse("2026-02-05T00:00:00Z"));

    private final List<Bar> bars = new ArrayList<>();

    private void bar(long hour, long lengthNs, double open, double high, double low, double close) {
        long fromNs = START_NS + hour * HOUR_NS;
        bars.add(
                new Bar(
                        new TimeWindow(fromNs, fromNs + lengthNs),
                        price(open),
                        price(high),
                        price(low),
                        price(close),
                        MarketEvent.NONE,
                        MarketEvent.NONE));
    }

    private void hour(long hour, double open, double high, double low, double close) {
        bar(hour, HOUR_NS, open, high, low, close);
    }

    private static Decimal price(double price) {
        return new Decimal(Math.round(price * 100), 2);
    }

    private PriceContext context(long hours) {
        var window = new TimeWindow(START_NS, START_NS + hours * HOUR_NS);
        return PriceContext.of(new Bars("venue", FigureKind.OBSERVED, bars), window).orElseThrow();
    }

    private static PriceLevel level(PriceContext context, LevelKind kind, double price) {
        return context.levels().stream()
                .filter(l -> l.kind() == kind && l.price().toDouble() == price)
                .findFirst()
                .orElseThrow();
    }

    private static OptionalLong at(long hour) {
        return OptionalLong.of(START_NS + hour * HOUR_NS);
    }

    /// The four ways in which a price meets a level: to the cent, through it, closing below it, and
    /// coming back.
    @Test
    void tellsTouchedFromBrokenFromLost() {
        hour(0, 76_100, 76_200, 75_100, 75_500);
        hour(1, 75_500, 75_600, 74_900, 75_000);
        hour(2, 75_000, 75_100, 69_500, 69_999);
        hour(3, 69_999, 71_000, 65_000, 70_000);
        hour(4, 70_000, 70_500, 66_000, 70_200);
        var context = context(5);
        PriceLevel broken = level(context, LevelKind.ROUND, 75_000);
        assertThat(broken.touchedNs()).isEqualTo(at(1));
        assertThat(broken.brokenNs()).isEqualTo(at(1));
        assertThat(broken.lostNs()).as("75,000 is not below 75,000").isEqualTo(at(2));
        assertThat(broken.regainedNs()).isEmpty();
        PriceLevel lost = level(context, LevelKind.ROUND, 70_000);
        assertThat(lost.lostNs()).isEqualTo(at(2));
        assertThat(lost.regainedNs()).isEqualTo(at(3));
        PriceLevel touched = level(context, LevelKind.ROUND, 65_000);
        assertThat(touched.touchedNs()).isEqualTo(at(3));
        assertThat(touched.isBroken()).isFalse();
        assertThat(touched.isLost()).isFalse();
        PriceLevel next = level(context, LevelKind.ROUND, 60_000);
        assertThat(next.isTouched()).isFalse();
        assertThat(context.levels()).as("one that was not touched").hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "76100, 5000",
        "100000, 10000",
        "99999, 5000",
        "49999, 2000",
        "2100, 200",
        "2000, 200",
        "1999.99, 100",
        "100, 10",
        "0.27, 0.02"
    })
    void roundNumbersAreATenthOfThePriceApartAtMost(double price, String step) {
        assertThat(RoundStep.at(price(price))).isEqualByComparingTo(step);
    }

    @Test
    void aFiveMinuteCloseIsNoHourlyClose() {
        long fiveMinutesNs = HOUR_NS / 12;
        bar(0, fiveMinutesNs, 101, 101, 99, 99);
        bar(1, fiveMinutesNs, 101, 102, 101, 102);
        PriceLevel level = level(context(2), LevelKind.ROUND, 100);
        assertThat(level.isBroken()).isTrue();
        assertThat(level.isLost()).isFalse();
    }

    /// A low that stood out for a day and was not undercut since is watched; one that was is not.
    @Test
    void watchesSwingLowsThatHeld() {
        for (int hour = -200; hour < 0; hour++) {
            double low = hour == -150 ? 71 : hour == -100 ? 70 : hour == -50 ? 72.5 : 75;
            hour(hour, 80, 81, low, 80);
        }
        hour(0, 80, 80, 72, 73);
        var context = context(1);
        assertThat(level(context, LevelKind.SWING_LOW, 72.5).isLost()).isFalse();
        assertThat(level(context, LevelKind.SWING_LOW, 72.5).isBroken()).isTrue();
        assertThat(level(context, LevelKind.SWING_LOW, 70).isTouched()).isFalse();
        assertThat(context.levels().stream().filter(l -> l.price().toDouble() == 71))
                .as("undercut at 70")
                .isEmpty();
        assertThat(context.rangeLow().orElseThrow().value().toDouble()).isEqualTo(70);
        assertThat(context.notObserved()).as("eight days are enough").isEmpty();
    }

    @Test
    void theDeepestFallNeedNotStartAtTheHighest() {
        hour(0, 100, 110, 100, 105);
        hour(1, 105, 108, 99, 108);
        hour(2, 108, 120, 108, 119);
        hour(3, 119, 119, 112, 113);
        var fall = context(4).fall();
        assertThat(fall.changePct()).isEqualTo(-10.0, within(1e-9));
        assertThat(fall.hours()).isEqualTo(1);
        assertThat(fall.from().value().toDouble()).isEqualTo(110);
    }

    @Test
    void saysWhatThePastDoesNotTell() {
        hour(0, 100, 100, 95, 95);
        var context = context(1);
        assertThat(context.rangeLow()).isEmpty();
        assertThat(context.volatility().multiple()).isEmpty();
        assertThat(context.notObserved())
                .containsExactly(
                        "range and swing lows: no price in the seven days before the window",
                        "volatility: no 24 hours of the window have nine closes in ten");
        assertThat(
                        PriceContext.of(
                                new Bars("venue", FigureKind.OBSERVED, bars),
                                new TimeWindow(0, HOUR_NS)))
                .isEmpty();
    }

    /// Returns of 1 % an hour for a month, then of 3 %: three times as wild, and 24 such returns in
    /// a day make 0.01 × √24 × √365.
    @Test
    void volatilityIsAMultipleOfTheMonthBefore() {
        double price = 100_000;
        for (int hour = -720; hour < 48; hour++) {
            double step = Math.exp((hour % 2 == 0 ? 1 : -1) * (hour < 0 ? 0.01 : 0.03));
            hour(hour, price, price * 1.1, price * 0.9, price * step);
            price *= step;
        }
        var volatility = context(48).volatility();
        assertThat(volatility.normal().orElseThrow())
                .isEqualTo(0.01 * Math.sqrt(24 * 365.0), within(1e-4));
        assertThat(volatility.multiple().orElseThrow()).isEqualTo(3.0, within(1e-3));
        assertThat(volatility.daysBefore()).isEqualTo(29, within(1.0));
    }

    /// Whatever the path: a lost level was broken, a broken one touched, never later than it; and
    /// exactly the levels at or above the lowest low were touched.
    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void lossImpliesBreakImpliesTouch(long seed) {
        var random = new SplittableRandom(seed);
        double price = Math.exp(random.nextDouble(12));
        for (int hour = -300; hour < 100; hour++) {
            double close = price * Math.exp(0.02 * random.nextGaussian());
            double wick = 1 + 0.01 * random.nextDouble();
            hour(hour, price, Math.max(price, close) * wick, Math.min(price, close) / wick, close);
            price = close;
        }
        var context = context(100);
        double lowest = 1e300;
        for (var bar : bars) {
            boolean inside = bar.interval().fromNs() >= START_NS;
            lowest = inside ? Math.min(lowest, bar.low().toDouble()) : lowest;
        }
        for (var level : context.levels()) {
            assertThat(level.isTouched())
                    .as("seed %d, %s", seed, level)
                    .isEqualTo(lowest <= level.price().toDouble());
            assertThat(level.isBroken()).isEqualTo(lowest < level.price().toDouble());
            if (level.isLost()) {
                assertThat(level.brokenNs().orElseThrow())
                        .isGreaterThanOrEqualTo(level.touchedNs().orElseThrow())
                        .isLessThanOrEqualTo(level.lostNs().orElseThrow());
            }
        }
    }
}

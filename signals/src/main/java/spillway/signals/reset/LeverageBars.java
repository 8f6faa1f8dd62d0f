package spillway.signals.reset;

import java.util.ArrayList;
import java.util.List;
import spillway.market.Decimal;
import spillway.signals.summary.Bar;
import spillway.signals.summary.Bars;
import spillway.signals.summary.FigureKind;

/// The series of one coin that a verdict is made of; [Bars#NONE] where there is none.
///
/// @param price USD per coin
/// @param funding fraction per funding interval
/// @param openInterestCoins one side
/// @param futuresVolume USD in each interval
/// @param spotVolume USD in each interval
/// @param spotFlow taker buys less taker sells on spot markets in each interval, USD
/// @param spotPremium of US spot venues over others, a fraction
/// @param depth bids and asks within 1 % of the price, USD
public record LeverageBars(
        Bars price,
        Bars funding,
        Bars openInterestCoins,
        Bars futuresVolume,
        Bars spotVolume,
        Bars spotFlow,
        Bars spotPremium,
        Bars depth) {
    /// Open interest in coin, from dollars over the closing price of the same interval: an
    /// estimate.
    public static Bars inCoins(Bars usd, Bars price) {
        var coins = new ArrayList<Bar>();
        for (var bar : usd.bars()) {
            price.startingAt(bar.interval().fromNs())
                    .filter(p -> p.interval().equals(bar.interval()) && p.close().mantissa() > 0)
                    .ifPresent(p -> coins.add(single(bar, bar.close(), p.close())));
        }
        String source =
                usd.source().equals(price.source())
                        ? usd.source()
                        : usd.source() + " and " + price.source();
        return coins.isEmpty() ? Bars.NONE : new Bars(source, FigureKind.ESTIMATED, coins);
    }

    /// Two series of the same intervals added, where both have a value.
    public static Bars sum(Bars one, Bars other) {
        var sums = new ArrayList<Bar>();
        for (var bar : one.bars()) {
            other.startingAt(bar.interval().fromNs())
                    .filter(o -> o.interval().equals(bar.interval()))
                    .ifPresent(o ->
                            sums.add(
                                    single(
                                            bar,
                                            decimal(
                                                    bar.close()
                                                            .toBigDecimal()
                                                            .add(o.close().toBigDecimal())))));
        }
        String source =
                one.source().equals(other.source())
                        ? one.source()
                        : one.source() + " and " + other.source();
        return sums.isEmpty() ? Bars.NONE : new Bars(source, one.kind(), sums);
    }

    private static Bar single(Bar like, Decimal usd, Decimal price) {
        return single(
                like,
                decimal(
                        usd.toBigDecimal()
                                .divide(price.toBigDecimal(), java.math.MathContext.DECIMAL64)));
    }

    private static Decimal decimal(java.math.BigDecimal value) {
        return Decimal.parse(value.toPlainString());
    }

    private static Bar single(Bar like, Decimal value) {
        long endNs = like.interval().toNs();
        return new Bar(like.interval(), value, value, value, value, endNs, endNs);
    }

    List<Bars> all() {
        return List.of(
                price,
                funding,
                openInterestCoins,
                futuresVolume,
                spotVolume,
                spotFlow,
                spotPremium,
                depth);
    }
}

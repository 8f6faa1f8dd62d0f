package spillway.signals.summary;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.MicroUsd;
import spillway.market.TimeWindow;

/// The hours of one symbol at one venue, converted to what people compare: price per coin, open
/// interest in USD and in coins. Definitions of several dates under the symbol are joined.
final class InstrumentHours {
    private final String source;
    private final NavigableMap<Long, Bar> price = new TreeMap<>();
    private final NavigableMap<Long, Bar> funding = new TreeMap<>();
    private final NavigableMap<Long, Bar> openInterestUsd = new TreeMap<>();
    private final NavigableMap<Long, Bar> openInterestCoins = new TreeMap<>();
    private FigureKind usdKind = FigureKind.OBSERVED;
    private FigureKind coinsKind = FigureKind.OBSERVED;

    InstrumentHours(Instrument instrument) {
        source = instrument.toString();
    }

    String source() {
        return source;
    }

    /// Adds the hours known under one definition. Definitions come in order of their dates.
    ///
    /// @param mark price of a unit
    /// @param rates funding
    /// @param usd open interest as the venue values it
    /// @param quantity open interest in units of quantity
    void add(
            Instrument definition,
            List<Bar> mark,
            List<Bar> rates,
            List<Bar> usd,
            List<Bar> quantity) {
        mark.forEach(bar -> join(price, perCoin(bar, definition.coinsPerUnit())));
        rates.forEach(bar -> join(funding, bar));
        if (usd.isEmpty() && !quantity.isEmpty()) {
            usdKind = FigureKind.ESTIMATED;
            addUsd(definition, quantity);
        } else {
            usd.forEach(bar -> join(openInterestUsd, bar));
        }
        boolean countsCoins = definition.contract() == Contract.LINEAR && !quantity.isEmpty();
        if (countsCoins) {
            quantity.forEach(bar -> join(openInterestCoins, coins(definition, bar)));
        } else if (!openInterestUsd.isEmpty()) {
            coinsKind = FigureKind.ESTIMATED;
            addCoinsByPrice(usd.isEmpty() ? quantity : usd);
        }
    }

    /// Value at the closing price of the same hour, for an inverse contract by its size alone.
    private void addUsd(Instrument definition, List<Bar> quantity) {
        for (var bar : quantity) {
            Bar priced = price.get(bar.interval().fromNs());
            BigDecimal units =
                    bar.close().toBigDecimal().multiply(definition.contractSize().toBigDecimal());
            if (definition.contract() == Contract.INVERSE) {
                join(openInterestUsd, single(bar.interval(), units));
            } else if (priced != null) {
                BigDecimal coins = units.multiply(BigDecimal.valueOf(definition.coinsPerUnit()));
                BigDecimal value = coins.multiply(priced.close().toBigDecimal());
                join(openInterestUsd, single(bar.interval(), value));
            }
        }
    }

    private void addCoinsByPrice(List<Bar> hours) {
        for (var hour : hours) {
            Bar priced = price.get(hour.interval().fromNs());
            Bar valued = openInterestUsd.get(hour.interval().fromNs());
            if (priced != null && valued != null && priced.close().mantissa() > 0) {
                BigDecimal usd = valued.close().toBigDecimal();
                BigDecimal coins = usd.divide(priced.close().toBigDecimal(), MathContext.DECIMAL64);
                join(openInterestCoins, single(hour.interval(), coins));
            }
        }
    }

    private static Bar coins(Instrument definition, Bar quantity) {
        BigDecimal coins =
                quantity.close()
                        .toBigDecimal()
                        .multiply(definition.contractSize().toBigDecimal())
                        .multiply(BigDecimal.valueOf(definition.coinsPerUnit()));
        return single(quantity.interval(), coins);
    }

    static Bar single(TimeWindow interval, BigDecimal value) {
        Decimal only = decimal(value);
        return new Bar(interval, only, only, only, only, interval.toNs(), interval.toNs());
    }

    /// As many decimals as fit.
    static Decimal decimal(BigDecimal value) {
        return Decimal.parse(value.toPlainString());
    }

    private static Bar perCoin(Bar bar, long coinsPerUnit) {
        if (coinsPerUnit == 1) {
            return bar;
        }
        return new Bar(
                bar.interval(),
                perCoin(bar.open(), coinsPerUnit),
                perCoin(bar.high(), coinsPerUnit),
                perCoin(bar.low(), coinsPerUnit),
                perCoin(bar.close(), coinsPerUnit),
                bar.highNs(),
                bar.lowNs());
    }

    private static Decimal perCoin(Decimal unit, long coinsPerUnit) {
        BigDecimal divisor = BigDecimal.valueOf(coinsPerUnit);
        return decimal(unit.toBigDecimal().divide(divisor, MathContext.DECIMAL64));
    }

    /// Two definitions may share an hour: the earlier opens it, the later closes it.
    private static void join(NavigableMap<Long, Bar> hours, Bar bar) {
        hours.merge(
                bar.interval().fromNs(),
                bar,
                (a, b) -> {
                    boolean higher = b.high().compareTo(a.high()) > 0;
                    boolean lower = b.low().compareTo(a.low()) < 0;
                    return new Bar(
                            a.interval(),
                            a.open(),
                            higher ? b.high() : a.high(),
                            lower ? b.low() : a.low(),
                            b.close(),
                            higher ? b.highNs() : a.highNs(),
                            lower ? b.lowNs() : a.lowNs());
                });
    }

    Bars price(TimeWindow window) {
        return bars(price, FigureKind.OBSERVED, window);
    }

    Bars funding(TimeWindow window) {
        return bars(funding, FigureKind.OBSERVED, window);
    }

    private Bars bars(NavigableMap<Long, Bar> hours, FigureKind kind, TimeWindow window) {
        return new Bars(source, kind, new ArrayList<>(hours.values())).within(window);
    }

    FigureKind usdKind() {
        return usdKind;
    }

    FigureKind coinsKind() {
        return coinsKind;
    }

    /// Hourly open interest in USD.
    NavigableMap<Long, Bar> openInterestUsd() {
        return openInterestUsd;
    }

    /// Hourly open interest in coins.
    NavigableMap<Long, Bar> openInterestCoins() {
        return openInterestCoins;
    }

    /// The last value at the end of the hour that starts at `hourNs`, its own or one carried from
    /// up to [MarketBars#CARRY_HOURS] before; in micro-dollars, −1 where there is none.
    long openInterestMicroUsd(long hourNs) {
        Map.Entry<Long, Bar> last = carried(openInterestUsd, hourNs);
        return last == null ? -1 : MicroUsd.of(last.getValue().close());
    }

    static Map.@org.jspecify.annotations.Nullable Entry<Long, Bar> carried(
            NavigableMap<Long, Bar> hours, long hourNs) {
        Map.Entry<Long, Bar> last = hours.floorEntry(hourNs);
        long oldestNs = hourNs - MarketBars.CARRY_HOURS * HourBar.HOUR_NS;
        return last == null || last.getKey() < oldestNs ? null : last;
    }
}

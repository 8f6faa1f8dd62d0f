package spillway.signals.levels;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import spillway.market.Decimal;
import spillway.market.TimeWindow;
import spillway.signals.summary.Bar;
import spillway.signals.summary.Bars;
import spillway.signals.summary.Figure;
import spillway.signals.summary.FigureKind;

/// One price in one window, against its own past.
///
/// @param window only bars wholly inside count
/// @param source who tells of the price: one venue's contract, or an aggregator
/// @param kind how it came about
/// @param barNs length of its bars
/// @param rangeLow lowest of the seven days before the window; empty where the tape has none of
///   them
/// @param rangeHigh highest of them
/// @param levels those that were touched, and of each kind the next that was not, highest first
/// @param fall the deepest fall in the window
/// @param volatility the wildest 24 hours
/// @param notObserved what is missing
public record PriceContext(
        TimeWindow window,
        String source,
        FigureKind kind,
        long barNs,
        Optional<Figure> rangeLow,
        Optional<Figure> rangeHigh,
        List<PriceLevel> levels,
        Fall fall,
        Volatility volatility,
        List<String> notObserved) {
    /// How much of the past is looked at.
    public static final Duration PAST = Duration.ofDays(30);

    private static final Duration RANGE = Duration.ofDays(7);
    private static final Duration DAY = Duration.ofDays(1);
    private static final long HOUR_NS = Duration.ofHours(1).toNanos();

    /// A swing low is the lowest for a day to either side, and for three bars at least.
    private static final int LEAST_SWING_BARS = 3;

    private static final int MOST_SWINGS = 5;

    /// More round numbers than this below a price are a price that went to nothing.
    private static final int MOST_ROUND = 20;

    /// Of the bars of 24 hours.
    private static final double LEAST_SHARE = 0.9;

    private static final double LEAST_DAYS_BEFORE = 7;
    private static final double DAYS_PER_YEAR = 365;

    public PriceContext {
        levels = List.copyOf(levels);
        notObserved = List.copyOf(notObserved);
    }

    /// The context of `window`, from bars that reach into it and as far before it as there are.
    /// Empty where no bar lies in the window.
    public static Optional<PriceContext> of(Bars bars, TimeWindow window) {
        Bars inside = bars.within(window);
        if (inside.isEmpty()) {
            return Optional.empty();
        }
        Bars past = bars.within(before(window, PAST));
        Bars week = bars.within(before(window, RANGE));
        var missing = new ArrayList<String>();
        if (week.isEmpty()) {
            missing.add("range and swing lows: no price in the seven days before the window");
        }
        Volatility volatility = volatility(past, inside);
        if (!volatility.reason().isEmpty()) {
            missing.add("volatility: " + volatility.reason());
        }
        return Optional.of(
                new PriceContext(
                        window,
                        bars.source(),
                        bars.kind(),
                        inside.bars().getFirst().interval().lengthNs(),
                        lowest(week),
                        highest(week),
                        levels(past, week, inside),
                        fall(inside),
                        volatility,
                        missing));
    }

    private static TimeWindow before(TimeWindow window, Duration length) {
        return new TimeWindow(window.fromNs() - length.toNanos(), window.fromNs());
    }

    private static Optional<Figure> lowest(Bars bars) {
        Bar lowest = null;
        for (var bar : bars.bars()) {
            lowest = lowest == null || bar.low().compareTo(lowest.low()) < 0 ? bar : lowest;
        }
        return Optional.ofNullable(lowest)
                .map(b -> new Figure(b.low(), b.interval(), bars.source(), bars.kind()));
    }

    private static Optional<Figure> highest(Bars bars) {
        Bar highest = null;
        for (var bar : bars.bars()) {
            highest = highest == null || bar.high().compareTo(highest.high()) > 0 ? bar : highest;
        }
        return Optional.ofNullable(highest)
                .map(b -> new Figure(b.high(), b.interval(), bars.source(), bars.kind()));
    }

    private static List<PriceLevel> levels(Bars past, Bars week, Bars inside) {
        Decimal open = inside.bars().getFirst().open();
        var levels = new ArrayList<PriceLevel>();
        addUntilUntouched(roundNumbers(open), LevelKind.ROUND, inside, levels);
        addUntilUntouched(swingLows(past, open), LevelKind.SWING_LOW, inside, levels);
        lowest(week)
                .filter(low -> low.value().compareTo(open) < 0)
                .ifPresent(low -> levels.add(level(low.value(), LevelKind.RANGE_LOW, inside)));
        levels.sort(
                Comparator.comparing(PriceLevel::price).reversed().thenComparing(PriceLevel::kind));
        return levels;
    }

    /// Adds the touched levels of `descending` and the first that is not.
    private static void addUntilUntouched(
            List<Decimal> descending, LevelKind kind, Bars inside, List<PriceLevel> levels) {
        for (var price : descending) {
            PriceLevel level = level(price, kind, inside);
            levels.add(level);
            if (!level.isTouched()) {
                return;
            }
        }
    }

    /// Multiples of the round step below `open`, descending.
    private static List<Decimal> roundNumbers(Decimal open) {
        if (open.mantissa() <= 0) {
            return List.of();
        }
        BigDecimal step = RoundStep.at(open);
        BigDecimal price = open.toBigDecimal();
        BigDecimal below = price.divide(step, 0, RoundingMode.CEILING).subtract(BigDecimal.ONE);
        var numbers = new ArrayList<Decimal>();
        while (below.signum() > 0 && numbers.size() < MOST_ROUND) {
            numbers.add(Decimal.parse(below.multiply(step).toPlainString()));
            below = below.subtract(BigDecimal.ONE);
        }
        return numbers;
    }

    /// Swing lows of the past that have not been undercut since and lie below `open`, descending.
    private static List<Decimal> swingLows(Bars past, Decimal open) {
        List<Bar> bars = past.bars();
        if (bars.isEmpty()) {
            return List.of();
        }
        long barNs = bars.getFirst().interval().lengthNs();
        int reach = (int) Math.max(LEAST_SWING_BARS, DAY.toNanos() / barNs);
        var lows = new ArrayList<Decimal>();
        for (int at = reach; at < bars.size() - reach; at++) {
            Decimal low = bars.get(at).low();
            if (low.compareTo(open) < 0 && standsOut(bars, at, reach)) {
                lows.add(low);
            }
        }
        lows.sort(Comparator.reverseOrder());
        return lows.subList(0, Math.min(MOST_SWINGS, lows.size()));
    }

    /// Lower than the bars before it, as many as `reach`, and than every bar since.
    private static boolean standsOut(List<Bar> bars, int at, int reach) {
        Decimal low = bars.get(at).low();
        for (int i = at - reach; i < bars.size(); i++) {
            if (i != at && bars.get(i).low().compareTo(low) <= 0) {
                return false;
            }
        }
        return true;
    }

    private static PriceLevel level(Decimal price, LevelKind kind, Bars inside) {
        OptionalLong touched = OptionalLong.empty();
        OptionalLong broken = OptionalLong.empty();
        OptionalLong lost = OptionalLong.empty();
        OptionalLong regained = OptionalLong.empty();
        for (var bar : inside.bars()) {
            long startNs = bar.interval().fromNs();
            int low = bar.low().compareTo(price);
            touched = low <= 0 ? first(touched, startNs) : touched;
            broken = low < 0 ? first(broken, startNs) : broken;
            if (!closesAnHour(bar)) {
                continue;
            }
            boolean below = bar.close().compareTo(price) < 0;
            if (!below && lost.isPresent()) {
                regained = first(regained, startNs);
            }
            lost = below ? first(lost, startNs) : lost;
        }
        return new PriceLevel(price, kind, touched, broken, lost, regained);
    }

    private static OptionalLong first(OptionalLong known, long timeNs) {
        return known.isPresent() ? known : OptionalLong.of(timeNs);
    }

    /// A bar shorter than an hour tells of an hourly close only where it ends one.
    private static boolean closesAnHour(Bar bar) {
        return bar.interval().lengthNs() >= HOUR_NS
                || Math.floorMod(bar.interval().toNs(), HOUR_NS) == 0;
    }

    private static Fall fall(Bars inside) {
        Bar high = inside.bars().getFirst();
        Bar from = high;
        Bar to = high;
        double deepest = 1;
        for (var bar : inside.bars()) {
            double share = bar.low().toDouble() / high.high().toDouble();
            if (share < deepest) {
                deepest = share;
                from = high;
                to = bar;
            }
            high = bar.high().compareTo(high.high()) > 0 ? bar : high;
        }
        double hours = (to.interval().fromNs() - from.interval().fromNs()) / (double) HOUR_NS;
        return new Fall(
                new Figure(from.high(), from.interval(), inside.source(), inside.kind()),
                new Figure(to.low(), to.interval(), inside.source(), inside.kind()),
                100 * (deepest - 1),
                hours);
    }

    private static Volatility volatility(Bars past, Bars inside) {
        long barNs = inside.bars().getFirst().interval().lengthNs();
        if (barNs > 4 * HOUR_NS) {
            return none(
                    "bars of " + Duration.ofNanos(barNs) + " are too long to tell that of a day");
        }
        var all = new ArrayList<>(past.bars());
        all.addAll(inside.bars());
        var normals = new ArrayList<Double>();
        double peak = -1;
        @Nullable TimeWindow peakWindow = null;
        for (int at = 0; at < all.size(); at++) {
            OptionalDouble of = realised(all, at, barNs);
            if (of.isEmpty()) {
                continue;
            }
            if (at < past.bars().size()) {
                normals.add(of.getAsDouble());
            } else if (of.getAsDouble() > peak) {
                peak = of.getAsDouble();
                long endNs = all.get(at).interval().toNs();
                peakWindow = new TimeWindow(endNs - DAY.toNanos(), endNs);
            }
        }
        if (peakWindow == null) {
            return none("no 24 hours of the window have nine closes in ten");
        }
        double days = normals.size() * (double) barNs / DAY.toNanos();
        boolean known = days >= LEAST_DAYS_BEFORE;
        OptionalDouble normal = known ? OptionalDouble.of(median(normals)) : OptionalDouble.empty();
        boolean comparable = normal.isPresent() && normal.getAsDouble() > 0;
        return new Volatility(
                OptionalDouble.of(peak),
                Optional.of(peakWindow),
                normal,
                days,
                comparable
                        ? OptionalDouble.of(peak / normal.getAsDouble())
                        : OptionalDouble.empty(),
                known ? "" : "what is normal needs seven days before the window");
    }

    private static Volatility none(String reason) {
        return new Volatility(
                OptionalDouble.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                0,
                OptionalDouble.empty(),
                reason);
    }

    /// Of the 24 hours that end with the bar `at`; empty with too few bars in them.
    private static OptionalDouble realised(List<Bar> bars, int at, long barNs) {
        long fromNs = bars.get(at).interval().toNs() - DAY.toNanos();
        double squares = 0;
        int returns = 0;
        for (int i = at; i > 0 && bars.get(i).interval().fromNs() >= fromNs; i--) {
            boolean adjacent = bars.get(i - 1).interval().toNs() == bars.get(i).interval().fromNs();
            double last = bars.get(i - 1).close().toDouble();
            double next = bars.get(i).close().toDouble();
            if (adjacent && last > 0 && next > 0) {
                double moved = Math.log(next / last);
                squares += moved * moved;
                returns++;
            }
        }
        double expected = DAY.toNanos() / (double) barNs;
        return returns >= LEAST_SHARE * expected
                ? OptionalDouble.of(Math.sqrt(squares * DAYS_PER_YEAR))
                : OptionalDouble.empty();
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

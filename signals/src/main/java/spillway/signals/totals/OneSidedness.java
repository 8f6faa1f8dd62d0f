package spillway.signals.totals;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import spillway.market.TimeWindow;

/// How one-sided liquidations were: `O = 2 × longShare − 1`, from −1 (shorts only) over 0 (as much
/// of either) to 1 (longs only), in USD.
///
/// Its 95 % interval is a block bootstrap (Künsch, The Jackknife and the Bootstrap for General
/// Stationary Observations, 1989, with blocks of unequal length): whole bursts are drawn with
/// replacement, as many as there were, and `O` is computed of each drawing. Orders of one burst
/// come from one move of the price, so they are one piece of evidence and not many; an interval on
/// single orders would be far too narrow. A share of USD is bounded by few large bursts: how many
/// count is `effectiveBursts = (Σw)² / Σw²` (Kish, Survey Sampling, 1965), with `w` the USD of a
/// burst.
///
/// An estimate, and a weak one where few bursts count: if all of them are of one side, so is every
/// drawing, and the interval has no width. The random numbers are fixed by the window, so the same
/// orders give the same bytes.
///
/// @param value −1 to 1; empty where nothing was liquidated
/// @param interval of 95 %; empty with fewer than two bursts
/// @param reason why value or interval is empty; empty text otherwise
/// @param bursts how many there were
/// @param effectiveBursts how many of equal size would carry as much; 0 where there were none
public record OneSidedness(
        OptionalDouble value,
        Optional<Interval> interval,
        String reason,
        int bursts,
        double effectiveBursts) {
    /// A pause that ends a burst: an engine works a position off, and the market finds its price
    /// again, within seconds; after a minute of silence the next order has its own cause.
    public static final long PAUSE_NS = 60_000_000_000L;

    /// A burst ends after this, however dense the orders. Over a whole market orders never pause
    /// for a minute, and a day must not be one burst; the waves of a flush last up to an hour.
    public static final long LONGEST_BURST_NS = 3_600_000_000_000L;

    /// Enough for the 2.5 % tails to rest on fifty drawings each.
    static final int DRAWINGS = 2_000;

    private static final double TAIL = 0.025;

    /// Where the value lies with a confidence of 95 %.
    ///
    /// @param low lower end, −1 to `high`
    /// @param high upper end, up to 1
    public record Interval(double low, double high) {}

    /// From bursts, or other blocks of time that are one piece of evidence each. A block in which
    /// nothing was liquidated says nothing of the side, and does not count.
    ///
    /// @param longMicroUsd by block, each `>= 0`
    /// @param shortMicroUsd by block, as many
    /// @param window in which they lie; fixes the random numbers
    public static OneSidedness ofBlocks(
            long[] longMicroUsd, long[] shortMicroUsd, TimeWindow window) {
        if (shortMicroUsd.length != longMicroUsd.length) {
            throw new IllegalArgumentException(
                    "one-sidedness: expected as many shorts as longs, found "
                            + shortMicroUsd.length
                            + " and "
                            + longMicroUsd.length);
        }
        var longs = new long[longMicroUsd.length];
        var totals = new long[longMicroUsd.length];
        int blocks = 0;
        for (int i = 0; i < longMicroUsd.length; i++) {
            long total = Math.addExact(longMicroUsd[i], shortMicroUsd[i]);
            if (total > 0) {
                longs[blocks] = longMicroUsd[i];
                totals[blocks++] = total;
            }
        }
        return of(Arrays.copyOf(longs, blocks), Arrays.copyOf(totals, blocks), window);
    }

    private static OneSidedness of(long[] longs, long[] totals, TimeWindow window) {
        int blocks = totals.length;
        if (blocks == 0) {
            return new OneSidedness(
                    OptionalDouble.empty(), Optional.empty(), "nothing was liquidated", 0, 0);
        }
        long longSum = 0;
        long sum = 0;
        double squares = 0;
        for (int i = 0; i < blocks; i++) {
            longSum = Math.addExact(longSum, longs[i]);
            sum = Math.addExact(sum, totals[i]);
            squares += (double) totals[i] * totals[i];
        }
        var value = OptionalDouble.of(2 * (longSum / (double) sum) - 1);
        double effective = (double) sum * sum / squares;
        if (blocks < 2) {
            String reason = "an interval needs 2 bursts, there was 1";
            return new OneSidedness(value, Optional.empty(), reason, blocks, effective);
        }
        var interval = Optional.of(bootstrap(longs, totals, window));
        return new OneSidedness(value, interval, "", blocks, effective);
    }

    private static Interval bootstrap(long[] longs, long[] totals, TimeWindow window) {
        int blocks = totals.length;
        long state = window.fromNs() * 31 + window.toNs();
        var values = new double[DRAWINGS];
        for (int drawing = 0; drawing < DRAWINGS; drawing++) {
            double drawnLongs = 0;
            double drawn = 0;
            for (int i = 0; i < blocks; i++) {
                state += SPLIT_MIX_STEP;
                int block = (int) Math.unsignedMultiplyHigh(mix(state), blocks);
                drawnLongs += longs[block];
                drawn += totals[block];
            }
            values[drawing] = 2 * (drawnLongs / drawn) - 1;
        }
        Arrays.sort(values);
        int low = (int) Math.floor(TAIL * DRAWINGS);
        return new Interval(values[low], values[DRAWINGS - 1 - low]);
    }

    private static final long SPLIT_MIX_STEP = 0x9e3779b97f4a7c15L;

    /// SplitMix64 (Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators, 2014),
    /// written out so that no other Java version draws other numbers.
    private static long mix(long state) {
        long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

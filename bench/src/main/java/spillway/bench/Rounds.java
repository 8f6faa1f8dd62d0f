package spillway.bench;

import java.util.Arrays;
import java.util.List;

/// Variants of one piece of work, run in turn, so that whatever else the machine does meets all of
/// them alike; each round begins with another variant. What is compared is always one round's pair:
/// of two times far apart on a shared machine nothing follows.
final class Rounds {
    /// One way of doing the work.
    ///
    /// @param name for messages
    /// @param work starts and stops the watch around what counts
    record Variant(String name, Work work) {}

    /// Work with a part that counts.
    @FunctionalInterface
    interface Work {
        /// Does it once.
        ///
        /// @return something that must be the same in every round
        long run(Stopwatch watch) throws Exception;
    }

    private final List<Variant> variants;
    private final long[] results;
    private final double[][] wallNs;
    private final double[][] cpuNs;

    private Rounds(List<Variant> variants, int rounds) {
        this.variants = List.copyOf(variants);
        results = new long[variants.size()];
        wallNs = new double[variants.size()][rounds];
        cpuNs = new double[variants.size()][rounds];
    }

    /// Runs `warmUp` rounds that do not count, and `rounds` that do.
    ///
    /// @throws IllegalStateException if a variant's results differ from round to round
    static Rounds run(int warmUp, int rounds, List<Variant> variants) throws Exception {
        var measured = new Rounds(variants, rounds);
        var watch = new Stopwatch();
        for (int round = -warmUp; round < rounds; round++) {
            for (int i = 0; i < variants.size(); i++) {
                int v = Math.floorMod(round % 2 == 0 ? i + round : round - i, variants.size());
                watch.reset();
                long result = variants.get(v).work().run(watch);
                measured.take(v, result, round == -warmUp);
                if (round >= 0) {
                    measured.wallNs[v][round] = watch.wallNs();
                    measured.cpuNs[v][round] = watch.cpuNs();
                }
            }
        }
        return measured;
    }

    private void take(int v, long result, boolean first) {
        if (first) {
            results[v] = result;
        } else if (results[v] != result) {
            throw new IllegalStateException(
                    variants.get(v).name()
                            + ": expected the same result in every round, found "
                            + results[v]
                            + " and "
                            + result);
        }
    }

    /// Checks that two variants computed the same.
    ///
    /// @throws IllegalStateException if their results differ
    void requireSameResults(int a, int b) {
        if (results[a] != results[b]) {
            throw new IllegalStateException(
                    "expected the same result of "
                            + variants.get(a).name()
                            + " and "
                            + variants.get(b).name()
                            + ", found "
                            + results[a]
                            + " and "
                            + results[b]);
        }
    }

    /// `amount` of work a second of a variant, by the wall.
    Spread perSecond(int variant, double amount) {
        return Spread.of(Arrays.stream(wallNs[variant]).map(ns -> amount * 1e9 / ns).toArray());
    }

    /// `amount` of work a second of processor time of the thread that ran the variant.
    Spread perCpuSecond(int variant, double amount) {
        return Spread.of(Arrays.stream(cpuNs[variant]).map(ns -> amount * 1e9 / ns).toArray());
    }

    /// How many times as fast as `reference` a variant is, by the wall, round by round.
    Spread speed(int variant, int reference) {
        return ratio(wallNs[reference], wallNs[variant]);
    }

    /// The same by processor time of the thread.
    Spread cpuSpeed(int variant, int reference) {
        return ratio(cpuNs[reference], cpuNs[variant]);
    }

    private static Spread ratio(double[] above, double[] below) {
        var ratios = new double[above.length];
        Arrays.setAll(ratios, round -> above[round] / below[round]);
        return Spread.of(ratios);
    }
}

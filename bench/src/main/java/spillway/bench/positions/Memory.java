package spillway.bench.positions;

import java.util.SplittableRandom;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// What memory itself allows: reading from end to end, and loads of which each needs the one
/// before.
public final class Memory {
    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;
    private static final int STREAMS = 4;

    private Memory() {}

    /// The sum of `words` first words, read as fast as vectors can.
    public static long sum(long[] memory, int words) {
        int step = SPECIES.length();
        LongVector a = LongVector.zero(SPECIES);
        LongVector b = a;
        LongVector c = a;
        LongVector d = a;
        int end = words - words % (STREAMS * step);
        for (int i = 0; i < end; i += STREAMS * step) {
            a = a.add(LongVector.fromArray(SPECIES, memory, i));
            b = b.add(LongVector.fromArray(SPECIES, memory, i + step));
            c = c.add(LongVector.fromArray(SPECIES, memory, i + 2 * step));
            d = d.add(LongVector.fromArray(SPECIES, memory, i + 3 * step));
        }
        return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
    }

    /// A way through all `places` in random order that comes back to its start.
    public static int[] randomCycle(long seed, int places) {
        var random = new SplittableRandom(seed);
        var next = new int[places];
        for (int i = 0; i < places; i++) {
            next[i] = i;
        }
        for (int i = places - 1; i > 0; i--) {
            int other = random.nextInt(i);
            int swapped = next[i];
            next[i] = next[other];
            next[other] = swapped;
        }
        return next;
    }

    /// Where `steps` loads lead, each of which needs the one before.
    public static int follow(int[] next, int start, int steps) {
        int at = start;
        for (int i = 0; i < steps; i++) {
            at = next[at];
        }
        return at;
    }
}

package spillway.exchange.positions;

/// Count, lots, cost and margin of each bucket, of each 64 buckets and of each 4,096, so that the
/// sum over any range is at most 126 small ones and one for each 4,096 buckets.
final class BucketSums {
    private static final int WORDS_SHIFT = 2;
    private static final int STEP_BITS = 6;
    private static final int LEVELS = 3;
    private static final long HIGH = 0xFFFF_FFFFL << 32;

    /// Four words to an entry, one array to a level: `count << 32 | first block`, lots, cost,
    /// margin. Only single buckets have a first block.
    private final long[][] levels = new long[LEVELS][];

    BucketSums(int buckets) {
        for (int level = 0; level < LEVELS; level++) {
            int entries = ((buckets - 1) >>> (level * STEP_BITS)) + 1;
            levels[level] = new long[entries << WORDS_SHIFT];
        }
    }

    int count(int bucket) {
        return (int) (levels[0][bucket << WORDS_SHIFT] >>> 32);
    }

    int firstBlock(int bucket) {
        return (int) levels[0][bucket << WORDS_SHIFT];
    }

    void setFirstBlock(int bucket, int block) {
        int at = bucket << WORDS_SHIFT;
        levels[0][at] = (levels[0][at] & HIGH) | block;
    }

    /// Reads what a change in this bucket will need; see [LiquidationIndex#putAll].
    long touch(int bucket) {
        return levels[0][bucket << WORDS_SHIFT];
    }

    void add(int bucket, long count, long lots, long cost, long margin) {
        for (int level = 0; level < LEVELS; level++) {
            long[] words = levels[level];
            int at = index(bucket, level);
            words[at] += count << 32;
            words[at + 1] += lots;
            words[at + 2] += cost;
            words[at + 3] += margin;
        }
    }

    void clear(int bucket) {
        long[] words = levels[0];
        int at = bucket << WORDS_SHIFT;
        add(bucket, -(words[at] >>> 32), -words[at + 1], -words[at + 2], -words[at + 3]);
    }

    /// How many buckets from this one on, going up or down, are known to be empty; 0 if this one is
    /// not.
    int emptyRun(int bucket, int step) {
        if (count(bucket) != 0) {
            return 0;
        }
        int run = 1;
        for (int level = 1; level < LEVELS; level++) {
            int width = 1 << (level * STEP_BITS);
            if (levels[level][index(bucket, level)] != 0) {
                break;
            }
            int inside = bucket & (width - 1);
            run = step > 0 ? width - inside : inside + 1;
        }
        return run;
    }

    /// The sums over buckets `first..last`, both included.
    ForcedFlow between(int first, int last) {
        var sum = new long[4];
        int from = first;
        int end = last + 1;
        while (from < end) {
            int level = LEVELS - 1;
            while (level > 0 && !isWhole(from, end, level)) {
                level--;
            }
            long[] words = levels[level];
            int at = index(from, level);
            sum[0] += words[at] >>> 32;
            for (int i = 1; i < sum.length; i++) {
                sum[i] += words[at + i];
            }
            from += 1 << (level * STEP_BITS);
        }
        return new ForcedFlow(sum[0], sum[1], sum[2], sum[3]);
    }

    private static int index(int bucket, int level) {
        return (bucket >>> (level * STEP_BITS)) << WORDS_SHIFT;
    }

    private static boolean isWhole(int from, int end, int level) {
        int width = 1 << (level * STEP_BITS);
        return (from & (width - 1)) == 0 && end - from >= width;
    }

    long memoryBytes() {
        long bytes = 0;
        for (long[] words : levels) {
            bytes += 8L * words.length;
        }
        return bytes;
    }
}

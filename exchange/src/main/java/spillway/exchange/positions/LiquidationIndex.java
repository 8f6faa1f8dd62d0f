package spillway.exchange.positions;

import java.util.Arrays;
import spillway.market.PositionSide;

/// The positions of one instrument in the order of their liquidation prices.
///
/// Prices are ticks in `1..maxPriceTicks`, sizes lots, money **tick-lots**: a price in ticks times
/// a number of lots, so that profit at price `P` is exactly `lots × P − cost`. A long is hit when
/// the price falls to its liquidation price or below, a short when it rises to it or above.
///
/// ## Layout
///
/// Each tick has, for each side, a bucket: a list of blocks of [Revaluer#BLOCK] positions, of which
/// only the first may be partly empty. A block holds its positions' fields side by side (lots, then
/// costs, then margins), so a price move reads just the memory of what it hits, and revaluation
/// reads all blocks from end to end, in whatever order they lie. A position that leaves is replaced
/// by the last of its bucket. Each bucket carries the sums over its positions, and so does each
/// group of 64 buckets and of 4,096: what lies between two prices is added up from those, and no
/// position is touched.
///
/// Memory: 36 bytes a position (24 its fields, 12 its number and place), 8 words or half a block
/// more for each occupied price, and 73 bytes for each tick up to `maxPriceTicks`: 10,000,000
/// positions and 1,048,575 ticks take 682 MB. Where prices have more digits than that, make the
/// index's tick coarser and round liquidation prices away from the trader.
///
/// Single-threaded. Nothing is allocated by a change once the arrays have grown.
public final class LiquidationIndex {
    /// The liquidation price of a position that no price liquidates.
    public static final int NEVER = 0;

    /// Two buckets for each tick up to here, 32 bytes each.
    public static final int MAX_PRICE_TICKS = (1 << 24) - 1;

    /// No sum of values or costs may exceed this, so that no sum over all overflows.
    private static final long MAX_SUM = 1L << 61;

    private static final int BLOCK = Revaluer.BLOCK;
    private static final int BLOCK_WORDS = Revaluer.BLOCK_WORDS;
    private static final int BLOCK_SHIFT = 3;
    private static final int BUCKET_SHIFT = 32;
    private static final int ENTRY = BLOCK - 1;

    /// Changes fetched in advance.
    private static final int AHEAD = 16;

    private static final int NOWHERE = -1;
    private static final int NO_BLOCK = 0;

    private final int maxPriceTicks;
    private final Revaluer revaluer = Revaluer.fastest();
    private final BucketSums sums;
    private final PositionBlock shown = new PositionBlock();

    /// Bucket and place of each position, `bucket << 32 | block << 3 | entry`: the bucket too, so
    /// that its sums are reached without asking the block first.
    private long[] where;

    private long[] fields;
    private int[] position;
    private int[] bucketOf;
    private int[] nextBlock;

    /// What looking ahead read: written so that the reading is not optimised away.
    @SuppressWarnings("UnusedVariable")
    private long touched;

    private int blocks = 1;
    private int freeBlock = NO_BLOCK;
    private int size;
    private long lotsSum;
    private long costSum;
    private long marginSum;

    /// @param maxPriceTicks highest liquidation price, in `1..MAX_PRICE_TICKS`
    /// @param capacity positions that fit before the arrays grow, `> 0`
    public LiquidationIndex(int maxPriceTicks, int capacity) {
        if (maxPriceTicks < 1 || maxPriceTicks > MAX_PRICE_TICKS) {
            throw new IllegalArgumentException(
                    "maxPriceTicks must be in 1.." + MAX_PRICE_TICKS + ", was " + maxPriceTicks);
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be > 0, was " + capacity);
        }
        this.maxPriceTicks = maxPriceTicks;
        sums = new BucketSums(2 * (maxPriceTicks + 1));
        where = new long[capacity];
        Arrays.fill(where, NOWHERE);
        int blockCapacity = capacity / BLOCK + 2;
        fields = new long[Revaluer.wordOf(blockCapacity)];
        position = new int[blockCapacity * BLOCK];
        bucketOf = new int[blockCapacity];
        nextBlock = new int[blockCapacity];
    }

    /// Positions inside.
    public int size() {
        return size;
    }

    public boolean contains(int number) {
        return number >= 0 && number < where.length && where[number] != NOWHERE;
    }

    /// Puts a position in, or changes one that is in.
    ///
    /// @param number the caller's number of it, `>= 0`; memory follows the greatest
    /// @param liquidationTicks in `1..maxPriceTicks`, or [#NEVER]
    /// @param lots size, longs positive and shorts negative, not 0
    /// @param cost `lots × entry price`, signed as the lots
    /// @param margin what backs it, `>= 0`
    /// @throws IllegalArgumentException if an argument is outside, or if sizes, costs or margins
    ///   add up to more than can be summed exactly; nothing has changed then
    public void put(int number, int liquidationTicks, long lots, long cost, long margin) {
        if (number < 0 || number == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("number must be >= 0, was " + number);
        }
        if (liquidationTicks < 0 || liquidationTicks > maxPriceTicks) {
            throw new IllegalArgumentException(
                    "liquidationTicks must be in 0..%d, was %d for position %d"
                            .formatted(maxPriceTicks, liquidationTicks, number));
        }
        requireSummable(number, lots, cost, margin);
        if (number >= where.length) {
            int before = where.length;
            where = Arrays.copyOf(where, Math.max(number + 1, before + before / 2));
            Arrays.fill(where, before, where.length, NOWHERE);
        }
        // Both ends of the change are fetched before either is waited for.
        touched += touchBucket(liquidationTicks, lots);
        long at = where[number];
        if (at != NOWHERE) {
            take(at);
        }
        insert(bucket(lots, liquidationTicks), number, lots, cost, margin);
    }

    /// Puts in or changes several, like [#put] one after the other, but so that the waits for
    /// memory overlap: while one changes, the next [#AHEAD] are being fetched.
    ///
    /// @param change shows the changes by their place, `0..count - 1`; asked twice for each
    public void putAll(int count, Changes change) {
        for (int first = 0; first < count; first += AHEAD) {
            int end = Math.min(first + AHEAD, count);
            // In three rounds, because each needs what the one before fetches.
            for (int i = first; i < end; i++) {
                touched += touchPlace(change.number(i));
                touched += touchBucket(change.liquidationTicks(i), change.lots(i));
            }
            for (int i = first; i < end; i++) {
                touched += touchFields(change.number(i));
            }
            for (int i = first; i < end; i++) {
                touched += touchMoved(change.number(i));
            }
            for (int i = first; i < end; i++) {
                put(
                        change.number(i),
                        change.liquidationTicks(i),
                        change.lots(i),
                        change.cost(i),
                        change.margin(i));
            }
        }
    }

    private long touchPlace(int number) {
        return number >= 0 && number < where.length ? where[number] : 0;
    }

    private long touchBucket(int ticks, long lots) {
        if (ticks < 0 || ticks > maxPriceTicks) {
            return 0;
        }
        return touchBlock(sums.firstBlock(bucket(lots, ticks)));
    }

    private long touchFields(int number) {
        if (!contains(number)) {
            return 0;
        }
        long at = where[number];
        return touchBlock((int) at >>> BLOCK_SHIFT)
                + touchBlock(sums.firstBlock((int) (at >>> BUCKET_SHIFT)));
    }

    /// Reads the place of the position that will take this one's.
    private long touchMoved(int number) {
        if (!contains(number)) {
            return 0;
        }
        int bucket = (int) (where[number] >>> BUCKET_SHIFT);
        int last = sums.firstBlock(bucket) << BLOCK_SHIFT | ((sums.count(bucket) - 1) & ENTRY);
        return where[position[last]];
    }

    /// Reads all that a block keeps of its positions.
    private long touchBlock(int block) {
        int at = Revaluer.wordOf(block);
        return fields[at]
                + fields[at + BLOCK]
                + fields[at + 2 * BLOCK]
                + position[block << BLOCK_SHIFT];
    }

    private void requireSummable(int number, long lots, long cost, long margin) {
        long nextLots = lotsSum + Math.abs(lots);
        boolean tooLarge =
                lots == Long.MIN_VALUE
                        || nextLots < 0
                        || nextLots > MAX_SUM / maxPriceTicks
                        || Math.abs(cost) > MAX_SUM - costSum
                        || cost == Long.MIN_VALUE
                        || margin > MAX_SUM - marginSum;
        if (lots == 0 || margin < 0 || tooLarge) {
            throw new IllegalArgumentException(
                    ("expected lots != 0, margin >= 0, and sums of lots x %d, cost and margin up to"
                                    + " 2^61, found lots %d, cost %d, margin %d for position %d")
                            .formatted(maxPriceTicks, lots, cost, margin, number));
        }
    }

    /// Takes a position out.
    ///
    /// @throws IllegalArgumentException if it is not in
    public void remove(int number) {
        if (!contains(number)) {
            throw new IllegalArgumentException("position " + number + " is not in the index");
        }
        take(where[number]);
    }

    /// The sums over what is liquidated at prices `lowTicks..highTicks`, both included.
    public ForcedFlow between(PositionSide side, int lowTicks, int highTicks) {
        int low = Math.max(1, lowTicks);
        int high = Math.min(maxPriceTicks, highTicks);
        if (low > high) {
            return new ForcedFlow(0, 0, 0, 0);
        }
        return sums.between(bucket(side, low), bucket(side, high));
    }

    /// Shows the positions that a move from `fromTicks` to `toTicks` (both included) liquidates:
    /// longs when it falls, shorts when it rises. Must not be changed meanwhile.
    public void hit(PositionSide side, int fromTicks, int toTicks, HitPositions receiver) {
        walk(side, fromTicks, toTicks, receiver, false);
    }

    /// Takes those positions out, showing each.
    public void liquidate(PositionSide side, int fromTicks, int toTicks, HitPositions receiver) {
        walk(side, fromTicks, toTicks, receiver, true);
    }

    /// All positions valued at a price, in `0..maxPriceTicks`.
    public Revaluation revalue(int priceTicks) {
        return revalue(priceTicks, revaluer);
    }

    Revaluation revalue(int priceTicks, Revaluer by) {
        if (priceTicks < 0 || priceTicks > maxPriceTicks) {
            throw new IllegalArgumentException(
                    "priceTicks must be in 0.." + maxPriceTicks + ", was " + priceTicks);
        }
        return by.revalue(fields, Revaluer.wordOf(1), Revaluer.wordOf(blocks), priceTicks);
    }

    /// Whether revaluation runs on vectors; if not, the module `jdk.incubator.vector` is missing.
    public boolean isVectorised() {
        return !(revaluer instanceof ScalarRevaluer);
    }

    /// Bytes of all arrays.
    public long memoryBytes() {
        return 8L * fields.length
                + 4L * (position.length + bucketOf.length + nextBlock.length)
                + 8L * where.length
                + sums.memoryBytes();
    }

    /// Lays the blocks out anew in the order in which moves reach them, so that the next moves read
    /// memory from one end to the other. Worth it after as many changes as there are positions;
    /// needs the memory of the fields a second time while it runs.
    public void compact() {
        int used = blocks;
        long[] newFields = new long[fields.length];
        int[] newPosition = new int[position.length];
        int[] newBucketOf = new int[bucketOf.length];
        int[] newNextBlock = new int[nextBlock.length];
        int to = 1;
        int prices = maxPriceTicks + 1;
        for (int i = 0; i < 2 * prices; i++) {
            // Longs from the highest price down, shorts from the lowest up: as moves reach them.
            int bucket = i < prices ? prices - 1 - i : i;
            int from = sums.firstBlock(bucket);
            sums.setFirstBlock(bucket, from == NO_BLOCK ? NO_BLOCK : to);
            for (; from != NO_BLOCK; from = nextBlock[from], to++) {
                System.arraycopy(
                        fields, Revaluer.wordOf(from), newFields, Revaluer.wordOf(to), BLOCK_WORDS);
                System.arraycopy(position, from * BLOCK, newPosition, to * BLOCK, BLOCK);
                newBucketOf[to] = bucket;
                newNextBlock[to] = nextBlock[from] == NO_BLOCK ? NO_BLOCK : to + 1;
            }
        }
        fields = newFields;
        position = newPosition;
        bucketOf = newBucketOf;
        nextBlock = newNextBlock;
        blocks = to;
        freeBlock = NO_BLOCK;
        for (int block = 1; block < blocks; block++) {
            int entries = entriesOf(block);
            for (int i = 0; i < entries; i++) {
                int place = block << BLOCK_SHIFT | i;
                where[position[place]] = where(bucketOf[block], place);
            }
        }
        if (blocks > used) {
            throw new IllegalStateException("compaction made blocks: " + used + " to " + blocks);
        }
    }

    private int entriesOf(int block) {
        int bucket = bucketOf[block];
        return sums.firstBlock(bucket) == block ? ((sums.count(bucket) - 1) & ENTRY) + 1 : BLOCK;
    }

    private void walk(
            PositionSide side, int fromTicks, int toTicks, HitPositions receiver, boolean take) {
        int step =
                switch (side) {
                    case LONG -> -1;
                    case SHORT -> 1;
                };
        int low = Math.max(1, step > 0 ? fromTicks : toTicks);
        int high = Math.min(maxPriceTicks, step > 0 ? toTicks : fromTicks);
        int ticks = step > 0 ? low : high;
        while (ticks >= low && ticks <= high) {
            int bucket = bucket(side, ticks);
            int skip = sums.emptyRun(bucket, step);
            if (skip > 0) {
                ticks += skip * step;
                continue;
            }
            show(bucket, ticks, receiver);
            if (take) {
                empty(bucket);
            }
            ticks += step;
        }
    }

    private void show(int bucket, int ticks, HitPositions receiver) {
        int block = sums.firstBlock(bucket);
        int entries = entriesOf(block);
        while (block != NO_BLOCK) {
            shown.moveTo(fields, position, block, entries);
            receiver.take(ticks, shown);
            block = nextBlock[block];
            entries = BLOCK;
        }
    }

    private void empty(int bucket) {
        int entries = ((sums.count(bucket) - 1) & ENTRY) + 1;
        int block = sums.firstBlock(bucket);
        while (block != NO_BLOCK) {
            int at = Revaluer.wordOf(block);
            for (int i = 0; i < entries; i++) {
                where[position[block << BLOCK_SHIFT | i]] = NOWHERE;
                forget(fields[at + i], fields[at + BLOCK + i], fields[at + 2 * BLOCK + i]);
            }
            Arrays.fill(fields, at, at + BLOCK_WORDS, 0);
            int next = nextBlock[block];
            nextBlock[block] = freeBlock;
            freeBlock = block;
            block = next;
            entries = BLOCK;
        }
        sums.setFirstBlock(bucket, NO_BLOCK);
        sums.clear(bucket);
    }

    private void insert(int bucket, int number, long lots, long cost, long margin) {
        int entry = sums.count(bucket) & ENTRY;
        if (entry == 0) {
            int block = takeBlock();
            nextBlock[block] = sums.firstBlock(bucket);
            bucketOf[block] = bucket;
            sums.setFirstBlock(bucket, block);
        }
        int block = sums.firstBlock(bucket);
        int at = Revaluer.wordOf(block) + entry;
        fields[at] = lots;
        fields[at + BLOCK] = cost;
        fields[at + 2 * BLOCK] = margin;
        position[block << BLOCK_SHIFT | entry] = number;
        where[number] = where(bucket, block << BLOCK_SHIFT | entry);
        sums.add(bucket, 1, lots, cost, margin);
        size++;
        lotsSum += Math.abs(lots);
        costSum += Math.abs(cost);
        marginSum += margin;
    }

    private static long where(int bucket, int place) {
        return (long) bucket << BUCKET_SHIFT | place;
    }

    /// Takes out the position at a place; the last of its bucket moves there.
    private void take(long bucketAndPlace) {
        int place = (int) bucketAndPlace;
        int bucket = (int) (bucketAndPlace >>> BUCKET_SHIFT);
        int block = place >>> BLOCK_SHIFT;
        int at = Revaluer.wordOf(block) + (place & ENTRY);
        long lots = fields[at];
        long cost = fields[at + BLOCK];
        long margin = fields[at + 2 * BLOCK];
        where[position[place]] = NOWHERE;
        sums.add(bucket, -1, -lots, -cost, -margin);
        int last = sums.firstBlock(bucket);
        int entry = sums.count(bucket) & ENTRY;
        int lastPlace = last << BLOCK_SHIFT | entry;
        int lastAt = Revaluer.wordOf(last) + entry;
        if (lastPlace != place) {
            fields[at] = fields[lastAt];
            fields[at + BLOCK] = fields[lastAt + BLOCK];
            fields[at + 2 * BLOCK] = fields[lastAt + 2 * BLOCK];
            int moved = position[lastPlace];
            position[place] = moved;
            where[moved] = bucketAndPlace;
        }
        fields[lastAt] = 0;
        fields[lastAt + BLOCK] = 0;
        fields[lastAt + 2 * BLOCK] = 0;
        if (entry == 0) {
            sums.setFirstBlock(bucket, nextBlock[last]);
            nextBlock[last] = freeBlock;
            freeBlock = last;
        }
        forget(lots, cost, margin);
    }

    private void forget(long lots, long cost, long margin) {
        size--;
        lotsSum -= Math.abs(lots);
        costSum -= Math.abs(cost);
        marginSum -= margin;
    }

    private int takeBlock() {
        int block = freeBlock;
        if (block != NO_BLOCK) {
            freeBlock = nextBlock[block];
            return block;
        }
        if (blocks == bucketOf.length) {
            int more = Math.addExact(blocks, Math.max(16, blocks / 4));
            int words = Math.addExact(Math.multiplyExact(more, BLOCK_WORDS), Revaluer.FIRST_WORD);
            fields = Arrays.copyOf(fields, words);
            position = Arrays.copyOf(position, more * BLOCK);
            bucketOf = Arrays.copyOf(bucketOf, more);
            nextBlock = Arrays.copyOf(nextBlock, more);
        }
        return blocks++;
    }

    private int bucket(long lots, int ticks) {
        return bucket(lots > 0 ? PositionSide.LONG : PositionSide.SHORT, ticks);
    }

    private int bucket(PositionSide side, int ticks) {
        return switch (side) {
            case LONG -> ticks;
            case SHORT -> maxPriceTicks + 1 + ticks;
        };
    }
}

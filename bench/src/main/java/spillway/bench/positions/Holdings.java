package spillway.bench.positions;

import java.util.SplittableRandom;
import spillway.exchange.positions.Changes;
import spillway.exchange.positions.LiquidationIndex;

/// Positions around a price, and changes to them: 55 of 100 long, liquidation prices exponentially
/// distributed at a mean of a tenth of the price away from it.
public final class Holdings implements Changes {
    /// Highest tick; as many prices as the index of the first prototype had.
    public static final int MAX_TICKS = (1 << 17) - 1;

    public static final int PRICE_TICKS = 75_000;

    private static final int NEAREST_TICKS = 25;
    private static final int FARTHEST_TICKS = 55_000;

    private final int[] number;
    private final int[] ticks;
    private final long[] lots;
    private final long[] cost;
    private final long[] margin;

    private Holdings(int count) {
        number = new int[count];
        ticks = new int[count];
        lots = new long[count];
        cost = new long[count];
        margin = new long[count];
    }

    /// One for each number `0..count - 1`.
    public static Holdings of(long seed, int count) {
        var random = new SplittableRandom(seed);
        var holdings = new Holdings(count);
        for (int i = 0; i < count; i++) {
            holdings.make(random, i, i, random.nextInt(100) < 55);
        }
        return holdings;
    }

    /// Changes of randomly picked positions of these: new liquidation price, entry and margin.
    public Holdings changes(long seed, int count) {
        var random = new SplittableRandom(seed);
        var changes = new Holdings(count);
        for (int i = 0; i < count; i++) {
            int picked = random.nextInt(number.length);
            changes.make(random, i, picked, lots[picked] > 0);
        }
        return changes;
    }

    private void make(SplittableRandom random, int place, int numbered, boolean isLong) {
        int away = NEAREST_TICKS + (int) (random.nextExponential() * PRICE_TICKS / 10);
        away = Math.min(away, FARTHEST_TICKS);
        long size = random.nextLong(1, 1_001);
        number[place] = numbered;
        ticks[place] = PRICE_TICKS + (isLong ? -away : away);
        lots[place] = isLong ? size : -size;
        cost[place] = lots[place] * (PRICE_TICKS + (int) (random.nextGaussian() * 600));
        margin[place] = size * away;
    }

    public int count() {
        return number.length;
    }

    public void putInto(LiquidationIndex index, int from, int to) {
        for (int i = from; i < to; i++) {
            index.put(number[i], ticks[i], lots[i], cost[i], margin[i]);
        }
    }

    @Override
    public int number(int place) {
        return number[place];
    }

    @Override
    public int liquidationTicks(int place) {
        return ticks[place];
    }

    @Override
    public long lots(int place) {
        return lots[place];
    }

    @Override
    public long cost(int place) {
        return cost[place];
    }

    @Override
    public long margin(int place) {
        return margin[place];
    }
}

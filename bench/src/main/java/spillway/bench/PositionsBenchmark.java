package spillway.bench;

import java.util.List;
import java.util.function.LongSupplier;
import spillway.bench.positions.Holdings;
import spillway.bench.positions.Memory;
import spillway.exchange.positions.ForcedFlow;
import spillway.exchange.positions.HitPositions;
import spillway.exchange.positions.LiquidationIndex;
import spillway.exchange.positions.PositionBlock;
import spillway.market.PositionSide;

/// The liquidation index beside what the memory of the machine allows.
final class PositionsBenchmark implements Benchmark {
    private static final int MOVE_TICKS = 10_000;

    /// Questions in a round: one is too short to time.
    private static final int ASKED = 10_000;

    /// Fields that revaluation reads, and those and the number that a cascade reads.
    private static final int REVALUED_BYTES = 24;

    private static final int HIT_BYTES = 28;
    private static final double MAX_BYTES = 1L << 30;

    @Override
    public String name() {
        return "positions";
    }

    @Override
    public String description() {
        return "revalue, liquidate and change 10,000,000 positions, against memory speed";
    }

    @Override
    public void run(Options options, Findings out) throws Exception {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            out.note(
                    "Not measured: the bounds and the fast revaluation need the module"
                            + " jdk.incubator.vector; start Java with --add-modules"
                            + " jdk.incubator.vector.");
            return;
        }
        int count = options.of(10_000_000, 20_000);
        int rounds = options.of(21, 1);
        out.doing("building " + count + " positions");
        var index = new LiquidationIndex(Holdings.MAX_TICKS, count);
        var holdings = Holdings.of(options.seed(), count);
        holdings.putInto(index, 0, count);
        index.compact();
        out.note(
                "Positions: %,d over %,d ticks, 55 of 100 long, liquidation prices exponentially around"
                                .formatted(count, Holdings.MAX_TICKS)
                        + " the price at a mean of a tenth of it. By processor time of the thread."
                        + " Bounds of the same round: reading as many bytes from end to end with"
                        + " vectors (24 a position revalued; 28 a position hit, its number with it),"
                        + " and a load that needs the one before it, over as much memory as the index"
                        + " takes. Changes put randomly picked positions at other prices.");
        out.figure(
                "memory",
                "bytes",
                Spread.of((double) index.memoryBytes()),
                Target.atMost(MAX_BYTES));
        revalue(out, index, count, rounds);
        cascade(out, index, rounds, "laid out in order");
        change(out, index, holdings, options);
        cascade(out, index, rounds, "after the changes");
    }

    private static void revalue(Findings out, LiquidationIndex index, int count, int rounds)
            throws Exception {
        out.doing("revaluing");
        var memory = new long[count * REVALUED_BYTES / 8];
        int price = Holdings.PRICE_TICKS - 2_500;
        Rounds times =
                Rounds.run(
                        5,
                        rounds,
                        List.of(
                                new Rounds.Variant(
                                        "read",
                                        w -> timed(w, () -> Memory.sum(memory, memory.length))),
                                new Rounds.Variant(
                                        "revalue",
                                        w -> timed(w, () -> index.revalue(price).gains())),
                                new Rounds.Variant("sums", w -> timed(w, () -> askOften(index)))));
        out.figure("revaluation / reading", "ratio", times.cpuSpeed(0, 1), Target.atMost(1.25));
        out.figure("revaluation", "positions/s", times.perCpuSecond(1, count));
        out.figure("reading", "MB/s", times.perCpuSecond(0, count * REVALUED_BYTES / 1e6));
        Spread often = times.cpuSpeed(2, 1);
        out.figure(
                "what a move liquidates, from sums / revaluation",
                "ratio",
                new Spread(
                        often.median() * ASKED,
                        often.min() * ASKED,
                        often.max() * ASKED,
                        often.samples()),
                Target.atLeast(500));
        out.figure("what a move liquidates, from sums", "answers/s", times.perCpuSecond(2, ASKED));
    }

    private static long askOften(LiquidationIndex index) {
        long lots = 0;
        for (int i = 0; i < ASKED; i++) {
            int low = Holdings.PRICE_TICKS - MOVE_TICKS - i % 64;
            lots += index.between(PositionSide.LONG, low, Holdings.PRICE_TICKS).lots();
        }
        return lots;
    }

    private static void cascade(Findings out, LiquidationIndex index, int rounds, String state)
            throws Exception {
        out.doing("cascades " + state);
        int low = Holdings.PRICE_TICKS - MOVE_TICKS;
        ForcedFlow flow = index.between(PositionSide.LONG, low, Holdings.PRICE_TICKS);
        long hit = flow.positions();
        var memory = new long[Math.toIntExact(hit * HIT_BYTES / 8)];
        Rounds times =
                Rounds.run(
                        5,
                        rounds,
                        List.of(
                                new Rounds.Variant(
                                        "read",
                                        w -> timed(w, () -> Memory.sum(memory, memory.length))),
                                new Rounds.Variant("hit", w -> timed(w, () -> fall(index, low)))));
        var sum = new Sum();
        index.hit(PositionSide.LONG, Holdings.PRICE_TICKS, low, sum);
        if (!new ForcedFlow(sum.positions, sum.lots, sum.cost, sum.margin).equals(flow)) {
            throw new IllegalStateException("the sums by price differ from the positions hit");
        }
        out.figure(
                "cascade by position / reading, " + state,
                "ratio",
                times.cpuSpeed(0, 1),
                Target.atMost(1.5));
        out.figure(
                "cascade by position, " + state,
                "positions/s",
                times.perCpuSecond(1, (double) hit));
    }

    private static long fall(LiquidationIndex index, int low) {
        var sum = new Sum();
        index.hit(PositionSide.LONG, Holdings.PRICE_TICKS, low, sum);
        return sum.lots + sum.cost + sum.margin + sum.numbers;
    }

    private static void change(
            Findings out, LiquidationIndex index, Holdings holdings, Options options)
            throws Exception {
        int batch = options.of(200_000, 2_000);
        int rounds = options.of(15, 1);
        out.doing("changing");
        int[] cycle = Memory.randomCycle(1, (int) (index.memoryBytes() / 4));
        var one = new Batches(index, holdings, options.seed() + 1, batch);
        var many = new Batches(index, holdings, options.seed() + 2, batch);
        int[] at = {0};
        Rounds times =
                Rounds.run(
                        5,
                        rounds,
                        List.of(
                                new Rounds.Variant(
                                        "follow",
                                        w -> {
                                            w.start();
                                            at[0] = Memory.follow(cycle, at[0], batch);
                                            w.stop();
                                            return 0;
                                        }),
                                new Rounds.Variant("put", one::put),
                                new Rounds.Variant("put all", many::putAll)));
        out.figure(
                "one change at a time / dependent load",
                "ratio",
                times.cpuSpeed(0, 1),
                Target.atMost(1.5));
        out.figure(
                "one of many changes / dependent load",
                "ratio",
                times.cpuSpeed(0, 2),
                Target.atMost(1.5));
        out.figure("one change at a time", "changes/s", times.perCpuSecond(1, batch));
        out.figure("one of many changes", "changes/s", times.perCpuSecond(2, batch));
        out.figure("dependent load", "loads/s", times.perCpuSecond(0, batch));
    }

    private static long timed(Stopwatch watch, LongSupplier work) {
        watch.start();
        long result = work.getAsLong();
        watch.stop();
        return result;
    }

    /// New changes for each round, made outside what is measured.
    private static final class Batches {
        private final LiquidationIndex index;
        private final Holdings holdings;
        private final int batch;
        private long seed;

        Batches(LiquidationIndex index, Holdings holdings, long seed, int batch) {
            this.index = index;
            this.holdings = holdings;
            this.seed = seed;
            this.batch = batch;
        }

        private Holdings next() {
            seed += 2;
            return holdings.changes(seed, batch);
        }

        long put(Stopwatch watch) {
            Holdings changes = next();
            watch.start();
            changes.putInto(index, 0, batch);
            watch.stop();
            return index.size();
        }

        long putAll(Stopwatch watch) {
            Holdings changes = next();
            watch.start();
            index.putAll(batch, changes);
            watch.stop();
            return index.size();
        }
    }

    /// Adds up every field of what is hit.
    private static final class Sum implements HitPositions {
        long positions;
        long lots;
        long cost;
        long margin;
        long numbers;

        @Override
        public void take(int liquidationTicks, PositionBlock block) {
            long blockLots = 0;
            long blockCost = 0;
            long blockMargin = 0;
            long blockNumbers = 0;
            for (int i = 0; i < block.size(); i++) {
                blockLots += block.lots(i);
                blockCost += block.cost(i);
                blockMargin += block.margin(i);
                blockNumbers += block.number(i);
            }
            positions += block.size();
            lots += blockLots;
            cost += blockCost;
            margin += blockMargin;
            numbers += blockNumbers;
        }
    }
}

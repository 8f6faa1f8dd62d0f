package spillway.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import spillway.bench.book.BookEngine;
import spillway.bench.book.ClientEngine;
import spillway.bench.book.CommandStream;
import spillway.bench.book.Engine;
import spillway.bench.book.NumberEngine;
import spillway.bench.book.PeerEngine;
import spillway.bench.book.StreamMaker;
import spillway.exchange.book.OrderCommands;

/// The order book beside exchange-core's, on the same streams with the same trades and levels.
final class BookBenchmark implements Benchmark {
    /// Share of the commands after the filling that are not measured, while the book takes its
    /// shape.
    private static final int WARM_SHARE = 10;

    private static final double NO_STREAM_BELOW = 1.5;

    @Override
    public String name() {
        return "book";
    }

    @Override
    public String description() {
        return "match orders, against exchange-core 0.5.3 on the same streams";
    }

    @Override
    public void run(Options options, Findings out) throws Exception {
        out.note(
                "Peer: exchange.core2:exchange-core 0.5.3, OrderBookDirectImpl, called directly, its"
                        + " object pools filled on demand and its events drawn from a pool. Streams are"
                        + " made in advance; a cancel or move names an order picked uniformly at random"
                        + " among all that rest. Each run starts with an empty book, fills it, takes a"
                        + " tenth of the rest unmeasured, and is measured on the others by processor"
                        + " time of the thread. After every run trades (price, lots, owner of the"
                        + " resting order, whether it is done, in order) and all levels must equal the"
                        + " peer's.");
        out.note(
                "Ways to name an order: `by id` = the id that the book gave, in the message; `by"
                        + " number` = a table from number to id kept by the caller, writing and reading"
                        + " it measured; `by client id` = any 64-bit id, through ClientOrders. The peer"
                        + " always takes the caller's id.");
        int commands = options.of(2_000_000, 20_000);
        int rounds = options.of(7, 1);
        long seed = options.seed();
        named(out, StreamMaker.market("2,000 resting", seed, 2_000, 100, commands), rounds, 4);
        int many = options.of(100_000, 3_000);
        named(
                out,
                StreamMaker.market("100,000 resting", seed, many, many / 100.0, commands),
                rounds,
                3.5);
        many = options.of(1_000_000, 5_000);
        named(
                out,
                StreamMaker.market("1,000,000 resting", seed, many, many / 100.0, commands),
                rounds,
                3.5);
        double least = NO_STREAM_BELOW;
        named(
                out,
                StreamMaker.avalanche("avalanche", seed, options.of(10_000, 500), commands),
                rounds,
                least);
        many = options.of(100_000, 2_000);
        named(out, StreamMaker.sparse("sparse prices", seed, many, commands / 2), rounds, least);
        named(
                out,
                StreamMaker.flicker("flicker at the touch", seed, 2_000, commands),
                rounds,
                least);
        named(out, StreamMaker.splinters("splinters", seed, many, commands), rounds, least);
        var hostile = StreamMaker.market("ids", seed, many, many / 100.0, commands);
        foreign(out, hostile, "running ids", rounds, n -> n);
        foreign(out, hostile, "ids 2^32 apart", rounds, n -> n << 32);
        foreign(out, hostile, "bit-reversed ids", rounds, Long::reverse);
        foreign(out, hostile, "random ids", rounds, n -> new SplittableRandom(n).nextLong() >>> 1);
    }

    /// A stream under the book's own ids.
    private static void named(Findings out, CommandStream stream, int rounds, double target)
            throws Exception {
        OrderCommands commands = BookEngine.commands(stream);
        long[] ids = ids(stream, n -> n);
        measure(
                out,
                stream,
                stream.name(),
                rounds,
                List.of(
                        new Named("peer", () -> new PeerEngine(stream, ids), 0),
                        new Named("by id", () -> new BookEngine(stream, commands), target),
                        new Named("by number", () -> new NumberEngine(stream), 0)));
    }

    /// A stream under ids that others chose.
    private static void foreign(
            Findings out, CommandStream stream, String name, int rounds, LongUnaryOperator id)
            throws Exception {
        long[] ids = ids(stream, id);
        OrderCommands commands = ClientEngine.commands(stream, ids);
        measure(
                out,
                stream,
                name,
                rounds,
                List.of(
                        new Named("peer", () -> new PeerEngine(stream, ids), 0),
                        new Named(
                                "by client id",
                                () -> new ClientEngine(commands),
                                NO_STREAM_BELOW)));
    }

    private static long[] ids(CommandStream stream, LongUnaryOperator id) {
        var ids = new long[stream.size() + 1];
        Arrays.setAll(ids, n -> id.applyAsLong(n));
        return ids;
    }

    /// An engine, how to make a new one, and what it is promised to be times the peer; 0 = nothing.
    private record Named(String name, Supplier<Engine> engine, double target) {}

    private static void measure(
            Findings out, CommandStream stream, String what, int rounds, List<Named> engines)
            throws Exception {
        out.doing(what);
        int from = stream.fill() + (stream.size() - stream.fill()) / WARM_SHARE;
        var allocated = new long[engines.size()];
        var variants = new ArrayList<Rounds.Variant>();
        for (int i = 0; i < engines.size(); i++) {
            int variant = i;
            Named named = engines.get(i);
            variants.add(
                    new Rounds.Variant(
                            what + ", " + named.name(),
                            watch -> {
                                Engine engine = named.engine().get();
                                engine.run(0, from);
                                long before = Stopwatch.THREADS.getCurrentThreadAllocatedBytes();
                                watch.start();
                                engine.run(from, stream.size());
                                watch.stop();
                                long after = Stopwatch.THREADS.getCurrentThreadAllocatedBytes();
                                allocated[variant] = after - before;
                                return engine.trades() * 31 + engine.levels();
                            }));
        }
        Rounds times = Rounds.run(2, rounds, variants);
        double commands = stream.size() - from;
        for (int i = 0; i < engines.size(); i++) {
            Named named = engines.get(i);
            times.requireSameResults(0, i);
            if (i > 0) {
                String name = what + ", " + named.name() + " / peer";
                if (named.target() > 0) {
                    out.figure(name, "ratio", times.cpuSpeed(i, 0), Target.atLeast(named.target()));
                } else {
                    out.figure(name, "ratio", times.cpuSpeed(i, 0));
                }
                out.figure(
                        what + ", " + named.name() + ", allocated",
                        "bytes/command",
                        Spread.of(allocated[i] / commands));
            }
            out.figure(what + ", " + named.name(), "commands/s", times.perCpuSecond(i, commands));
        }
    }
}

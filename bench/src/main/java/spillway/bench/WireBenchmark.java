package spillway.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import spillway.bench.wire.LoopbackSocket;
import spillway.bench.wire.WireStream;

/// The whole way from a message's bytes to totals, in memory and behind a socket.
final class WireBenchmark implements Benchmark {
    static final Path RECORDINGS =
            Path.of(System.getProperty("spillway.shared", "../shared"), "data", "books");
    private static final int MEMORY = 0;
    private static final int LOOPBACK = 1;

    @Override
    public String name() {
        return "wire";
    }

    @Override
    public String description() {
        return "venue messages to totals, from memory and over a loopback socket";
    }

    @Override
    public void run(Options options, Findings out) throws Exception {
        WireStream stream = stream(options, out);
        out.doing("taking " + stream.size() + " messages, and again over a socket");
        int rounds = options.of(7, 1);
        try (var socket = new LoopbackSocket(stream.texts())) {
            Rounds times =
                    Rounds.run(
                            options.of(3, 0),
                            rounds,
                            List.of(
                                    new Rounds.Variant(
                                            "memory", watch -> fromMemory(stream, watch)),
                                    new Rounds.Variant(
                                            "loopback",
                                            watch -> overSocket(stream, socket, watch))));
            times.requireSameResults(MEMORY, LOOPBACK);
            int messages = stream.size();
            out.figure(
                    "bytes in memory to totals",
                    "messages/cpu-s",
                    times.perCpuSecond(MEMORY, messages),
                    Target.atLeast(200_000));
            out.figure(
                    "bytes in memory to totals, by the wall",
                    "messages/s",
                    times.perSecond(MEMORY, messages));
            out.figure(
                    "loopback socket to totals, by the wall",
                    "messages/s",
                    times.perSecond(LOOPBACK, messages));
        }
    }

    private static WireStream stream(Options options, Findings out) throws Exception {
        boolean recorded = Files.isDirectory(RECORDINGS) && options.of(1, 0) == 1;
        WireStream stream =
                recorded
                        ? WireStream.recorded(RECORDINGS)
                        : WireStream.synthetic(options.seed(), options.of(300_000, 200));
        out.note(
                (recorded
                                ? "Recorded streams of Binance spot, USD-M and COIN-M (book diffs,"
                                        + " whole books, best prices, trades) in the order of receipt"
                                : "No recordings here: synthetic Binance USD-M trades and best"
                                        + " prices")
                        + ", a synthetic liquidation order after each "
                        + WireStream.MESSAGES_PER_LIQUIDATION
                        + " messages; "
                        + stream.size()
                        + " messages of "
                        + Math.round(stream.bytesPerMessage())
                        + " bytes on average. The way: decoder, BookContinuity,"
                        + " OperatorHost.byArrival with Watermarks.live and RollingTotals over 1, 4,"
                        + " 12 and 24 hours. In memory on one thread; over the socket Jetty 12.1.12 at"
                        + " both ends in this process, text frames, at most 1,024 under way, by the"
                        + " wall, as both ends and the kernel share the machine. Both must end in the"
                        + " same state.");
        return stream;
    }

    private static long fromMemory(WireStream stream, Stopwatch watch) {
        WireStream.Pipeline pipeline = stream.pipeline();
        watch.start();
        pipeline.takeAll();
        watch.stop();
        return pipeline.finish();
    }

    private static long overSocket(WireStream stream, LoopbackSocket socket, Stopwatch watch)
            throws Exception {
        WireStream.Pipeline pipeline = stream.pipeline();
        watch.start();
        socket.pour(pipeline::take);
        watch.stop();
        return pipeline.finish();
    }
}

package spillway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import spillway.market.EventSource;
import spillway.signals.OperatorHost;
import spillway.signals.Watermarks;
import spillway.signals.totals.RollingTotals;
import spillway.tape.Selection;
import spillway.tape.Tape;
import spillway.tape.TapeWriter;

/// What replaying sealed files through the totals operator costs beside reading the same columns of
/// the same files and adding them up.
final class ReplayBenchmark implements Benchmark {
    private static final int SCAN = 0;
    private static final int HARDWOOD = 1;
    private static final int ARRIVAL = 2;
    private static final int HAPPENING = 3;

    private static final Duration WATERMARK_EVERY = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String description() {
        return "sealed files through the totals operator, against a scan of their columns";
    }

    @Override
    public void run(Options options, Findings out) throws Exception {
        out.note(
                "Scan = every value of every column that replay reads (all of them), read by"
                        + " Spillway's own SegmentReader on one thread and added up; hardwood = the"
                        + " same columns of the same files by hardwood's column readers, which decode"
                        + " ahead on other threads, text as bytes, so its processor time is not"
                        + " compared. Arrival = Tape.arrival into OperatorHost.byArrival with"
                        + " Watermarks.live; happening = Tape.happening into OperatorHost.inEventOrder"
                        + " with a watermark a second; both feed RollingTotals over 1, 4, 12 and 24"
                        + " hours, and must end in the same state.");
        var orders = new Shape("liquidations", SyntheticMarket.Mix.LIQUIDATIONS, 2_000_000);
        var all = new Shape("trades and liquidations", SyntheticMarket.Mix.BOTH, 2_000_000);
        measure(options, out, orders, Target.atLeast(0.5));
        measure(options, out, all, Target.atLeast(0.5));
    }

    /// What lies in the files.
    private record Shape(String name, SyntheticMarket.Mix mix, int fullEvents) {}

    private static void measure(Options options, Findings out, Shape shape, Target target)
            throws Exception {
        int events = options.of(shape.fullEvents(), 5_000);
        int rounds = options.of(11, 1);
        out.doing("making a tape of " + events + " " + shape.name());
        Path folder = options.folder().resolve("replay");
        makeTape(options, folder, shape.mix(), events);
        out.doing("replaying it, " + rounds + " rounds");
        try (var tape = Tape.open(folder)) {
            out.note(
                    events
                            + " "
                            + shape.name()
                            + " over three days in "
                            + tape.manifest().segments().size()
                            + " files; all in the page cache.");
            var times = Rounds.run(options.of(3, 0), rounds, variants(tape));
            times.requireSameResults(SCAN, HARDWOOD);
            times.requireSameResults(ARRIVAL, HAPPENING);
            say(out, shape, events, times, target);
        }
        Folders.delete(folder);
    }

    private static void say(Findings out, Shape shape, int events, Rounds times, Target target) {
        String of = shape.name() + ": ";
        out.figure(of + "arrival / scan", "ratio", times.speed(ARRIVAL, SCAN), target);
        out.figure(of + "happening / scan", "ratio", times.speed(HAPPENING, SCAN), target);
        out.figure(of + "arrival / hardwood", "ratio", times.speed(ARRIVAL, HARDWOOD));
        out.figure(of + "happening / hardwood", "ratio", times.speed(HAPPENING, HARDWOOD));
        out.figure(of + "arrival / scan, processor time", "ratio", times.cpuSpeed(ARRIVAL, SCAN));
        out.figure(
                of + "happening / scan, processor time", "ratio", times.cpuSpeed(HAPPENING, SCAN));
        out.figure(of + "scan", "rows/s", times.perSecond(SCAN, events));
        out.figure(of + "hardwood", "rows/s", times.perSecond(HARDWOOD, events));
        out.figure(of + "arrival", "events/s", times.perSecond(ARRIVAL, events));
        out.figure(of + "happening", "events/s", times.perSecond(HAPPENING, events));
    }

    /// A sealed tape of three days, compacted into a file for each day, venue and kind, as a tape
    /// is a day later.
    static void makeTape(Options options, Path folder, SyntheticMarket.Mix mix, int events)
            throws IOException {
        long spanNs = Duration.ofDays(3).toNanos();
        var stream = Stream.of(options.seed(), mix, events, spanNs);
        try (var writer = TapeWriter.open(folder)) {
            SealBenchmark.fill(writer, stream);
            writer.sealAll();
            writer.compact(Long.MAX_VALUE);
        }
    }

    private static List<Rounds.Variant> variants(Tape tape) throws IOException {
        var scan = ColumnScan.of(tape);
        return List.of(
                new Rounds.Variant("scan", scan::own),
                new Rounds.Variant("hardwood", scan::hardwood),
                new Rounds.Variant(
                        "arrival",
                        watch -> {
                            var host = byArrival(tape);
                            return replay(tape.arrival(Selection.all()), host, watch);
                        }),
                new Rounds.Variant(
                        "happening",
                        watch -> {
                            var host = inEventOrder(tape);
                            return replay(tape.happening(Selection.all()), host, watch);
                        }));
    }

    static OperatorHost byArrival(Tape tape) {
        var instruments = tape.instruments();
        return OperatorHost.byArrival(
                instruments, List.of(totals(tape)), Watermarks.live(instruments));
    }

    static OperatorHost inEventOrder(Tape tape) {
        return OperatorHost.inEventOrder(
                tape.instruments(), List.of(totals(tape)), WATERMARK_EVERY);
    }

    private static RollingTotals totals(Tape tape) {
        return new RollingTotals(tape.instruments(), RollingTotals.USUAL_WINDOWS);
    }

    private static long replay(EventSource source, OperatorHost host, Stopwatch watch)
            throws IOException {
        watch.start();
        source.pour(host);
        host.finish();
        watch.stop();
        return host.stateHash();
    }
}

package spillway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import spillway.market.EventSource;
import spillway.signals.OperatorHost;
import spillway.tape.Selection;
import spillway.tape.Tape;
import spillway.tape.TapeWriter;

/// Bytes of heap that one event costs once everything has its size.
final class AllocationBenchmark implements Benchmark {
    private static final int COMMIT_BYTES = 64 << 10;

    /// Of the tape that is replayed.
    private static final int DAYS = 3;

    @Override
    public String name() {
        return "allocation";
    }

    @Override
    public String description() {
        return "bytes allocated for an event in the steady state";
    }

    @Override
    public void run(Options options, Findings out) throws Exception {
        out.note(
                "Bytes that the thread allocates (ThreadMXBean) from one event to the next, over a"
                    + " stretch of the stream: what 999 of 1,000 events stay within, and the mean"
                    + " with everything that comes once in thousands. Append: the second half of a"
                    + " stream of trades, from the sink through the encoder into the journal,"
                    + " committed every 64 KiB within one hour. Replay: liquidations of three days;"
                    + " the stretch lies within the second day, so that the operator's longest"
                    + " window (24 hours) is full and no file is opened in it. What its mean has"
                    + " comes with each page of 8,192 rows: the zstd library's wrappers around the"
                    + " memory of each column. What opening files allocates is said apart.");
        append(options, out);
        replay(options, out);
    }

    private static void append(Options options, Findings out) throws IOException {
        int events = options.of(1_000_000, 20_000);
        var stream =
                Stream.of(
                        options.seed(),
                        SyntheticMarket.Mix.TRADES,
                        events,
                        Duration.ofHours(1).toNanos());
        Path folder = options.folder().resolve("allocation");
        var stretches = new Stretches(options.of(5, 1));
        for (int run = 0; run < stretches.size(); run++) {
            out.doing("appending " + events + " trades");
            try (var writer = TapeWriter.open(folder)) {
                stream.instruments().all().forEach(writer.instruments()::code);
                var probe = new AllocationProbe(writer.sink(), events / 2, events - 1);
                stream.push(probe, COMMIT_BYTES, writer::commit);
                stretches.set(run, probe);
            }
            Folders.delete(folder);
        }
        stretches.say(out, "append");
    }

    /// What repeated runs over one stretch found.
    private static final class Stretches {
        private final double[] mostOfThousand;
        private final double[] mean;

        Stretches(int runs) {
            mostOfThousand = new double[runs];
            mean = new double[runs];
        }

        int size() {
            return mean.length;
        }

        void set(int run, AllocationProbe probe) {
            mostOfThousand[run] = probe.mostOfThousand();
            mean[run] = probe.mean();
        }

        void say(Findings out, String what) {
            out.figure(
                    what + ", 999 of 1,000 events",
                    "bytes/event",
                    Spread.of(mostOfThousand),
                    Target.atMost(0));
            out.figure(what + ", mean", "bytes/event", Spread.of(mean));
        }
    }

    private static void replay(Options options, Findings out) throws IOException {
        int events = options.of(1_500_000, 20_000);
        Path folder = options.folder().resolve("allocation");
        out.doing("making a tape of " + events + " liquidations");
        ReplayBenchmark.makeTape(options, folder, SyntheticMarket.Mix.LIQUIDATIONS, events);
        int runs = options.of(5, 1);
        try (var tape = Tape.open(folder)) {
            var arrival = new Stretches(runs);
            var happening = new Stretches(runs);
            var opening = new double[runs];
            for (int run = 0; run < runs; run++) {
                out.doing("replaying it");
                EventSource byArrival = tape.arrival(Selection.all());
                EventSource asHappened = tape.happening(Selection.all());
                arrival.set(run, within(byArrival, ReplayBenchmark.byArrival(tape), events));
                happening.set(run, within(asHappened, ReplayBenchmark.inEventOrder(tape), events));
                opening[run] = atOpening(tape, events);
            }
            arrival.say(out, "arrival replay");
            happening.say(out, "happening replay");
            out.figure("opening a file to replay", "bytes/file", Spread.of(opening));
        }
        Folders.delete(folder);
    }

    /// Over the middle three fifths of the second of three days.
    private static AllocationProbe within(EventSource source, OperatorHost host, int events)
            throws IOException {
        var probe = new AllocationProbe(host, events * 6 / 15, events * 9 / 15);
        source.pour(probe);
        return probe;
    }

    /// Over the last fifth of the second day and the first fifth of the third, for each file that
    /// the third day opens.
    private static double atOpening(Tape tape, int events) throws IOException {
        var host = ReplayBenchmark.byArrival(tape);
        var probe = new AllocationProbe(host, events * 9 / 15, events * 11 / 15);
        tape.arrival(Selection.all()).pour(probe);
        int files = tape.manifest().segments().size() / DAYS;
        return (double) probe.total() / files;
    }
}

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
                "Bytes that the thread allocated (ThreadMXBean) over a stretch of the stream,"
                        + " divided by its events. Append: the second half of a stream of trades, from"
                        + " the sink through the encoder into the journal, committed every 64 KiB"
                        + " within one hour. Replay: liquidations of three days; the stretch lies"
                        + " within the second day, so that the operator's longest window (24 hours) is"
                        + " full and no file is opened in it; what opening files allocates is said"
                        + " apart.");
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
        var runs = new double[options.of(5, 1)];
        for (int run = 0; run < runs.length; run++) {
            out.doing("appending " + events + " trades");
            try (var writer = TapeWriter.open(folder)) {
                stream.instruments().all().forEach(writer.instruments()::code);
                var probe = new AllocationProbe(writer.sink(), events / 2, events - 1);
                stream.push(probe, COMMIT_BYTES, writer::commit);
                runs[run] = probe.bytesPerEvent();
            }
            Folders.delete(folder);
        }
        out.figure("append", "bytes/event", Spread.of(runs), Target.atMost(0));
    }

    private static void replay(Options options, Findings out) throws IOException {
        int events = options.of(1_500_000, 20_000);
        Path folder = options.folder().resolve("allocation");
        out.doing("making a tape of " + events + " liquidations");
        ReplayBenchmark.makeTape(options, folder, SyntheticMarket.Mix.LIQUIDATIONS, events);
        int runs = options.of(5, 1);
        try (var tape = Tape.open(folder)) {
            var arrival = new double[runs];
            var happening = new double[runs];
            var opening = new double[runs];
            for (int run = 0; run < runs; run++) {
                out.doing("replaying it");
                EventSource byArrival = tape.arrival(Selection.all());
                EventSource asHappened = tape.happening(Selection.all());
                arrival[run] = within(byArrival, ReplayBenchmark.byArrival(tape), events);
                happening[run] = within(asHappened, ReplayBenchmark.inEventOrder(tape), events);
                opening[run] = atOpening(tape, events);
            }
            out.figure("arrival replay", "bytes/event", Spread.of(arrival), Target.atMost(0));
            out.figure("happening replay", "bytes/event", Spread.of(happening), Target.atMost(0));
            out.figure("opening a file to replay", "bytes/file", Spread.of(opening));
        }
        Folders.delete(folder);
    }

    /// Over the middle three fifths of the second of three days.
    private static double within(EventSource source, OperatorHost host, int events)
            throws IOException {
        var probe = new AllocationProbe(host, events * 6 / 15, events * 9 / 15);
        source.pour(probe);
        return probe.bytesPerEvent();
    }

    /// Over the last fifth of the second day and the first fifth of the third, for each file that
    /// the third day opens.
    private static double atOpening(Tape tape, int events) throws IOException {
        var host = ReplayBenchmark.byArrival(tape);
        var probe = new AllocationProbe(host, events * 9 / 15, events * 11 / 15);
        tape.arrival(Selection.all()).pour(probe);
        int files = tape.manifest().segments().size() / DAYS;
        return (double) probe.bytes() / files;
    }
}

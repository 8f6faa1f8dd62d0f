package spillway.bench;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/// What one event costs in memory, by JMH: no file, no thread, one small loop at a time.
final class EventsBenchmark implements Benchmark {
    @Override
    public String name() {
        return "events";
    }

    @Override
    public String description() {
        return "encode, decode and digest one event in memory (JMH)";
    }

    @Override
    public void run(Options options, Findings out) throws Exception {
        int forks = options.of(2, 0);
        out.note(
                "JMH, average time of one trade among ten thousand; "
                        + forks
                        + " processes of their own, one after the other, serial collector, 256 MB"
                        + " of heap, each 3 x 1 s of warm-up and 5 x 1 s measured. Variants are not"
                        + " interleaved here, so compare their absolute times with care.");
        out.doing("running JMH");
        var setting =
                new OptionsBuilder()
                        .include("\\Q" + EventWork.class.getName() + "\\E\\..*")
                        .forks(forks)
                        .jvmArgs(
                                "-Xms256m",
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "--sun-misc-unsafe-memory-access=allow")
                        .warmupIterations(options.of(3, 1))
                        .warmupTime(TimeValue.milliseconds(options.of(1_000, 10)))
                        .measurementIterations(options.of(5, 1))
                        .measurementTime(TimeValue.milliseconds(options.of(1_000, 10)))
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build();
        for (RunResult result : new Runner(setting).run()) {
            String work = result.getPrimaryResult().getLabel();
            out.figure(work, "ns/event", spread(result.getPrimaryResult()));
            Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
            if (allocated != null) {
                out.figure(work + ", allocated", "bytes/event", spread(allocated));
            }
        }
    }

    private static Spread spread(Result<?> result) {
        Statistics all = result.getStatistics();
        return new Spread(all.getPercentile(50), all.getMin(), all.getMax(), (int) all.getN());
    }
}

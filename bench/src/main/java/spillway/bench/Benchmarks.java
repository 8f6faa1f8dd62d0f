package spillway.bench;

import java.util.List;
import java.util.Optional;

/// All that can be measured.
final class Benchmarks {
    private static final List<Benchmark> TAPE =
            List.of(
                    new JournalBenchmark(),
                    new SealBenchmark(),
                    new ReplayBenchmark(),
                    new AllocationBenchmark());

    static final List<Benchmark> ALL =
            List.of(
                    new Group("tape", "the four below, the speed promises of the tape", TAPE),
                    TAPE.get(0),
                    TAPE.get(1),
                    TAPE.get(2),
                    TAPE.get(3),
                    new EventsBenchmark(),
                    new DecodeBenchmark(),
                    new WireBenchmark(),
                    new BookBenchmark(),
                    new PositionsBenchmark(),
                    new VenueBenchmark());

    private Benchmarks() {}

    static Optional<Benchmark> named(String name) {
        return ALL.stream().filter(b -> b.name().equals(name)).findFirst();
    }

    /// Several measured one after the other under one name.
    private record Group(String name, String description, List<Benchmark> parts)
            implements Benchmark {
        @Override
        public void run(Options options, Findings out) throws Exception {
            for (var part : parts) {
                out.begin(part.name());
                part.run(options, out);
            }
        }
    }
}

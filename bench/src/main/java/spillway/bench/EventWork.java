package spillway.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import spillway.market.EventDecoder;
import spillway.market.EventDigest;
import spillway.market.EventEncoder;
import spillway.market.SelectiveSink;

/// What [EventsBenchmark] has JMH run, each on the same ten thousand trades in memory: a size that
/// stays within the second cache. Public for JMH alone.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventWork {
    static final int EVENTS = 10_000;

    /// Fixed here: JMH makes this object itself, in a process of its own.
    private static final long SEED = 1;

    private final Stream trades =
            Stream.of(SEED, SyntheticMarket.Mix.TRADES, EVENTS, Duration.ofMinutes(1).toNanos());
    private final EventDecoder decoder = new EventDecoder();
    private final EventEncoder encoder = new EventEncoder();
    private final EventDigest digest = new EventDigest();
    private final SelectiveSink nowhere = new SelectiveSink() {};

    /// From bytes into a sink that does nothing.
    @org.openjdk.jmh.annotations.Benchmark
    @OperationsPerInvocation(EVENTS)
    public int decode() {
        var in = trades.bytes().rewind();
        decoder.decode(in, 0, nowhere);
        return in.position();
    }

    /// From bytes into bytes; less `decode`, it is what encoding costs.
    @org.openjdk.jmh.annotations.Benchmark
    @OperationsPerInvocation(EVENTS)
    public int recode() {
        encoder.clear();
        decoder.decode(trades.bytes().rewind(), 0, encoder);
        return encoder.size();
    }

    /// From bytes into the digest by which sealed files are compared.
    @org.openjdk.jmh.annotations.Benchmark
    @OperationsPerInvocation(EVENTS)
    public long digest() {
        decoder.decode(trades.bytes().rewind(), 0, digest);
        return digest.value();
    }
}

package spillway.app.live;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.tape.TapeWriter;

/// The tape that a run writes, and when: committed several times a second, forced every second, and
/// each hour that is over turned into Parquet beside the run.
///
/// One thread but for the sealing, which has its own.
public final class LiveTape implements AutoCloseable {
    private static final long HOUR_NS = 3_600_000_000_000L;

    /// Ticks between two times that the disk is made to keep what was written.
    private static final int TICKS_PER_FORCE = 4;

    /// How long the end waits for an hour that is being sealed. One that is cut off is sealed by the
    /// next writer.
    private static final long SEALING_WAITS_MS = 2_000;

    private final TapeWriter writer;
    private final ExecutorService sealing =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("tape-sealing").daemon(true).factory());
    private final AtomicReference<@Nullable IOException> sealingFailed = new AtomicReference<>();
    private long hour = Long.MIN_VALUE;
    private int ticks;

    /// Takes over `writer`: it is closed with this.
    public LiveTape(TapeWriter writer) {
        this.writer = writer;
    }

    /// The numbering of the codes that events must carry.
    public Instruments instruments() {
        return writer.instruments();
    }

    /// Takes events, which are on the tape after the next tick.
    EventSink sink() {
        return writer.sink();
    }

    /// Place of the next event that is pushed, if none waits for a commit.
    long nextSeq() {
        return writer.nextSeq();
    }

    /// Commits what was pushed.
    void commit() throws IOException {
        writer.commit();
    }

    /// Commits what was pushed, and does what is due.
    ///
    /// @throws IOException if the disk is full or broken
    void tick(long nowNs) throws IOException {
        IOException failed = sealingFailed.get();
        if (failed != null) {
            throw failed;
        }
        writer.commit();
        if (++ticks % TICKS_PER_FORCE == 0) {
            writer.force();
        }
        long nowHour = Math.floorDiv(nowNs, HOUR_NS);
        if (nowHour > hour) {
            hour = nowHour;
            sealing.execute(this::seal);
        }
    }

    private void seal() {
        try {
            writer.seal();
        } catch (IOException e) {
            sealingFailed.set(e);
        }
    }

    /// Commits, forces and lets the tape go.
    @Override
    public void close() throws IOException {
        sealing.shutdown();
        try {
            if (!sealing.awaitTermination(SEALING_WAITS_MS, TimeUnit.MILLISECONDS)) {
                sealing.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.close();
    }
}

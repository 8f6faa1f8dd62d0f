package spillway.venues.time;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A timeline on a thread of its own, by a [RunClock].
///
/// Between two tasks that were due it takes those that others asked for, so neither starves the
/// other. An action that throws stops the timeline: what it left half done cannot be trusted.
public final class LiveTimeline implements Timeline, AutoCloseable {
    /// Actions of others taken before the next look at what is due.
    private static final int MOST_AT_ONCE = 256;

    private final RunClock clock;
    private final Consumer<Throwable> failed;
    private final Agenda agenda = new Agenda();
    private final LinkedBlockingQueue<Runnable> asked = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile boolean stopped;

    /// Starts the thread.
    ///
    /// @param name of the thread
    /// @param failed gets what an action threw, on that thread, which ends then
    public LiveTimeline(String name, RunClock clock, Consumer<Throwable> failed) {
        this.clock = clock;
        this.failed = failed;
        thread = Thread.ofPlatform().name(name).daemon(true).start(this::run);
    }

    public RunClock clock() {
        return clock;
    }

    @Override
    public long nowNs() {
        return clock.nowNs();
    }

    @Override
    public Task at(long timeNs, Runnable action) {
        if (!Thread.currentThread().equals(thread)) {
            throw new IllegalStateException(
                    "expected to be called on the thread "
                            + thread.getName()
                            + ", was on "
                            + Thread.currentThread().getName());
        }
        return agenda.add(timeNs, action);
    }

    @Override
    public void execute(Runnable action) {
        asked.add(action);
    }

    private void run() {
        try {
            while (!stopped) {
                step();
            }
        } catch (InterruptedException e) {
            stopped = true;
        } catch (Throwable e) {
            stopped = true;
            failed.accept(e);
        }
    }

    private void step() throws InterruptedException {
        long nextNs = agenda.nextNs();
        long nowNs = clock.nowNs();
        if (nextNs <= nowNs) {
            agenda.doNext();
        }
        Runnable action = nextNs <= nowNs ? asked.poll() : awaited(nextNs, nowNs);
        for (int taken = 0; action != null && !stopped; taken++) {
            action.run();
            action = taken < MOST_AT_ONCE ? asked.poll() : null;
        }
    }

    private @Nullable Runnable awaited(long nextNs, long nowNs) throws InterruptedException {
        if (nextNs == Long.MAX_VALUE) {
            return asked.take();
        }
        Duration left = clock.outside(Duration.ofNanos(nextNs - nowNs));
        return asked.poll(left.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Ends the thread once the action that runs now is done; what else was to be done is not.
    @Override
    public void close() {
        stopped = true;
        asked.add(this::wake);
        if (Thread.currentThread().equals(thread)) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Does nothing but end the thread's wait.
    private void wake() {}
}

package spillway.app.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A wish of the system, or of somebody at the keyboard, that the process end: noticed, and waited
/// for until what runs has ended in order.
final class Interruption implements AutoCloseable {
    /// The system is told to end within five seconds.
    private static final long ENDING_TAKES_MS = 4_500;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::hold, "interruption");

    private Interruption() {}

    /// Notices from now on, until closed.
    static Interruption awaited() {
        var interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void hold() {
        asked.countDown();
        try {
            if (!ended.await(ENDING_TAKES_MS, TimeUnit.MILLISECONDS)) {
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /// Waits that long for the wish.
    ///
    /// @return whether it came
    boolean within(Duration time) {
        try {
            return asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /// All is done and written: the process may end.
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // it runs
        }
    }
}

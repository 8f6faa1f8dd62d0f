package spillway.bench;

import java.lang.management.ManagementFactory;

/// Time that the current thread spends on the part that is measured, by the wall and by the
/// processor. May be started and stopped several times; the times add up.
final class Stopwatch {
    /// Reads this thread's own processor time, and the bytes it has allocated.
    static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long wallNs;
    private long cpuNs;
    private long wallSinceNs;
    private long cpuSinceNs;

    void start() {
        cpuSinceNs = THREADS.getCurrentThreadCpuTime();
        wallSinceNs = System.nanoTime();
    }

    void stop() {
        wallNs += System.nanoTime() - wallSinceNs;
        cpuNs += THREADS.getCurrentThreadCpuTime() - cpuSinceNs;
    }

    void reset() {
        wallNs = 0;
        cpuNs = 0;
    }

    long wallNs() {
        return wallNs;
    }

    long cpuNs() {
        return cpuNs;
    }
}

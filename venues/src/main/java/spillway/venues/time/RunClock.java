package spillway.venues.time;

import java.time.Duration;
import java.time.Instant;

/// The machine's clock, or one that began elsewhere and runs faster. Safe for use by several
/// threads.
public final class RunClock {
    /// Beyond this, timers of a thousandth of a second would no longer keep up.
    public static final double FASTEST = 1_000;

    private final long startNs;
    private final long startTicks = System.nanoTime();
    private final double speed;

    private RunClock(long startNs, double speed) {
        this.startNs = startNs;
        this.speed = speed;
    }

    /// The machine's clock. Goes on evenly from its reading now: it follows no later correction.
    public static RunClock wall() {
        Instant now = Instant.now();
        return new RunClock(now.getEpochSecond() * 1_000_000_000L + now.getNano(), 1);
    }

    /// A clock that shows `startNs` now and runs `speed` times as fast as time does.
    ///
    /// @param speed `> 0`, at most [#FASTEST]
    public static RunClock of(long startNs, double speed) {
        if (!(speed > 0 && speed <= FASTEST)) {
            throw new IllegalArgumentException(
                    "speed must be above 0 and at most " + FASTEST + ", was " + speed);
        }
        return new RunClock(startNs, speed);
    }

    /// Nanoseconds since the Unix epoch, of the run.
    public long nowNs() {
        return startNs + (long) ((System.nanoTime() - startTicks) * speed);
    }

    /// How many times as fast as time.
    public double speed() {
        return speed;
    }

    /// How long somebody outside has to wait for `length` of the run to pass.
    public Duration outside(Duration length) {
        return Duration.ofNanos((long) Math.ceil(length.toNanos() / speed));
    }
}

package spillway.venues.connect;

import java.time.Duration;
import java.util.SplittableRandom;

/// How long to wait before trying again: twice as long each time, up to a bound, each between half
/// and all of it by chance, so that many who failed together do not come back together.
final class Backoff {
    /// Doublings after which any bound in use is reached.
    private static final int MOST_DOUBLINGS = 20;

    private final SplittableRandom random;
    private final Duration first;
    private final Duration longest;
    private int failures;

    Backoff(SplittableRandom random, Duration first, Duration longest) {
        this.random = random;
        this.first = first;
        this.longest = longest;
    }

    /// The wait after one more failure.
    Duration next() {
        long bound = Math.min(longest.toNanos(), first.toNanos() << failures);
        failures = Math.min(failures + 1, MOST_DOUBLINGS);
        return Duration.ofNanos(bound / 2 + random.nextLong(bound / 2 + 1));
    }

    /// It works again.
    void reset() {
        failures = 0;
    }
}

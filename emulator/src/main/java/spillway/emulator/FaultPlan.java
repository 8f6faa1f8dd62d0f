package spillway.emulator;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// Which faults a run injects, and how often. They come by a stream of randomness of their own: the
/// same market with and without them publishes the same.
///
/// @param kinds which; none for a run without
/// @param seed of their randomness
/// @param meanBetween mean time between two faults at one venue
public record FaultPlan(Set<FaultKind> kinds, long seed, Duration meanBetween) {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    public FaultPlan {
        kinds = kinds.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(kinds));
        if (meanBetween.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "mean time between faults must be at least 1 ms, was " + meanBetween);
        }
    }

    /// No faults.
    public static FaultPlan none() {
        return new FaultPlan(Set.of(), 0, Duration.ofDays(1));
    }

    /// Faults of `kinds`, each as likely, at random times.
    public static FaultPlan random(Set<FaultKind> kinds, long seed, Duration meanBetween) {
        return new FaultPlan(kinds, seed, meanBetween);
    }
}

package spillway.emulator.market;

import java.time.Duration;

/// What a scripted market goes through.
///
/// @param seed of its randomness
/// @param startNs its first moment, nanoseconds since the Unix epoch
/// @param calm before the fall
/// @param fall the slide, in waves
/// @param after the fall, until the market ends
/// @param step between two looks of an instrument at the world
/// @param fallFraction how much bitcoin loses at the worst, 0.15 for 15 %
public record ScriptedSettings(
        long seed,
        long startNs,
        Duration calm,
        Duration fall,
        Duration after,
        Duration step,
        double fallFraction) {
    public ScriptedSettings {
        if (step.compareTo(Duration.ofMillis(10)) < 0) {
            throw new IllegalArgumentException("step must be at least 10 ms, was " + step);
        }
        if (!(fallFraction >= 0 && fallFraction <= 0.9)) {
            throw new IllegalArgumentException(
                    "fallFraction must be 0 to 0.9, was " + fallFraction);
        }
    }

    /// An hour that goes like the day of 2026-02-05: ten minutes of calm, half an hour in which
    /// bitcoin loses 15 % in waves, twenty minutes after.
    public static ScriptedSettings of(long seed, long startNs) {
        return new ScriptedSettings(
                seed,
                startNs,
                Duration.ofMinutes(10),
                Duration.ofMinutes(30),
                Duration.ofMinutes(20),
                Duration.ofMillis(500),
                0.15);
    }

    /// The whole length.
    public Duration length() {
        return calm.plus(fall).plus(after);
    }
}

package spillway.bench;

import java.nio.file.Path;

/// What a run is given.
///
/// @param folder an empty folder on the disk to be measured, for the benchmark's own use
/// @param seed of all synthetic data
/// @param effort how much is measured
record Options(Path folder, long seed, Effort effort) {
    /// How much is measured.
    enum Effort {
        /// Enough for figures.
        FULL,
        /// Enough to see that everything works; the figures mean nothing.
        TRIAL
    }

    /// `full`, or `trial` where it is only a trial.
    int of(int full, int trial) {
        return switch (effort) {
            case FULL -> full;
            case TRIAL -> trial;
        };
    }
}

package spillway.signals.surges;

import java.time.Duration;

/// The numbers that decide what a surge is.
///
/// Most minutes of most coins have no liquidation, so a mean or a median of all minutes says
/// nothing: what is normal is a high quantile of the minutes that have any. Sizes are heavy-tailed,
/// so even a minute beyond that quantile comes several times a week; a surge must be a multiple of
/// it. And one large order is no surge: the largest order of the 60 seconds does not count, neither
/// for a surge nor for what is normal. Each number errs towards silence: a small surge is missed
/// rather than a calm day alarmed.
final class SurgeRule {
    /// Length of the window that is compared: seconds in which each counts.
    static final int WINDOW_S = 60;

    /// How far back normal minutes are looked for.
    static final Duration HISTORY = Duration.ofDays(7);

    /// With less known than this a floor decides.
    static final Duration WARM_UP = Duration.ofHours(24);

    /// Of the minutes with more than one order, in parts of a thousand.
    static final long QUANTILE_PER_MILLE = 999;

    /// A surge is this many times the normal quantile.
    static final long MULTIPLE = 4;

    /// Quiet for this long ends a surge. Quiet is less than half of the threshold in 60 seconds, so
    /// that a surge that breathes at its threshold is one.
    static final long QUIET_S = 300;

    /// What happens in a surge is not normal, and is left out of what is; but after a day it is how
    /// the market is now.
    static final long ABNORMAL_S = 86_400;

    /// Less than this in a minute is no surge of anything.
    static final long LEAST_MICRO_USD = 50_000L * 1_000_000;

    /// Without history: this part of the open interest within a minute. A large day closes a tenth
    /// of it within hours.
    static final long FLOOR_PER_MILLION_OF_OPEN_INTEREST = 500;

    /// Without history and without open interest.
    static final long FLOOR_MICRO_USD = 1_000_000L * 1_000_000;

    /// Four orders a second for a minute. Where orders are counted the least, with history or not.
    static final long LEAST_ORDERS = 240;

    private SurgeRule() {}
}

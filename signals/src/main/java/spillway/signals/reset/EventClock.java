package spillway.signals.reset;

import java.time.Duration;
import java.util.List;
import spillway.market.TimeWindow;

/// The times by which an event is judged.
///
/// @param day the 24 hours in which most was liquidated; they end at `t0`
record EventClock(TimeWindow day) {
    /// Hours after `t0` at which an event is judged.
    static final List<Integer> CHECKPOINTS = List.of(6, 24, 72);

    static final long HOUR_NS = Duration.ofHours(1).toNanos();
    static final long BEFORE_NS = Duration.ofDays(3).toNanos();
    static final long WEEK_NS = Duration.ofDays(7).toNanos();
    static final long MONTH_NS = Duration.ofDays(30).toNanos();

    /// What is normal needs so many days of what came before.
    static final double LEAST_DAYS = 5;

    long t0Ns() {
        return day.toNs();
    }

    /// The event is over at `t0`, and was not before this.
    long startNs() {
        return day.fromNs();
    }

    long checkpointNs(int hours) {
        return t0Ns() + hours * HOUR_NS;
    }
}

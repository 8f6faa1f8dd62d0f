package spillway.venues.time;

import java.time.Duration;

/// The clock of a run and the one thread that acts in it.
///
/// What is scheduled runs in order of its time, then of scheduling; never two at once. So whatever
/// lives on a timeline needs no locks.
public interface Timeline {
    /// Something that will be done, unless it is cancelled.
    interface Task {
        /// Leaves it undone. No effect once it began.
        void cancel();
    }

    /// Nanoseconds since the Unix epoch, of the run. Never goes back.
    long nowNs();

    /// Does `action` at `timeNs`, or as soon as possible if that is past. Only from the timeline's
    /// own thread.
    Task at(long timeNs, Runnable action);

    /// Does `action` once `delay` has passed. Only from the timeline's own thread.
    default Task after(Duration delay, Runnable action) {
        return at(Math.addExact(nowNs(), delay.toNanos()), action);
    }

    /// Does `action` as soon as possible. From any thread.
    void execute(Runnable action);
}

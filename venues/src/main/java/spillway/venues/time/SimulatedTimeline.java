package spillway.venues.time;

import java.time.Duration;

/// A timeline that stands still until it is told to go on, and then jumps from task to task. Used
/// by one thread, [#execute] included.
public final class SimulatedTimeline implements Timeline {
    private final Agenda agenda = new Agenda();
    private long nowNs;

    public SimulatedTimeline(long startNs) {
        nowNs = startNs;
    }

    @Override
    public long nowNs() {
        return nowNs;
    }

    @Override
    public Task at(long timeNs, Runnable action) {
        return agenda.add(Math.max(timeNs, nowNs), action);
    }

    @Override
    public void execute(Runnable action) {
        agenda.add(nowNs, action);
    }

    /// Does everything that is due up to and including `timeNs`, which is now afterwards.
    public void runUntil(long timeNs) {
        for (long next; (next = agenda.nextNs()) <= timeNs; ) {
            nowNs = Math.max(nowNs, next);
            agenda.doNext();
        }
        nowNs = Math.max(nowNs, timeNs);
    }

    /// Does everything that is due within `length` from now.
    public void runFor(Duration length) {
        runUntil(Math.addExact(nowNs, length.toNanos()));
    }
}

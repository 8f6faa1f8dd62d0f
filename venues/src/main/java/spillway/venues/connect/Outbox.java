package spillway.venues.connect;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import spillway.venues.time.Timeline;

/// What waits to be said over one connection, at the pace that the venue wants.
final class Outbox {
    /// The longest plan has a hundred.
    private static final int MOST_FRAMES = 1_000;

    private final Timeline timeline;
    private final Duration spacing;
    private final Consumer<String> send;
    private final Queue<String> frames = new ArrayDeque<>();
    private Timeline.@Nullable Task next;
    private long notBeforeNs = Long.MIN_VALUE;

    /// @param send says one now
    Outbox(Timeline timeline, Duration spacing, Consumer<String> send) {
        this.timeline = timeline;
        this.spacing = spacing;
        this.send = send;
    }

    /// Says `frame` when it is its turn.
    ///
    /// @return `false` if too many wait already
    boolean add(String frame) {
        if (frames.size() >= MOST_FRAMES) {
            return false;
        }
        frames.add(frame);
        schedule();
        return true;
    }

    private void schedule() {
        if (next == null && !frames.isEmpty()) {
            next = timeline.at(Math.max(notBeforeNs, timeline.nowNs()), this::sendOne);
        }
    }

    private void sendOne() {
        next = null;
        String frame = frames.poll();
        if (frame != null) {
            notBeforeNs = timeline.nowNs() + spacing.toNanos();
            send.accept(frame);
            schedule();
        }
    }

    /// Says nothing more.
    void stop() {
        frames.clear();
        if (next != null) {
            next.cancel();
        }
    }
}

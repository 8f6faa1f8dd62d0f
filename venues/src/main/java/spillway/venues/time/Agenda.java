package spillway.venues.time;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// What is to be done, by time and then by order of scheduling. Used by one thread.
final class Agenda {
    private static final class Entry implements Timeline.Task, Comparable<Entry> {
        final long timeNs;
        final long number;
        @Nullable Runnable action;

        Entry(long timeNs, long number, Runnable action) {
            this.timeNs = timeNs;
            this.number = number;
            this.action = action;
        }

        @Override
        public void cancel() {
            action = null;
        }

        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(timeNs, other.timeNs);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long scheduled;

    Timeline.Task add(long timeNs, Runnable action) {
        var entry = new Entry(timeNs, scheduled++, action);
        entries.add(entry);
        return entry;
    }

    /// When the next is due; `Long.MAX_VALUE` if there is none.
    long nextNs() {
        Entry first = entries.peek();
        while (first != null && first.action == null) {
            entries.poll();
            first = entries.peek();
        }
        return first == null ? Long.MAX_VALUE : first.timeNs;
    }

    /// Takes the next off the list and does it; there must be one.
    void doNext() {
        Entry first = entries.remove();
        Runnable action = first.action;
        first.action = null;
        if (action != null) {
            action.run();
        }
    }
}

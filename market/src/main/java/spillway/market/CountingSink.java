package spillway.market;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Counts events by kind on their way into another sink.
// The ordinal of an append-only enum indexes the counts.
@SuppressWarnings("EnumOrdinal")
public final class CountingSink extends RoutingSink {
    private final EventSink sink;
    private final EventSink[] route;
    private final Each each;
    private final long[] counts = new long[EventKind.values().length];
    private long events;

    /// Hears of every event that has passed.
    @FunctionalInterface
    public interface Each {
        /// Takes how many events have passed.
        void passed(long events);
    }

    /// @param sink takes the events
    /// @param each hears of each of them
    public CountingSink(EventSink sink, Each each) {
        this.sink = sink;
        this.each = each;
        route = new EventSink[] {sink};
    }

    /// How many events passed, by kind; kinds without any are left out.
    public SortedMap<EventKind, Long> byKind() {
        var byKind = new TreeMap<EventKind, Long>();
        for (var kind : EventKind.values()) {
            if (counts[kind.ordinal()] > 0) {
                byKind.put(kind, counts[kind.ordinal()]);
            }
        }
        return Collections.unmodifiableSortedMap(byKind);
    }

    /// How many events passed.
    public long events() {
        return events;
    }

    @Override
    public void at(long seq) {
        sink.at(seq);
    }

    @Override
    protected EventSink[] route(
            EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
        counts[kind.ordinal()]++;
        return route;
    }

    @Override
    protected void routed() {
        each.passed(++events);
    }
}

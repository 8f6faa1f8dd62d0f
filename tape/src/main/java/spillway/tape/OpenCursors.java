package spillway.tape;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The open files of an [ArrivalReplay], by the place of the event that each stands on: a binary
/// heap of cursors with their places beside them. Two venues alternate every other event, so this
/// is asked nearly once an event; a `PriorityQueue` costs as much there as reading the event.
final class OpenCursors implements AutoCloseable {
    private @Nullable SegmentCursor[] cursors = new @Nullable SegmentCursor[16];
    private long[] places = new long[16];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /// The least place that any cursor stands on; `Long.MAX_VALUE` if there is none.
    long firstPlace() {
        return size == 0 ? Long.MAX_VALUE : places[0];
    }

    /// The least place of all cursors but the first.
    long secondPlace() {
        long left = size > 1 ? places[1] : Long.MAX_VALUE;
        return size > 2 ? Math.min(left, places[2]) : left;
    }

    /// The cursor that stands on the least place.
    SegmentCursor first() {
        SegmentCursor first = cursors[0];
        if (first == null) {
            throw new IllegalStateException("no cursor is open");
        }
        return first;
    }

    /// Takes a cursor that stands on an event.
    void add(SegmentCursor cursor) {
        if (size == places.length) {
            cursors = Arrays.copyOf(cursors, size * 2);
            places = Arrays.copyOf(places, size * 2);
        }
        long place = cursor.seq();
        int at = size++;
        for (int parent = (at - 1) >> 1; at > 0 && places[parent] > place; ) {
            cursors[at] = cursors[parent];
            places[at] = places[parent];
            at = parent;
            parent = (at - 1) >> 1;
        }
        cursors[at] = cursor;
        places[at] = place;
    }

    /// The first cursor stands on a later event now.
    void firstMoved() {
        SegmentCursor moved = first();
        settle(moved, moved.seq());
    }

    /// The first cursor has no more events.
    void closeFirst() throws IOException {
        SegmentCursor done = first();
        size--;
        SegmentCursor last = cursors[size];
        cursors[size] = null;
        if (size > 0 && last != null) {
            settle(last, places[size]);
        }
        done.close();
    }

    /// Puts a cursor into the tree whose root is free.
    private void settle(SegmentCursor cursor, long place) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            int less = child + 1 < size && places[child + 1] < places[child] ? child + 1 : child;
            if (places[less] >= place) {
                break;
            }
            cursors[at] = cursors[less];
            places[at] = places[less];
            at = less;
        }
        cursors[at] = cursor;
        places[at] = place;
    }

    @Override
    public void close() throws IOException {
        for (int i = 0; i < size; i++) {
            SegmentCursor open = cursors[i];
            if (open != null) {
                open.close();
            }
        }
        size = 0;
    }
}

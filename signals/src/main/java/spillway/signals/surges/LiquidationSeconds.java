package spillway.signals.surges;

import java.util.Arrays;
import spillway.signals.StateReader;
import spillway.signals.StateWriter;

/// What was liquidated in each second that had anything, ascending. Mutable, single-threaded, never
/// leaves this package.
///
/// Five parallel arrays with a head that moves as seconds are forgotten. An order of the last
/// second or a later one costs no search and, once the arrays have their size, no allocation; a
/// late one is put into its place. Sums are whole numbers, so the order of arrival leaves no trace.
final class LiquidationSeconds {
    private static final int FIRST_CAPACITY = 64;

    private long[] seconds = new long[FIRST_CAPACITY];
    private long[] longs = new long[FIRST_CAPACITY];
    private long[] shorts = new long[FIRST_CAPACITY];
    private long[] orders = new long[FIRST_CAPACITY];
    private long[] largest = new long[FIRST_CAPACITY];
    private int head;
    private int end;

    int size() {
        return end - head;
    }

    long second(int at) {
        return seconds[head + at];
    }

    long longs(int at) {
        return longs[head + at];
    }

    long shorts(int at) {
        return shorts[head + at];
    }

    long orders(int at) {
        return orders[head + at];
    }

    /// The largest single order of that second, in micro-dollars; 0 where orders are not told
    /// apart.
    long largest(int at) {
        return largest[head + at];
    }

    void add(long second, long longMicroUsd, long shortMicroUsd, long count, long largestMicroUsd) {
        int at = placeOf(second);
        largest[at] = Math.max(largest[at], largestMicroUsd);
        longs[at] = Math.addExact(longs[at], longMicroUsd);
        shorts[at] = Math.addExact(shorts[at], shortMicroUsd);
        orders[at] = Math.addExact(orders[at], count);
    }

    /// The place of `second`, made if there is none.
    private int placeOf(long second) {
        if (end > head && seconds[end - 1] == second) {
            return end - 1;
        }
        if (end == head || seconds[end - 1] < second) {
            makeRoom();
            seconds[end] = second;
            clear(end);
            return end++;
        }
        int found = Arrays.binarySearch(seconds, head, end, second);
        return found >= 0 ? found : insert(-found - 1, second);
    }

    private int insert(int place, long second) {
        int before = place - head;
        makeRoom();
        int at = head + before;
        for (long[] column : new long[][] {seconds, longs, shorts, orders, largest}) {
            System.arraycopy(column, at, column, at + 1, end - at);
        }
        end++;
        seconds[at] = second;
        clear(at);
        return at;
    }

    private void clear(int at) {
        longs[at] = 0;
        shorts[at] = 0;
        orders[at] = 0;
        largest[at] = 0;
    }

    /// Room for one more at the end: by closing up over what is forgotten, or by growing.
    private void makeRoom() {
        if (end < seconds.length) {
            return;
        }
        int size = end - head;
        boolean growing = size > seconds.length / 2;
        int capacity = growing ? Math.multiplyExact(seconds.length, 2) : seconds.length;
        seconds = moved(seconds, capacity);
        longs = moved(longs, capacity);
        shorts = moved(shorts, capacity);
        orders = moved(orders, capacity);
        largest = moved(largest, capacity);
        head = 0;
        end = size;
    }

    private long[] moved(long[] column, int capacity) {
        long[] to = capacity == column.length ? column : new long[capacity];
        System.arraycopy(column, head, to, 0, end - head);
        return to;
    }

    /// Forgets the seconds up to and including `second`.
    void dropUpTo(long second) {
        while (head < end && seconds[head] <= second) {
            head++;
        }
    }

    void saveTo(StateWriter out) {
        out.writeInt(size());
        for (int at = head; at < end; at++) {
            out.writeLong(seconds[at]);
            out.writeLong(longs[at]);
            out.writeLong(shorts[at]);
            out.writeLong(orders[at]);
            out.writeLong(largest[at]);
        }
    }

    void restoreFrom(StateReader in) {
        for (int more = in.readCount(); more > 0; more--) {
            add(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
        }
    }
}

package spillway.signals.totals;

/// Orders of the longest window, by venue time, as a ring of parallel arrays. Positions ascend for
/// ever; an order that comes late moves those behind it up by one. Mutable, single-threaded, never
/// leaves this package, allocates only to grow.
final class OrderLog {
    private static final int FIRST_CAPACITY = 1 << 10;

    private long[] timeNs = new long[FIRST_CAPACITY];
    private long[] microUsd = new long[FIRST_CAPACITY];
    private long[] venueId = new long[FIRST_CAPACITY];
    private int[] cell = new int[FIRST_CAPACITY];
    private int mask = FIRST_CAPACITY - 1;

    /// First position kept, and the one behind the last.
    private long from;

    private long to;

    OrderLog copy() {
        var copy = new OrderLog();
        copy.timeNs = timeNs.clone();
        copy.microUsd = microUsd.clone();
        copy.venueId = venueId.clone();
        copy.cell = cell.clone();
        copy.mask = mask;
        copy.from = from;
        copy.to = to;
        return copy;
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    long timeNs(long position) {
        return timeNs[(int) position & mask];
    }

    long microUsd(long position) {
        return microUsd[(int) position & mask];
    }

    long venueId(long position) {
        return venueId[(int) position & mask];
    }

    int cell(long position) {
        return cell[(int) position & mask];
    }

    /// Puts an order behind all of its time and before all later ones.
    ///
    /// @return its position
    long add(long orderTimeNs, int orderCell, long orderMicroUsd, long orderVenueId) {
        if (to - from > mask) {
            grow();
        }
        long at = to;
        while (at > from && timeNs(at - 1) > orderTimeNs) {
            move(at - 1, at);
            at--;
        }
        int slot = (int) at & mask;
        timeNs[slot] = orderTimeNs;
        microUsd[slot] = orderMicroUsd;
        venueId[slot] = orderVenueId;
        cell[slot] = orderCell;
        to++;
        return at;
    }

    private void move(long source, long target) {
        int a = (int) source & mask;
        int b = (int) target & mask;
        timeNs[b] = timeNs[a];
        microUsd[b] = microUsd[a];
        venueId[b] = venueId[a];
        cell[b] = cell[a];
    }

    private void grow() {
        int capacity = Math.multiplyExact(mask + 1, 2);
        var newTimeNs = new long[capacity];
        var newMicroUsd = new long[capacity];
        var newVenueId = new long[capacity];
        var newCell = new int[capacity];
        for (long at = from; at < to; at++) {
            int slot = (int) at & (capacity - 1);
            newTimeNs[slot] = timeNs(at);
            newMicroUsd[slot] = microUsd(at);
            newVenueId[slot] = venueId(at);
            newCell[slot] = cell(at);
        }
        timeNs = newTimeNs;
        microUsd = newMicroUsd;
        venueId = newVenueId;
        cell = newCell;
        mask = capacity - 1;
    }

    /// Forgets all before `position`.
    void dropBefore(long position) {
        from = Math.max(from, position);
    }

    /// The first position of an order later than `limitNs`.
    long firstAfter(long limitNs) {
        long low = from;
        long high = to;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (timeNs(middle) > limitNs) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}

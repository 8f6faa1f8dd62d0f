package spillway.signals.surges;

import java.util.Arrays;

/// The minutes of the last seven days in which more than one order was liquidated, and the quantile
/// that is normal. Mutable, single-threaded, never leaves this package.
///
/// The quantile is by nearest rank: of `n` minutes the one of rank `ceil(0.999 n)`, which for fewer
/// than a thousand is the largest. It lies among the eleven largest of a week, so it is found in
/// one pass.
final class NormalMinutes {
    private static final int MINUTE_S = 60;

    private long[] minutes = new long[256];
    private long[] amounts = new long[256];
    private long[] largest = new long[256];
    private int head;
    private int end;

    /// Adds to the minute of `second`; seconds ascend.
    ///
    /// @param largestOrder of that second
    void add(long second, long amount, long largestOrder) {
        long minute = Math.floorDiv(second, MINUTE_S);
        if (end == head || minutes[end - 1] != minute) {
            if (end == minutes.length) {
                closeUp();
            }
            minutes[end] = minute;
            largest[end] = 0;
            amounts[end++] = 0;
        }
        amounts[end - 1] = Math.addExact(amounts[end - 1], amount);
        largest[end - 1] = Math.max(largest[end - 1], largestOrder);
    }

    private void closeUp() {
        int size = end - head;
        int capacity = size > minutes.length / 2 ? minutes.length * 2 : minutes.length;
        minutes = Arrays.copyOf(Arrays.copyOfRange(minutes, head, end), capacity);
        amounts = Arrays.copyOf(Arrays.copyOfRange(amounts, head, end), capacity);
        largest = Arrays.copyOf(Arrays.copyOfRange(largest, head, end), capacity);
        head = 0;
        end = size;
    }

    /// Forgets minutes that begin before `second`.
    void dropBefore(long second) {
        while (head < end && minutes[head] * MINUTE_S < second) {
            head++;
        }
    }

    /// Minutes that hold more than their largest order.
    int size() {
        int size = 0;
        for (int at = head; at < end; at++) {
            size += amounts[at] > largest[at] ? 1 : 0;
        }
        return size;
    }

    /// The quantile of what those minutes hold beside their largest orders; 0 where there are none.
    long quantile() {
        int size = size();
        if (size == 0) {
            return 0;
        }
        long rank = Math.ceilDiv(size * SurgeRule.QUANTILE_PER_MILLE, 1_000L);
        int fromTop = size - (int) rank + 1;
        long[] top = new long[fromTop];
        int found = 0;
        for (int at = head; at < end; at++) {
            long amount = amounts[at] - largest[at];
            if (amount > 0 && (found < fromTop || amount > top[0])) {
                found = insert(top, found, amount);
            }
        }
        return top[0];
    }

    /// Puts `amount` among the `found` largest, ascending, and lets the least go where all places
    /// are taken.
    private static int insert(long[] top, int found, long amount) {
        int size = found;
        if (size == top.length) {
            System.arraycopy(top, 1, top, 0, size - 1);
            size--;
        }
        int at = size;
        while (at > 0 && top[at - 1] > amount) {
            top[at] = top[at - 1];
            at--;
        }
        top[at] = amount;
        return size + 1;
    }
}

package spillway.exchange.venue;

import java.util.Arrays;

/// Accounts whose own state changed in the running command, each instrument once: a queue that is
/// emptied before the command ends.
final class Touched {
    private static final int FIRST = 64;

    private final int columns;
    private final byte[] listed;
    private int[] queue = new int[FIRST];
    private int head;
    private int end;

    Touched(int accounts, int instruments) {
        columns = instruments + 1;
        listed = new byte[Math.multiplyExact(accounts, columns)];
    }

    /// @param instrument whose position changed, or -1 for the wallet
    void add(int account, int instrument) {
        int at = account * columns + instrument + 1;
        if (listed[at] != 0) {
            return;
        }
        listed[at] = 1;
        if (end == queue.length) {
            queue = Arrays.copyOf(queue, end * 2);
        }
        queue[end++] = at;
    }

    boolean isEmpty() {
        if (head == end) {
            head = 0;
            end = 0;
            return true;
        }
        return false;
    }

    /// Takes the first; see [#account] and [#instrument].
    int take() {
        int at = queue[head++];
        listed[at] = 0;
        return at;
    }

    int account(int taken) {
        return taken / columns;
    }

    int instrument(int taken) {
        return taken % columns - 1;
    }
}

package spillway.tape.parquet;

import java.util.Arrays;

/// The distinct numbers of one column chunk, in the order in which they came.
///
/// Open addressing over a power of two of slots, never more than half full.
final class NumberDictionary {
    /// Beyond these the dictionary's page and its wide numbers cost more than they save.
    static final int MAX_SIZE = 16_384;

    /// What [#idOf(long)] answers when the dictionary is full.
    static final int FULL = -1;

    private static final int FIRST_SLOTS = 64;

    private long[] slotKeys = new long[FIRST_SLOTS];
    private int[] slotIds = new int[FIRST_SLOTS];
    private long[] values = new long[FIRST_SLOTS / 2];
    private int size;

    void clear() {
        if (size > 0) {
            Arrays.fill(slotIds, 0);
            size = 0;
        }
    }

    int size() {
        return size;
    }

    long heldBytes() {
        return 8L * slotKeys.length + 4L * slotIds.length + 8L * values.length;
    }

    long value(int id) {
        return values[id];
    }

    int idOf(long number) {
        int mask = slotIds.length - 1;
        int slot = hash(number) & mask;
        while (true) {
            int id = slotIds[slot];
            if (id == 0) {
                return add(number, slot);
            }
            if (slotKeys[slot] == number) {
                return id - 1;
            }
            slot = (slot + 1) & mask;
        }
    }

    private int add(long number, int slot) {
        if (size == MAX_SIZE) {
            return FULL;
        }
        values[size++] = number;
        slotKeys[slot] = number;
        slotIds[slot] = size;
        if (size * 2 == slotIds.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        int slots = slotIds.length * 2;
        slotKeys = new long[slots];
        slotIds = new int[slots];
        values = Arrays.copyOf(values, slots / 2);
        for (int id = 0; id < size; id++) {
            int slot = hash(values[id]) & (slots - 1);
            while (slotIds[slot] != 0) {
                slot = (slot + 1) & (slots - 1);
            }
            slotKeys[slot] = values[id];
            slotIds[slot] = id + 1;
        }
    }

    private static int hash(long number) {
        long mixed = number * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 40);
    }
}

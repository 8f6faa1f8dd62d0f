package spillway.tape;

/// A set of 128-bit fingerprints: open addressing, 16 bytes each, at most three quarters full.
final class FingerprintSet {
    private static final int FIRST_CAPACITY = 1 << 8;

    /// Pairs; two zeros mean empty.
    private long[] table = new long[FIRST_CAPACITY * 2];

    private int size;

    int size() {
        return size;
    }

    /// Adds a fingerprint.
    ///
    /// @return whether it was not there
    boolean add(long high, long low) {
        long first = high == 0 && low == 0 ? 1 : high;
        if ((size + 1) * 4L > table.length / 2 * 3L) {
            grow();
        }
        if (!insert(table, first, low)) {
            return false;
        }
        size++;
        return true;
    }

    private static boolean insert(long[] table, long high, long low) {
        int mask = table.length - 1;
        int slot = (int) (high ^ high >>> 31 ^ low) << 1 & mask;
        while (table[slot] != 0 || table[slot + 1] != 0) {
            if (table[slot] == high && table[slot + 1] == low) {
                return false;
            }
            slot = (slot + 2) & mask;
        }
        table[slot] = high;
        table[slot + 1] = low;
        return true;
    }

    private void grow() {
        var larger = new long[Math.multiplyExact(table.length, 2)];
        for (int slot = 0; slot < table.length; slot += 2) {
            if (table[slot] != 0 || table[slot + 1] != 0) {
                insert(larger, table[slot], table[slot + 1]);
            }
        }
        table = larger;
    }
}

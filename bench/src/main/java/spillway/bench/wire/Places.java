package spillway.bench.wire;

/// Small numbers by a 64-bit hash, as parsers that tell names apart by hashes need: an open table.
final class Places {
    private static final int NONE = -1;

    private final long[] keys;
    private final int[] places;

    /// @param capacity more than four times the number of keys
    Places(int capacity) {
        int size = Integer.highestOneBit(Math.max(8, capacity)) * 2;
        keys = new long[size];
        places = new int[size];
        java.util.Arrays.fill(places, NONE);
    }

    void put(long key, int place) {
        int slot = slot(key);
        keys[slot] = key;
        places[slot] = place;
    }

    /// -1 if there is none.
    int of(long key) {
        return places[slot(key)];
    }

    private int slot(long key) {
        long mixed = (key ^ (key >>> 15)) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 40) & (keys.length - 1);
        while (places[slot] != NONE && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }
}

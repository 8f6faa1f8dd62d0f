package spillway.signals.totals;

import java.util.Arrays;

/// A sum and a count for every cell. Mutable, single-threaded, never leaves this package.
final class CellSums {
    private long[] microUsd = new long[0];
    private long[] count = new long[0];

    CellSums copy() {
        var copy = new CellSums();
        copy.microUsd = microUsd.clone();
        copy.count = count.clone();
        return copy;
    }

    int cells() {
        return count.length;
    }

    void makeRoom(int cells) {
        if (cells > count.length) {
            int capacity = Math.max(cells, count.length * 2);
            microUsd = Arrays.copyOf(microUsd, capacity);
            count = Arrays.copyOf(count, capacity);
        }
    }

    void add(int cell, long orderMicroUsd) {
        microUsd[cell] = Math.addExact(microUsd[cell], orderMicroUsd);
        count[cell]++;
    }

    /// What is in `all` and not in `left`: both have room for the same cells.
    static CellSums difference(CellSums all, CellSums left) {
        var sums = new CellSums();
        sums.makeRoom(all.cells());
        for (int cell = 0; cell < all.cells(); cell++) {
            sums.microUsd[cell] = Math.subtractExact(all.microUsd[cell], left.microUsd[cell]);
            sums.count[cell] = all.count[cell] - left.count[cell];
        }
        return sums;
    }

    OrderSum sum(int cell) {
        return new OrderSum(count[cell], microUsd[cell]);
    }

    boolean isEmpty(int cell) {
        return count[cell] == 0;
    }
}

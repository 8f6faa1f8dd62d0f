package spillway.market;

import java.util.Arrays;

/// The published book of one instrument: resting size by price, both sides.
///
/// Two arrays for each side, sorted, the best price last: nearly all changes are near it, so little
/// is moved. Prices and sizes are mantissas at the instrument's scales. Applies what it is given
/// and keeps what the venue does not take back; whether messages chain is their sender's matter.
/// Allocates nothing once grown. Not safe for use by several threads.
public final class LevelBook implements PublishedBook {
    private final Side bids = new Side(1);
    private final Side asks = new Side(-1);

    /// One side; `sign` turns prices so that a better one is larger.
    private static final class Side {
        private static final int FIRST_CAPACITY = 256;

        private final int sign;
        private long[] keys = new long[FIRST_CAPACITY];
        private long[] sizes = new long[FIRST_CAPACITY];
        private int depth;

        Side(int sign) {
            this.sign = sign;
        }

        void set(long price, long size) {
            long key = price * sign;
            int at = indexOf(key);
            boolean there = at < depth && keys[at] == key;
            if (there && size != 0) {
                sizes[at] = size;
            } else if (there) {
                depth--;
                System.arraycopy(keys, at + 1, keys, at, depth - at);
                System.arraycopy(sizes, at + 1, sizes, at, depth - at);
            } else if (size != 0) {
                insert(at, key, size);
            }
        }

        /// Where `key` is or belongs. Looks at the last few first.
        private int indexOf(long key) {
            int low = 0;
            int high = depth;
            int step = 4;
            while (high > 0) {
                int probe = Math.max(0, depth - step);
                if (keys[probe] < key) {
                    low = probe + 1;
                    break;
                }
                high = probe;
                step *= 4;
            }
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (keys[middle] < key) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private void insert(int at, long key, long size) {
            if (depth == keys.length) {
                keys = Arrays.copyOf(keys, depth * 2);
                sizes = Arrays.copyOf(sizes, depth * 2);
            }
            System.arraycopy(keys, at, keys, at + 1, depth - at);
            System.arraycopy(sizes, at, sizes, at + 1, depth - at);
            keys[at] = key;
            sizes[at] = size;
            depth++;
        }

        long price(int level) {
            return keys[depth - 1 - level] * sign;
        }

        long size(int level) {
            return sizes[depth - 1 - level];
        }
    }

    /// Empties the book.
    public void clear() {
        bids.depth = 0;
        asks.depth = 0;
    }

    /// Replaces the book.
    @Override
    public void replace(BookLevels levels) {
        clear();
        apply(levels);
    }

    /// Sets each level to its size; 0 removes it.
    @Override
    public void apply(BookLevels levels) {
        for (int i = levels.bids() - 1; i >= 0; i--) {
            bids.set(levels.bidPrice(i), levels.bidQuantity(i));
        }
        for (int i = levels.asks() - 1; i >= 0; i--) {
            asks.set(levels.askPrice(i), levels.askQuantity(i));
        }
    }

    /// Number of bid levels.
    public int bids() {
        return bids.depth;
    }

    /// Number of ask levels.
    public int asks() {
        return asks.depth;
    }

    /// Price of a bid, the best at level 0.
    public long bidPrice(int level) {
        return bids.price(level);
    }

    public long bidQuantity(int level) {
        return bids.size(level);
    }

    /// Price of an ask, the best at level 0.
    public long askPrice(int level) {
        return asks.price(level);
    }

    public long askQuantity(int level) {
        return asks.size(level);
    }

    /// Whether the best bid is not below the best ask: no true book is.
    public boolean isCrossed() {
        return bids.depth > 0 && asks.depth > 0 && bids.price(0) >= asks.price(0);
    }

    /// Fills `levels` with the best `count` of each side, best first.
    @Override
    public void top(int count, BookLevels levels) {
        levels.clear();
        for (int i = 0; i < Math.min(count, bids.depth); i++) {
            levels.addBid(bids.price(i), bids.size(i));
        }
        for (int i = 0; i < Math.min(count, asks.depth); i++) {
            levels.addAsk(asks.price(i), asks.size(i));
        }
    }
}

package spillway.exchange.book;

import java.io.IOException;
import java.util.Arrays;
import spillway.exchange.state.StateReader;
import spillway.exchange.state.StateWriter;

/// Orders queued by price, first come first served within a price; both sides of a book in one.
///
/// ## Layout
///
/// Orders rest in **blocks** of seven, each one price's, and the blocks of a price form a list:
///
/// ```
/// block b    long[16], at b × 16 in the one array
///   [0]      next block << 32 | previous block          0 = none; block 0 is no block
///   [1]      cell of its price << 32 | live entries in bits 1..7
///   [2 e]    size word of entry e, 1..7
///   [2 e+1]  owner word of entry e, 0 when free
/// cell c     long[2], at c × 2
///   [0]      first block << 32 | last block
///   [1]      lots of all orders there
/// ```
///
/// A **slot** is `block × 8 + entry`, so an order stands at `slot × 2` and its block's header at
/// `(slot & ~7) × 2`, both known from the id alone: cancelling is one trip to memory for the two
/// neighbouring lines and one to the level, where a doubly linked list takes a second trip to two
/// random neighbours. A queue is joined behind the last live entry of the last block and eaten from
/// the first live entry of the first, so turns are kept without a counter, and a sweep reads
/// contiguous memory. A block without live entries leaves at once; the worst an adversary gets is
/// one order to a block of 128 bytes.
///
/// Arrays double when full and never shrink.
final class PriceLadder {
    static final int NO_BID = 0;
    static final int NO_ASK = OrderBook.MAX_PRICE_TICKS + 1;

    static final int ENTRY_BITS = 3;
    static final int BLOCK_SHIFT = ENTRY_BITS + 1;
    static final long LIVE = 0xFE;

    private static final int ENTRY = 7;
    private static final int LEAST_BLOCKS = 1 << 8;
    private static final int FIRST_LEAVES = 1 << 6;
    private static final long LOW = 0xFFFF_FFFFL;

    final PriceTree tree = new PriceTree(FIRST_LEAVES);

    /// Highest price of side 0, lowest of side 1. In a ladder of triggers the prices that wait for
    /// a fall are side 0, those that wait for a rise side 1.
    private int bestOfBuys = NO_BID;

    private int bestOfSells = NO_ASK;

    long[] orders;
    long[] cells = new long[FIRST_LEAVES << 7];
    int live;

    /// @param expectedOrders orders for which memory is set aside, two to a block
    PriceLadder(int expectedOrders) {
        int blocksWanted = Math.max(LEAST_BLOCKS, expectedOrders / 2);
        orders = new long[Integer.highestOneBit(2 * blocksWanted - 1) << BLOCK_SHIFT];
        // No block looks like a full one, so that both are found by one test.
        orders[1] = LIVE;
    }

    private int blocks = 1;

    /// Head of the list of free blocks, linked through their first word.
    private int freeBlock;

    void save(StateWriter out) throws IOException {
        out.section("ladder");
        tree.save(out);
        out.number(orders.length);
        out.number(cells.length);
        out.numbers(orders, blocks << BLOCK_SHIFT);
        out.numbers(cells, Math.min(cells.length, tree.leaves() << 7));
        out.number(blocks);
        out.number(freeBlock);
        out.number(live);
        out.number(bestOfBuys);
        out.number(bestOfSells);
    }

    void load(StateReader in) throws IOException {
        in.section("ladder");
        tree.load(in);
        orders = new long[in.number("words of orders", 1 << BLOCK_SHIFT, 1 << 28)];
        cells = new long[in.number("words of cells", 1, 1 << 30)];
        in.numbers(orders);
        in.numbers(cells);
        blocks = in.number("blocks", 1, orders.length >>> BLOCK_SHIFT);
        freeBlock = in.number("the free block", 0, blocks);
        live = in.number("resting orders", 0, OrderBook.MAX_ORDERS);
        bestOfBuys = in.number("the best bid", NO_BID, OrderBook.MAX_PRICE_TICKS);
        bestOfSells = in.number("the best ask", 1, NO_ASK);
    }

    int best(int side) {
        return side == OrderWord.BUY ? bestOfBuys : bestOfSells;
    }

    private void setBest(int side, int price) {
        if (side == OrderWord.BUY) {
            bestOfBuys = price;
        } else {
            bestOfSells = price;
        }
    }

    static int index(int slot) {
        return slot << 1;
    }

    static int header(int slot) {
        return (slot & ~ENTRY) << 1;
    }

    /// Whether `slot` is where an order could be.
    boolean isEntry(int slot) {
        return (slot & ENTRY) != 0 && slot < blocks << ENTRY_BITS;
    }

    int firstBlock(int cell) {
        return (int) (cells[cell << 1] >>> 32);
    }

    int priceAt(int slot) {
        return tree.price((int) (orders[header(slot) + 1] >>> 32));
    }

    int nextBlock(int block) {
        return (int) (orders[block << BLOCK_SHIFT] >>> 32);
    }

    /// Reads what queueing at `price` and what taking out `slot` will need; the result is of no
    /// meaning. Any values will do, 0 where there is no price or slot: there is no branch in here,
    /// because a wrongly predicted one costs more than the reading saves. The lengths of all arrays
    /// are powers of two.
    long touch(int price, int slot) {
        long[] orders = this.orders;
        long[] cells = this.cells;
        int cell = tree.probablyCell(price);
        int last = (int) cells[(cell << 1) & (cells.length - 1)];
        long header = orders[(header(slot) + 1) & (orders.length - 1)];
        return orders[((last << BLOCK_SHIFT) + 1) & (orders.length - 1)]
                + orders[index(slot) & (orders.length - 1)]
                + cells[(int) (header >>> 31) & (cells.length - 1)];
    }

    /// Queues an order at the end of its price; returns its slot.
    int append(int side, int price, long size, long owner) {
        int cell = tree.cell(price);
        int at = cell << 1;
        if (at >= cells.length) {
            cells = Arrays.copyOf(cells, tree.leafCapacity() << 7);
        }
        int last = (int) cells[at];
        int head = last << BLOCK_SHIFT;
        long state = orders[head + 1];
        int entry = 64 - Long.numberOfLeadingZeros(state & LIVE);
        if (entry > ENTRY) {
            last = extend(side, price, cell, last);
            head = last << BLOCK_SHIFT;
            state = (long) cell << 32;
            entry = 1;
        }
        long[] orders = this.orders;
        orders[head + 1] = state | 1L << entry;
        orders[head + 2 * entry] = size;
        orders[head + 2 * entry + 1] = owner;
        cells[at + 1] += OrderWord.lots(size);
        live++;
        return last << ENTRY_BITS | entry;
    }

    /// A new last block for a cell whose last block, if any, is full.
    private int extend(int side, int price, int cell, int last) {
        int block = takeBlock();
        int at = block << BLOCK_SHIFT;
        orders[at] = last;
        long ends = cells[cell << 1];
        if (last == 0) {
            ends = (long) block << 32;
            tree.add(cell);
            int sign = 1 - 2 * side;
            if ((price - best(side)) * sign > 0) {
                setBest(side, price);
            }
        } else {
            orders[last << BLOCK_SHIFT] |= (long) block << 32;
        }
        cells[cell << 1] = (ends & ~LOW) | block;
        return block;
    }

    /// Takes an order out.
    void remove(int side, int slot) {
        int at = index(slot);
        int head = header(slot);
        long state = orders[head + 1] & ~(1L << (slot & ENTRY));
        orders[head + 1] = state;
        orders[at + 1] = 0;
        live--;
        int cell = (int) (state >>> 32);
        cells[(cell << 1) + 1] -= OrderWord.lots(orders[at]);
        if ((state & LIVE) == 0) {
            drop(side, cell, slot >>> ENTRY_BITS);
        }
    }

    /// Takes `lots` off an order that keeps its turn.
    void reduce(int slot, long lots) {
        orders[index(slot)] -= lots << OrderWord.LOTS_SHIFT;
        int cell = (int) (orders[header(slot) + 1] >>> 32);
        cells[(cell << 1) + 1] -= lots;
    }

    /// Takes an empty block out of its price, and the price out when it was the last block.
    void drop(int side, int cell, int block) {
        if (orders[block << BLOCK_SHIFT] == 0) {
            orders[block << BLOCK_SHIFT] = freeBlock;
            freeBlock = block;
            cells[cell << 1] = 0;
            closeLevel(side, cell);
        } else {
            unlink(cell, block);
        }
    }

    /// Takes a block out that is not the only one of its price.
    private void unlink(int cell, int block) {
        long links = orders[block << BLOCK_SHIFT];
        int next = (int) (links >>> 32);
        int previous = (int) links;
        orders[block << BLOCK_SHIFT] = freeBlock;
        freeBlock = block;
        long ends = cells[cell << 1];
        if (next == 0) {
            ends = (ends & ~LOW) | previous;
        } else {
            orders[next << BLOCK_SHIFT] = (orders[next << BLOCK_SHIFT] & ~LOW) | previous;
        }
        if (previous == 0) {
            ends = (ends & LOW) | (long) next << 32;
        } else {
            orders[previous << BLOCK_SHIFT] =
                    (orders[previous << BLOCK_SHIFT] & LOW) | (long) next << 32;
        }
        cells[cell << 1] = ends;
    }

    private void closeLevel(int side, int cell) {
        int price = tree.price(cell);
        if (price == best(side)) {
            setBest(side, behind(side, price));
        }
        tree.remove(cell);
    }

    /// The next price of `side` behind `price`, or the sign of an empty side.
    int behind(int side, int price) {
        if (side == 0) {
            int next = tree.below(price);
            return next == PriceTree.NONE ? NO_BID : next;
        }
        int next = tree.above(price);
        return next == PriceTree.NONE ? NO_ASK : next;
    }

    private int takeBlock() {
        int block = freeBlock;
        if (block != 0) {
            freeBlock = (int) orders[block << BLOCK_SHIFT];
            return block;
        }
        if (blocks << BLOCK_SHIFT == orders.length) {
            orders = Arrays.copyOf(orders, orders.length * 2);
        }
        return blocks++;
    }
}

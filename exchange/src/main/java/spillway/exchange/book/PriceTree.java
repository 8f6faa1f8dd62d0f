package spillway.exchange.book;

import java.io.IOException;
import java.util.Arrays;
import spillway.exchange.state.StateReader;
import spillway.exchange.state.StateWriter;

/// The set of prices that have a level, and the cell of each.
///
/// A tree of 64-way nodes over 30-bit prices: a leaf covers 64 neighbouring ticks with one word of
/// bits, four levels of inner nodes lead to it. Finding, adding, removing and stepping to the next
/// price are at most five steps whatever the prices are, so no stream of far, sparse or colliding
/// prices slows it down; memory follows the occupied leaves. A direct-mapped table of recently used
/// leaves makes the usual lookup near the touch two loads.
///
/// A **cell** is `leaf × 64 + tick`, at least 64. The caller keeps its level at that index.
final class PriceTree {
    /// No such price.
    static final int NONE = -1;

    private static final int FAN_OUT_BITS = 6;
    private static final int FAN_OUT = 1 << FAN_OUT_BITS;
    private static final int DIGIT = FAN_OUT - 1;

    /// Inner levels; with the leaf they hold five digits of six bits.
    private static final int DEPTH = 4;

    private static final int ROOT = 0;
    private static final int RECENT = 1 << 10;

    /// The key of a leaf that is not in use.
    private static final int FREE = -1;

    /// An entry of the table of recent leaves that fits no key.
    private static final long NOTHING = -1;

    /// Recently used leaves by the low bits of their key: `key << 32 | leaf`.
    private final long[] recent = new long[RECENT];

    /// `price >>> 6` of each leaf. Leaf 0 is never used.
    private int[] leafKey;

    /// Which ticks of each leaf have a level.
    private long[] leafBits;

    private int leaves = 1;
    private int[] freeLeaves = new int[FAN_OUT];
    private int freeLeafCount;

    /// Which children each inner node has.
    private long[] nodeBits = new long[FAN_OUT];

    /// The children of each inner node, nodes at the bottom holding leaves.
    private int[] children = new int[FAN_OUT * FAN_OUT];

    private int nodes = 1;
    private int[] freeNodes = new int[FAN_OUT];
    private int freeNodeCount;

    /// The nodes from root to bottom that the last descent came through.
    private final int[] path = new int[DEPTH];

    PriceTree(int leafCapacity) {
        leafKey = new int[leafCapacity];
        Arrays.fill(leafKey, FREE);
        Arrays.fill(recent, NOTHING);
        leafBits = new long[leafCapacity];
    }

    /// All but the recent leaves, which only save time.
    void save(StateWriter out) throws IOException {
        out.number(leafKey.length);
        out.number(nodeBits.length);
        out.numbers(leafKey, leaves);
        out.numbers(leafBits, leaves);
        out.numbers(freeLeaves, freeLeafCount);
        out.numbers(nodeBits, nodes);
        out.numbers(children, nodes * FAN_OUT);
        out.numbers(freeNodes, freeNodeCount);
    }

    void load(StateReader in) throws IOException {
        leafKey = new int[in.number("leaves", 1, 1 << 24)];
        Arrays.fill(leafKey, FREE);
        Arrays.fill(recent, NOTHING);
        leafBits = new long[leafKey.length];
        nodeBits = new long[in.number("nodes", 1, 1 << 24)];
        children = new int[nodeBits.length * FAN_OUT];
        freeLeaves = new int[Math.max(FAN_OUT, leafKey.length)];
        freeNodes = new int[Math.max(FAN_OUT, nodeBits.length)];
        leaves = in.numbers(leafKey);
        in.numbers(leafBits);
        freeLeafCount = in.numbers(freeLeaves);
        nodes = in.numbers(nodeBits);
        in.numbers(children);
        freeNodeCount = in.numbers(freeNodes);
    }

    /// Leaves made so far, in use or free.
    int leaves() {
        return leaves;
    }

    /// Leaves that fit before the arrays grow; cells are `< 64 ×` this.
    int leafCapacity() {
        return leafKey.length;
    }

    int price(int cell) {
        return leafKey[cell >>> FAN_OUT_BITS] << FAN_OUT_BITS | (cell & DIGIT);
    }

    /// The cell of a price that may or may not have a level, in a leaf that is made if need be. The
    /// caller must [#add] the price, or have it already.
    int cell(int price) {
        int key = price >>> FAN_OUT_BITS;
        long entry = recent[key & (RECENT - 1)];
        int leaf = entry >>> 32 == key ? (int) entry : openLeaf(key);
        return leaf << FAN_OUT_BITS | (price & DIGIT);
    }

    /// The cell of `price`, or of another price, or none: to look ahead with.
    int probablyCell(int price) {
        long[] recent = this.recent;
        int leaf = (int) recent[(price >>> FAN_OUT_BITS) & (recent.length - 1)];
        return leaf << FAN_OUT_BITS | (price & DIGIT);
    }

    /// The cell of a price that has a level, else 0.
    int find(int price) {
        int leaf = findLeaf(price >>> FAN_OUT_BITS);
        boolean there = (leafBits[leaf] >>> (price & DIGIT) & 1) != 0;
        return there ? leaf << FAN_OUT_BITS | (price & DIGIT) : 0;
    }

    /// Marks the price of `cell` as having a level.
    void add(int cell) {
        leafBits[cell >>> FAN_OUT_BITS] |= 1L << (cell & DIGIT);
    }

    /// Takes the level at `cell` out.
    void remove(int cell) {
        int leaf = cell >>> FAN_OUT_BITS;
        long bits = leafBits[leaf] & ~(1L << (cell & DIGIT));
        leafBits[leaf] = bits;
        if (bits == 0) {
            closeLeaf(leaf);
        }
    }

    /// The lowest price with a level above `price`, or [#NONE].
    int above(int price) {
        int key = price >>> FAN_OUT_BITS;
        int leaf = findLeaf(key);
        long bits = leaf == 0 ? 0 : leafBits[leaf] & bitsAbove(price & DIGIT);
        if (bits == 0) {
            leaf = leafAbove(key);
            if (leaf == 0) {
                return NONE;
            }
            bits = leafBits[leaf];
        }
        return leafKey[leaf] << FAN_OUT_BITS | Long.numberOfTrailingZeros(bits);
    }

    /// The highest price with a level below `price`, or [#NONE].
    int below(int price) {
        int key = price >>> FAN_OUT_BITS;
        int leaf = findLeaf(key);
        long bits = leaf == 0 ? 0 : leafBits[leaf] & bitsBelow(price & DIGIT);
        if (bits == 0) {
            leaf = leafBelow(key);
            if (leaf == 0) {
                return NONE;
            }
            bits = leafBits[leaf];
        }
        return leafKey[leaf] << FAN_OUT_BITS | DIGIT - Long.numberOfLeadingZeros(bits);
    }

    private int findLeaf(int key) {
        long entry = recent[key & (RECENT - 1)];
        if (entry >>> 32 == key) {
            return (int) entry;
        }
        int node = ROOT;
        for (int level = DEPTH - 1; level >= 0; level--) {
            int digit = digit(key, level);
            if ((nodeBits[node] >>> digit & 1) == 0) {
                return 0;
            }
            node = children[node << FAN_OUT_BITS | digit];
        }
        remember(key, node);
        return node;
    }

    private int openLeaf(int key) {
        int leaf = findLeaf(key);
        if (leaf != 0) {
            return leaf;
        }
        int node = ROOT;
        for (int level = DEPTH - 1; level > 0; level--) {
            int digit = digit(key, level);
            if ((nodeBits[node] >>> digit & 1) == 0) {
                int child = takeNode();
                children[node << FAN_OUT_BITS | digit] = child;
                nodeBits[node] |= 1L << digit;
            }
            node = children[node << FAN_OUT_BITS | digit];
        }
        leaf = takeLeaf(key);
        children[node << FAN_OUT_BITS | digit(key, 0)] = leaf;
        nodeBits[node] |= 1L << digit(key, 0);
        remember(key, leaf);
        return leaf;
    }

    private void closeLeaf(int leaf) {
        int key = leafKey[leaf];
        leafKey[leaf] = FREE;
        if (recent[key & (RECENT - 1)] >>> 32 == key) {
            recent[key & (RECENT - 1)] = NOTHING;
        }
        if (freeLeafCount == freeLeaves.length) {
            freeLeaves = Arrays.copyOf(freeLeaves, freeLeafCount * 2);
        }
        freeLeaves[freeLeafCount++] = leaf;
        descend(key);
        for (int level = 0; level < DEPTH; level++) {
            int node = path[level];
            long bits = nodeBits[node] & ~(1L << digit(key, level));
            nodeBits[node] = bits;
            if (bits != 0 || node == ROOT) {
                return;
            }
            giveNode(node);
        }
    }

    private void remember(int key, int leaf) {
        recent[key & (RECENT - 1)] = (long) key << 32 | leaf;
    }

    private void descend(int key) {
        int node = ROOT;
        for (int level = DEPTH - 1; level >= 0; level--) {
            path[level] = node;
            node = children[node << FAN_OUT_BITS | digit(key, level)];
        }
    }

    private int leafAbove(int key) {
        int level = descendWhileThere(key);
        for (; level < DEPTH; level++) {
            long bits = nodeBits[path[level]] & bitsAbove(digit(key, level));
            if (bits != 0) {
                int node = child(level, Long.numberOfTrailingZeros(bits));
                while (--level >= 0) {
                    int first = Long.numberOfTrailingZeros(nodeBits[node]);
                    node = children[node << FAN_OUT_BITS | first];
                }
                return node;
            }
        }
        return 0;
    }

    private int leafBelow(int key) {
        int level = descendWhileThere(key);
        for (; level < DEPTH; level++) {
            long bits = nodeBits[path[level]] & bitsBelow(digit(key, level));
            if (bits != 0) {
                int node = child(level, DIGIT - Long.numberOfLeadingZeros(bits));
                while (--level >= 0) {
                    int last = DIGIT - Long.numberOfLeadingZeros(nodeBits[node]);
                    node = children[node << FAN_OUT_BITS | last];
                }
                return node;
            }
        }
        return 0;
    }

    private int child(int level, int digit) {
        return children[path[level] << FAN_OUT_BITS | digit];
    }

    /// Fills [#path] from the root as far as nodes for `key` exist; returns the level reached.
    private int descendWhileThere(int key) {
        int node = ROOT;
        int level = DEPTH - 1;
        path[level] = node;
        while (level > 0 && (nodeBits[node] >>> digit(key, level) & 1) != 0) {
            node = children[node << FAN_OUT_BITS | digit(key, level)];
            path[--level] = node;
        }
        return level;
    }

    private int takeLeaf(int key) {
        int leaf;
        if (freeLeafCount > 0) {
            leaf = freeLeaves[--freeLeafCount];
        } else {
            if (leaves == leafKey.length) {
                leafKey = Arrays.copyOf(leafKey, leaves * 2);
                Arrays.fill(leafKey, leaves, leaves * 2, FREE);
                leafBits = Arrays.copyOf(leafBits, leaves * 2);
            }
            leaf = leaves++;
        }
        leafKey[leaf] = key;
        return leaf;
    }

    private int takeNode() {
        if (freeNodeCount > 0) {
            return freeNodes[--freeNodeCount];
        }
        if (nodes == nodeBits.length) {
            nodeBits = Arrays.copyOf(nodeBits, nodes * 2);
            children = Arrays.copyOf(children, nodes * 2 * FAN_OUT);
        }
        return nodes++;
    }

    private void giveNode(int node) {
        if (freeNodeCount == freeNodes.length) {
            freeNodes = Arrays.copyOf(freeNodes, freeNodeCount * 2);
        }
        freeNodes[freeNodeCount++] = node;
    }

    private static int digit(int key, int level) {
        return (key >>> (level * FAN_OUT_BITS)) & DIGIT;
    }

    private static long bitsAbove(int digit) {
        return -2L << digit;
    }

    private static long bitsBelow(int digit) {
        return (1L << digit) - 1;
    }
}

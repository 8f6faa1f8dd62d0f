package spillway.exchange.positions;

/// A few positions side by side in memory, shown by [LiquidationIndex] and moved on after each
/// call: read it at once, do not keep it.
public final class PositionBlock {
    private static final int BLOCK = Revaluer.BLOCK;

    private long[] fields = new long[0];
    private int[] numbers = new int[0];
    private int at;
    private int numberAt;
    private int size;

    PositionBlock() {}

    void moveTo(long[] newFields, int[] newNumbers, int block, int newSize) {
        fields = newFields;
        numbers = newNumbers;
        at = Revaluer.wordOf(block);
        numberAt = block * BLOCK;
        size = newSize;
    }

    /// How many, at least 1.
    public int size() {
        return size;
    }

    /// The caller's number of a position, `0 <= i < size()`.
    public int number(int i) {
        return numbers[numberAt + i];
    }

    /// Its size, longs positive and shorts negative.
    public long lots(int i) {
        return fields[at + i];
    }

    /// `lots × entry price`, in tick-lots, signed as the lots.
    public long cost(int i) {
        return fields[at + BLOCK + i];
    }

    /// What backs it, in tick-lots.
    public long margin(int i) {
        return fields[at + 2 * BLOCK + i];
    }
}

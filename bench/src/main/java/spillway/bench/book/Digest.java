package spillway.bench.book;

/// A number that depends on every value put in, and on their order.
final class Digest {
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    long value;
    long trades;

    void trade(long price, long lots, long makerAccount, boolean makerDone) {
        trades++;
        value =
                (value ^ (price << 32 ^ lots << 16 ^ makerAccount << 1 ^ (makerDone ? 1 : 0)))
                        * FACTOR;
    }

    void level(long price, long lots) {
        value = (value ^ (price << 32 ^ lots)) * FACTOR;
    }
}

package spillway.bench.book;

/// A book under test, with a stream prepared for it. Used once.
public interface Engine {
    String name();

    /// Runs commands `from` (inclusive) to `to` (exclusive) of the stream.
    void run(int from, int to);

    /// What all trades so far come to: price, lots, owner of the resting order and whether that is
    /// done, in their order.
    long trades();

    long tradeCount();

    /// What all levels of both sides come to: price and lots, best first.
    long levels();
}

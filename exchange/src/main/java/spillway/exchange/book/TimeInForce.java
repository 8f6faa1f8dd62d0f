package spillway.exchange.book;

/// How long an order may wait, and whether it may take.
public enum TimeInForce {
    /// Trades what it can; the rest waits in the book until it is cancelled.
    GOOD_TILL_CANCELLED(0),
    /// Trades what it can; the rest is cancelled.
    IMMEDIATE_OR_CANCEL(1),
    /// Trades all of it at once or none of it.
    FILL_OR_KILL(2),
    /// Waits in the book and never takes: rejected if it would trade at once.
    POST_ONLY(3);

    /// The number of this variant in a packed word, two bits.
    final int code;

    TimeInForce(int code) {
        this.code = code;
    }
}

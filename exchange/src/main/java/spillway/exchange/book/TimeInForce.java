package spillway.exchange.book;

/// How long an order may wait, and whether it may take.
public enum TimeInForce {
    /// Trades what it can; the rest waits in the book until it is cancelled.
    GOOD_TILL_CANCELLED(OrderWord.GOOD_TILL_CANCELLED),
    /// Trades what it can; the rest is cancelled.
    IMMEDIATE_OR_CANCEL(OrderWord.IMMEDIATE_OR_CANCEL),
    /// Trades all of it at once or none of it.
    FILL_OR_KILL(OrderWord.FILL_OR_KILL),
    /// Waits in the book and never takes: rejected if it would trade at once.
    POST_ONLY(OrderWord.POST_ONLY);

    /// The number of this variant in a packed word, two bits.
    final int code;

    TimeInForce(int code) {
        this.code = code;
    }
}

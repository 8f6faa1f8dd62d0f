package spillway.exchange.book;

/// What happens when an order meets a resting order of its own account. The taker's choice counts;
/// the resting order's own choice does not.
public enum SelfTrade {
    /// The account trades with itself.
    ALLOW(0),
    /// The taker's remainder is cancelled; the resting order stays.
    CANCEL_TAKER(1),
    /// The resting order is cancelled; the taker goes on.
    CANCEL_MAKER(2),
    /// Both are cancelled.
    CANCEL_BOTH(3);

    /// The number of this variant in a packed word, two bits.
    final int code;

    SelfTrade(int code) {
        this.code = code;
    }
}

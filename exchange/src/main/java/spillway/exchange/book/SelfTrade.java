package spillway.exchange.book;

/// What happens when an order meets a resting order of its own account. The taker's choice counts;
/// the resting order's own choice does not.
public enum SelfTrade {
    /// The account trades with itself.
    ALLOW(OrderWord.ALLOW),
    /// The taker's remainder is cancelled; the resting order stays.
    CANCEL_TAKER(OrderWord.CANCEL_TAKER),
    /// The resting order is cancelled; the taker goes on.
    CANCEL_MAKER(OrderWord.CANCEL_MAKER),
    /// Both are cancelled.
    CANCEL_BOTH(OrderWord.CANCEL_BOTH);

    /// The number of this variant in a packed word, two bits.
    final int code;

    SelfTrade(int code) {
        this.code = code;
    }
}

package spillway.exchange.book;

/// What an order may do to the position of its account.
public enum Exposure {
    /// Open, enlarge, shrink or turn it.
    ANY(0),
    /// Only shrink it; see [ReduceLimits].
    REDUCE_ONLY(1);

    /// The number of this variant in a packed word, one bit.
    final int code;

    Exposure(int code) {
        this.code = code;
    }
}

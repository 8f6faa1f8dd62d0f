package spillway.exchange.book;

/// Which way an order trades.
public enum OrderSide {
    BUY(OrderWord.BUY),
    SELL(OrderWord.SELL);

    /// The number of this side in packed words and arrays.
    final int code;

    OrderSide(int code) {
        this.code = code;
    }

    public OrderSide opposite() {
        return this == BUY ? SELL : BUY;
    }

    /// The side in a code of [OrderTerms#code].
    public static OrderSide ofCode(int code) {
        return of(code & OrderWord.SIDE);
    }

    static OrderSide of(int code) {
        return code == OrderWord.BUY ? BUY : SELL;
    }
}

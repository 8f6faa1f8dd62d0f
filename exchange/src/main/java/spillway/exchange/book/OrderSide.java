package spillway.exchange.book;

/// Which way an order trades.
public enum OrderSide {
    BUY(0),
    SELL(1);

    /// The number of this side in packed words and arrays.
    final int code;

    OrderSide(int code) {
        this.code = code;
    }

    public OrderSide opposite() {
        return this == BUY ? SELL : BUY;
    }

    static OrderSide of(int code) {
        return code == BUY.code ? BUY : SELL;
    }
}

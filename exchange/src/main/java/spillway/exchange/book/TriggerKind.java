package spillway.exchange.book;

/// Which way the reference price must move to wake a conditional order.
public enum TriggerKind {
    /// Against the position it closes: a buy wakes at or above its trigger, a sell at or below.
    STOP,
    /// With the position it closes: a buy wakes at or below its trigger, a sell at or above.
    TAKE_PROFIT;

    /// Whether an order of this kind waits for the price to rise to its trigger.
    boolean wakesOnRise(OrderSide orderSide) {
        return switch (this) {
            case STOP -> orderSide == OrderSide.BUY;
            case TAKE_PROFIT -> orderSide == OrderSide.SELL;
        };
    }
}

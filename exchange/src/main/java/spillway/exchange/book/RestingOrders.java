package spillway.exchange.book;

/// Receives the orders that rest in a book, in the order in which they would trade.
@FunctionalInterface
public interface RestingOrders {
    void order(long orderId, int account, long priceTicks, long lots, Exposure exposure);
}

package spillway.exchange.book;

/// The price that a conditional order watches.
public enum ReferencePrice {
    /// The price of trades in this book; each trade counts, not only the last one of a command.
    LAST,
    /// The mark price, as told by [OrderBook#markPrice].
    MARK
}

package spillway.exchange.book;

/// What a book told its sink, orders named by their number.
sealed interface Event {
    record Accepted(long number, int account, OrderSide side, long price, long lots)
            implements Event {}

    record Rejected(long number, int account, RejectReason reason) implements Event {}

    record Filled(
            long taker,
            int takerAccount,
            long maker,
            int makerAccount,
            OrderSide takerSide,
            long price,
            long lots,
            long makerLotsLeft)
            implements Event {}

    record Rested(long number, int account, OrderSide side, long price, long lots)
            implements Event {}

    record Cancelled(
            long number, int account, OrderSide side, long price, long lots, CancelReason reason)
            implements Event {}

    record Reduced(long number, int account, OrderSide side, long price, long lotsLeft)
            implements Event {}

    record Replaced(long number, int account) implements Event {}

    record Armed(long number, int account, OrderSide side, long trigger, long lots)
            implements Event {}

    record Triggered(long number, int account) implements Event {}
}

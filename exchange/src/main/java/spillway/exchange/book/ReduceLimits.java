package spillway.exchange.book;

/// The book's one question about positions: how much of an account's position an order may still
/// close.
///
/// Asked for reduce-only orders alone: when they arrive, and each time a resting one is about to
/// trade. The answer must already count every fill that the [BookSink] has been told of.
@FunctionalInterface
public interface ReduceLimits {
    /// No account has a position: every reduce-only order is rejected.
    ReduceLimits NO_POSITIONS = (account, orderSide) -> 0;

    /// Lots that an order of `orderSide` may trade before the position of `account` is flat; 0 or
    /// less if it would enlarge the position. A fill of `n` lots on that side lowers it by `n`.
    long reducibleLots(int account, OrderSide orderSide);
}

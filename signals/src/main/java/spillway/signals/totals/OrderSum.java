package spillway.signals.totals;

/// Some orders: how many, and what they were worth together.
///
/// @param count number of orders as told, `>= 0`: one that its venue tells fill by fill counts once
///   for each fill
/// @param microUsd exact sum of their notionals, in micro-dollars
public record OrderSum(long count, long microUsd) {
    public static final OrderSum NONE = new OrderSum(0, 0);

    /// Both together.
    ///
    /// @throws ArithmeticException past 9.2 trillion dollars
    public OrderSum plus(OrderSum other) {
        return new OrderSum(
                Math.addExact(count, other.count), Math.addExact(microUsd, other.microUsd));
    }
}

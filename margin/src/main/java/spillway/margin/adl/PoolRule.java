package spillway.margin.adl;

import spillway.margin.Rational;

/// When Bybit starts to deleverage on an insurance pool, and when it stops (bybit-exchange/docs,
/// `docs/v5/market/adl-alert.mdx`).
///
/// By drawdown while the pool holds more than `leastBalance`: from the drawdown's threshold on,
/// until its ratio is above `stopRatio`. By an empty pool: from a balance of zero or below, until
/// it is above zero. A symbol that is taken out of its pool is treated as if the pool were empty.
///
/// @param leastBalance the alert's `adlTriggerThreshold`, in the pool's currency
/// @param stopRatio the alert's `adlStopRatio`: −0.25
public record PoolRule(Rational leastBalance, Rational stopRatio) {
    /// Whether deleveraging starts.
    public boolean starts(Rational balance, PoolDrawdown drawdown) {
        return isEmpty(balance) || (countsDrawdown(balance) && drawdown.isTriggered());
    }

    /// Whether deleveraging that has started goes on.
    public boolean goesOn(Rational balance, PoolDrawdown drawdown) {
        return isEmpty(balance)
                || (countsDrawdown(balance) && drawdown.ratio().compareTo(stopRatio) <= 0);
    }

    private static boolean isEmpty(Rational balance) {
        return balance.signum() <= 0;
    }

    private boolean countsDrawdown(Rational balance) {
        return balance.compareTo(leastBalance) > 0;
    }
}

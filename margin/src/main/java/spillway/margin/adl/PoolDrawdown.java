package spillway.margin.adl;

import spillway.margin.Rational;

/// Bybit's trigger of auto-deleveraging by the loss of one symbol on its insurance pool
/// (bybit-exchange/docs, `docs/v5/market/adl-alert.mdx`, with three numeric examples).
///
/// `ratio = (symbol PnL − its 8 h maximum) ÷ the pool's 8 h maximum`. At or below the threshold ADL
/// closes only what lies beyond it: equality triggers and closes nothing, as in example 2.
///
/// @param symbolPnl what the symbol has earned the pool, now
/// @param symbolPnlMax8h its maximum over eight hours
/// @param poolMax8h the pool's largest balance over eight hours, `> 0`
/// @param threshold −0.3 since 2025-12-19; an older text says −1
public record PoolDrawdown(
        Rational symbolPnl, Rational symbolPnlMax8h, Rational poolMax8h, Rational threshold) {
    public PoolDrawdown {
        if (poolMax8h.signum() <= 0) {
            throw new IllegalArgumentException("poolMax8h must be > 0, was " + poolMax8h);
        }
    }

    /// The symbol's loss from its peak as a fraction of the pool's peak; at most 0 after a loss.
    public Rational ratio() {
        return symbolPnl.minus(symbolPnlMax8h).dividedBy(poolMax8h);
    }

    public boolean isTriggered() {
        return ratio().compareTo(threshold) <= 0;
    }

    /// The loss beyond the threshold, which ADL has to close; zero where not triggered.
    public Rational lossToClose() {
        Rational loss = symbolPnlMax8h.minus(symbolPnl);
        return loss.plus(threshold.times(poolMax8h)).max(Rational.ZERO);
    }
}

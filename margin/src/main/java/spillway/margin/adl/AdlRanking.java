package spillway.margin.adl;

import spillway.margin.Rational;
import spillway.market.PositionSide;

/// The score by which a venue orders the winners that it may close; the highest is closed first.
public enum AdlRanking {
    /// Profit × leverage where in profit, profit ÷ leverage where not; leverage = |mark value| ÷
    /// (mark value − bankrupt value), profit = (mark value − entry value) ÷ |entry value|
    /// (bitmex.com/app/autoDeleveraging). The bankrupt value is taken from the account's equity.
    BITMEX {
        @Override
        public Rational score(AdlCandidate c) {
            Rational profit = Rational.of(c.profit(), c.entryValue());
            Rational leverage = Rational.of(c.value(), Math.max(1, c.equity()));
            return c.profit() > 0 ? profit.times(leverage) : profit.dividedBy(leverage);
        }
    },
    /// `max(0, profit) ÷ max(1, wallet) × margin ratio`, where the margin ratio is maintenance ÷
    /// (wallet + profit), or 0 where that is not positive
    /// (binance.com/en/support/faq/360033525471). The 1 beside the wallet is one whole unit of the
    /// currency.
    BINANCE {
        @Override
        public Rational score(AdlCandidate c) {
            return binanceScore(
                    Rational.of(c.profit()),
                    Rational.of(c.wallet()),
                    Rational.of(c.maintenance()),
                    Rational.of(c.unit()));
        }
    },
    /// `(mark ÷ entry) × (notional ÷ account value)` for longs (hyperliquid.gitbook.io,
    /// trading/auto-deleveraging); for shorts, which the page does not spell out, the price ratio
    /// is inverted, the only reading that puts winners first.
    HYPERLIQUID {
        @Override
        public Rational score(AdlCandidate c) {
            return hyperliquidIndex(
                    c.side(),
                    Rational.of(c.value(), c.entryValue()),
                    Rational.of(c.value(), Math.max(1, c.equity())));
        }
    },
    /// Unrealised profit ÷ entry value × value ÷ equity, in profit or not: what OKX, Bybit, Bitget
    /// and Kraken say in words without a formula. An assumption wherever it is used.
    LEVERAGED_RETURN {
        @Override
        public Rational score(AdlCandidate c) {
            return Rational.of(c.profit(), c.entryValue())
                    .times(Rational.of(c.value(), Math.max(1, c.equity())));
        }
    };

    /// The score of a position; the highest is closed first.
    public abstract Rational score(AdlCandidate candidate);

    /// Hyperliquid's index.
    ///
    /// @param markToEntry mark price ÷ entry price
    /// @param leverage notional ÷ account value
    public static Rational hyperliquidIndex(
            PositionSide side, Rational markToEntry, Rational leverage) {
        Rational moved =
                side == PositionSide.LONG ? markToEntry : Rational.ONE.dividedBy(markToEntry);
        return moved.times(leverage);
    }

    /// Binance's score, with `one` the amount that is one whole unit of the settlement currency.
    public static Rational binanceScore(
            Rational profit, Rational wallet, Rational maintenance, Rational one) {
        Rational equity = wallet.plus(profit);
        if (equity.signum() <= 0) {
            return Rational.ZERO;
        }
        Rational gain = profit.max(Rational.ZERO).dividedBy(wallet.max(one));
        return gain.times(maintenance.dividedBy(equity));
    }
}

package spillway.margin.liquidation;

import spillway.margin.Rational;

/// What the insurance fund gets from a liquidation order that is filled better than bankruptcy.
/// Worse fills it pays in full, where there is one.
public enum FundRule {
    /// The whole surplus (Bybit, BitMEX, OKX).
    WHOLE_SURPLUS,
    /// A fee on the value filled, at most the surplus (dYdX v4, Binance, Deribit).
    FEE_UP_TO_SURPLUS,
    /// Nothing: the trader keeps it (Kraken; Hyperliquid while orders meet the book).
    NOTHING;

    /// What the fund receives; negative where it pays.
    ///
    /// @param surplus proceeds at the fill less proceeds at the bankruptcy price
    /// @param fee the fee on the value filled
    public Rational receives(Rational surplus, Rational fee) {
        if (surplus.signum() <= 0) {
            return surplus;
        }
        return switch (this) {
            case WHOLE_SURPLUS -> surplus;
            case FEE_UP_TO_SURPLUS -> fee.min(surplus);
            case NOTHING -> Rational.ZERO;
        };
    }
}

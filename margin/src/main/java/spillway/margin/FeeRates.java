package spillway.margin;

/// What an account pays for its fills, as fractions of their value. A negative rate is a rebate.
///
/// @param maker for an order that rested
/// @param taker for an order that did not
/// @param liquidation for a fill of a liquidation order: the venue's clearance fee, or the taker
///   fee where it has none
public record FeeRates(Rational maker, Rational taker, Rational liquidation) {
    /// What a fill was.
    public enum FillKind {
        MAKER,
        TAKER,
        LIQUIDATION
    }

    /// The fee on a fill in money units, rounded up: against the trader, rebates down.
    ///
    /// @param value of the fill in money units, `>= 0`
    public long fee(FillKind kind, long value) {
        Rational rate =
                switch (kind) {
                    case MAKER -> maker;
                    case TAKER -> taker;
                    case LIQUIDATION -> liquidation;
                };
        return rate.times(value).ceiling();
    }
}

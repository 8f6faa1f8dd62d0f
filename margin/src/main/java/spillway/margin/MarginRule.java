package spillway.margin;

/// The choices in which venues differ once their tiers and units are given.
///
/// @param basis which price maintenance margin is computed at
/// @param trigger what happens at exact equality
/// @param closingFee how the fee of a forced close is provided for
/// @param hedge what is charged for a long and a short of one instrument
public record MarginRule(
        MarginBasis basis, LiquidationTrigger trigger, ClosingFee closingFee, HedgeMargin hedge) {
    /// Mark-priced, strict, no closing fee, both legs charged: Binance.
    public static final MarginRule MARK_PRICED =
            new MarginRule(
                    MarginBasis.MARK_PRICE,
                    LiquidationTrigger.BELOW,
                    new ClosingFee.None(),
                    HedgeMargin.BOTH_LEGS);

    public MarginRule with(MarginBasis other) {
        return new MarginRule(other, trigger, closingFee, hedge);
    }

    public MarginRule with(LiquidationTrigger other) {
        return new MarginRule(basis, other, closingFee, hedge);
    }

    public MarginRule with(ClosingFee other) {
        return new MarginRule(basis, trigger, other, hedge);
    }

    public MarginRule with(HedgeMargin other) {
        return new MarginRule(basis, trigger, closingFee, other);
    }
}

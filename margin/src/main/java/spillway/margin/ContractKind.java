package spillway.margin;

/// How the value of a contract follows from its price.
public enum ContractKind {
    /// Value = size × price, settled in the quote currency.
    LINEAR,
    /// Value = size ÷ price, settled in the coin; the size is money.
    INVERSE,
    /// Value = size × multiplier × price, settled in a third coin.
    QUANTO
}

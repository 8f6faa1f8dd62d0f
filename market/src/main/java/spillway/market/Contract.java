package spillway.market;

/// How quantity and price of an instrument make money.
public enum Contract {
    /// Value = quantity × contract size × price; size in the coin, price in the quote currency.
    LINEAR,
    /// Value = quantity × contract size; the size is money already, margin is held in the coin.
    INVERSE
}

package spillway.margin.tiers;

/// What the floors and caps of a tier table are counted in.
public enum TierUnit {
    /// Value of the position in the quote currency: Binance USD-M, Bybit linear, Hyperliquid.
    QUOTE("quote"),
    /// Value of the position in the coin it settles in: Binance COIN-M, Bybit inverse.
    COIN("coin"),
    /// The venue's own number of contracts: OKX.
    CONTRACTS("contracts");

    private final String word;

    TierUnit(String word) {
        this.word = word;
    }

    /// The word that stands for it in files.
    public String word() {
        return word;
    }
}

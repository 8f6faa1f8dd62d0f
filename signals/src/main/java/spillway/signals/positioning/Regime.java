package spillway.signals.positioning;

/// What price and open interest did together over a day.
public enum Regime {
    /// Both rose.
    NEW_LONGS,
    /// Price rose, open interest fell.
    SHORT_COVERING,
    /// Price fell, open interest rose.
    NEW_SHORTS,
    /// Both fell.
    LONG_FLUSH,
    /// One of them did not move.
    FLAT;

    /// The regime of a day's two changes.
    ///
    /// @param price change
    /// @param openInterest change in coin
    public static Regime of(double price, double openInterest) {
        if (price == 0 || openInterest == 0) {
            return FLAT;
        }
        if (price > 0) {
            return openInterest > 0 ? NEW_LONGS : SHORT_COVERING;
        }
        return openInterest > 0 ? NEW_SHORTS : LONG_FLUSH;
    }
}

package spillway.exchange.venue;

/// How a venue computes its mark price.
///
/// @param rule from what
/// @param basisNs time constant of the moving average of what the book is above the index; an
///   exponential average with half a venue's window has the same mean age
/// @param everyNs between two computations
public record MarkTerms(Rule rule, long basisNs, long everyNs) {
    /// From what the mark price is made.
    public enum Rule {
        /// Told by [VenueInput#mark] alone.
        TOLD,
        /// The index (dYdX).
        INDEX,
        /// The index plus the average basis (OKX, Deribit).
        INDEX_AND_BASIS,
        /// The middle one of index carried to the next funding, index plus average basis, and last
        /// trade (Binance, Bybit).
        MEDIAN_WITH_LAST,
        /// The middle one of index plus average basis, the middle of bid, ask and last trade, and
        /// other venues' marks (Hyperliquid); without those, the mean of the first two.
        MEDIAN_WITH_OTHERS
    }

    /// Told from outside.
    public static final MarkTerms TOLD = new MarkTerms(Rule.TOLD, 1, 1_000_000_000L);

    public MarkTerms {
        if (basisNs < 1 || everyNs < 1) {
            throw new IllegalArgumentException(
                    "expected basisNs > 0 and everyNs > 0, found %d and %d"
                            .formatted(basisNs, everyNs));
        }
    }
}

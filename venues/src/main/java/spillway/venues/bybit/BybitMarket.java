package spillway.venues.bybit;

import spillway.market.Venue;

/// The markets of Bybit that are read. Linear and inverse contracts share one venue: no symbol is
/// in both.
enum BybitMarket {
    LINEAR("linear", "bybit"),
    INVERSE("inverse", "bybit"),
    SPOT("spot", "bybit-spot");

    /// Name in paths and queries.
    final String category;

    private final String venue;

    BybitMarket(String category, String venue) {
        this.category = category;
        this.venue = venue;
    }

    Venue venue() {
        return new Venue(venue);
    }
}

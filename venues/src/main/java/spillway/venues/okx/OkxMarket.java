package spillway.venues.okx;

import spillway.market.Venue;

/// The markets of OKX that are read. Both speak through the same addresses; names tell them apart.
enum OkxMarket {
    /// Swaps and dated futures.
    SWAP("okx"),
    SPOT("okx-spot");

    private final String venue;

    OkxMarket(String venue) {
        this.venue = venue;
    }

    Venue venue() {
        return new Venue(venue);
    }
}

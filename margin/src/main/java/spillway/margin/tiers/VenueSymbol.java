package spillway.margin.tiers;

import spillway.market.Venue;

/// A venue's own symbol for an exporter's unified one: `BTC/USDT:USDT` is `BTCUSDT` at Binance and
/// `BTC-USDT-SWAP` at OKX; `BTC/USDT:USDT-251226` is the future that expires then.
final class VenueSymbol {
    private VenueSymbol() {}

    static String of(Venue venue, String unified) {
        int slash = unified.indexOf('/');
        int colon = unified.indexOf(':');
        if (slash < 0 || colon < slash) {
            return unified;
        }
        String base = unified.substring(0, slash);
        String quote = unified.substring(slash + 1, colon);
        int dash = unified.indexOf('-', colon);
        String expiry = dash < 0 ? "" : unified.substring(dash + 1);
        return switch (venue.code()) {
            case "okx" -> base + '-' + quote + '-' + (expiry.isEmpty() ? "SWAP" : expiry);
            case "binance-coinm" -> base + quote + '_' + (expiry.isEmpty() ? "PERP" : expiry);
            case "bybit" -> bybit(base, quote) + (expiry.isEmpty() ? "" : '-' + expiry);
            case "hyperliquid" -> base;
            case "dydx-v4" -> base + "-USD";
            default -> base + quote + (expiry.isEmpty() ? "" : '_' + expiry);
        };
    }

    private static String bybit(String base, String quote) {
        return quote.equals("USDC") ? base + "PERP" : base + quote;
    }
}

package spillway.venues.binance;

import spillway.market.Venue;
import spillway.venues.protocol.Endpoints;

/// The three markets of Binance.
enum BinanceMarket {
    USDM("binance-usdm", "/fapi/v1", "wss://fstream.binance.com", "https://fapi.binance.com"),
    COINM("binance-coinm", "/dapi/v1", "wss://dstream.binance.com", "https://dapi.binance.com"),
    SPOT("binance-spot", "/api/v3", "wss://stream.binance.com:9443", "https://api.binance.com");

    private final String code;
    private final String webSocket;
    private final String rest;

    /// What REST paths start with.
    final String restPath;

    BinanceMarket(String code, String restPath, String webSocket, String rest) {
        this.code = code;
        this.restPath = restPath;
        this.webSocket = webSocket;
        this.rest = rest;
    }

    Venue venue() {
        return new Venue(code);
    }

    Endpoints endpoints() {
        return new Endpoints(webSocket, rest);
    }

    boolean isFutures() {
        return this != SPOT;
    }
}

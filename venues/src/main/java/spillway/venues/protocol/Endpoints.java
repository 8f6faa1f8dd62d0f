package spillway.venues.protocol;

/// Base URLs of a venue, without a slash at the end. Configuration everywhere: emulated venues and
/// proxies live elsewhere.
///
/// @param webSocket `wss://fstream.binance.com`
/// @param rest `https://fapi.binance.com`
public record Endpoints(String webSocket, String rest) {
    public Endpoints {
        if (webSocket.endsWith("/") || rest.endsWith("/")) {
            throw new IllegalArgumentException(
                    "base URLs must not end with '/', were " + webSocket + " and " + rest);
        }
    }
}

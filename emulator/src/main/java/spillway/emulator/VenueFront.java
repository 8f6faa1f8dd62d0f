package spillway.emulator;

import java.util.function.Consumer;
import spillway.venues.connect.HttpAnswer;

/// An emulated venue as its clients meet it, whatever carries the bytes: sockets, or a test. Used
/// on the venue's timeline.
public interface VenueFront {
    /// Name of the protocol: `binance-usdm`.
    String name();

    /// A client opens a WebSocket connection.
    ///
    /// @param target path and query: `/market/stream?streams=btcusdt@aggTrade`
    /// @param link the way back to it; nothing is sent before this returns
    /// @throws IllegalArgumentException if the venue serves no such path, with a message for people
    ClientSession connect(String target, ClientLink link);

    /// A client asks by REST.
    ///
    /// @param target path and query: `/fapi/v1/depth?symbol=BTCUSDT&limit=1000`
    /// @param answer called once, now or later
    void get(String target, Consumer<HttpAnswer> answer);
}

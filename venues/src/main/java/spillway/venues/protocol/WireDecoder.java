package spillway.venues.protocol;

/// Turns one venue's bytes into events, pushed into the sink that it was made with.
///
/// Any order of fields, unknown fields, numbers bare or quoted. A message takes effect whole or not
/// at all. Never throws for what a message contains. Used by one thread; allocates nothing on
/// trades, quotes and book messages of the layouts that the venue sends today.
public interface WireDecoder {
    /// Takes a message of the stream.
    ///
    /// @param receiveTimeNs our clock, nanoseconds since the Unix epoch, or
    ///   [spillway.market.MarketEvent#NONE]
    Decoded message(byte[] bytes, int from, int to, long receiveTimeNs);

    /// Takes the body of an answer to a REST request.
    ///
    /// @param request path and query as sent: `/fapi/v1/depth?symbol=BTCUSDT&limit=1000`
    Decoded answer(String request, byte[] bytes, int from, int to, long receiveTimeNs);
}

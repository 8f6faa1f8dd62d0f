package spillway.venues.connect;

/// Hears what comes over a WebSocket connection, on the timeline's thread.
public interface WireListener {
    /// The connection stands.
    void opened();

    /// A whole message.
    ///
    /// @param bytes the message in `[from, to)`; reused, read it inside the call
    /// @param receiveTimeNs when it came in
    void message(byte[] bytes, int from, int to, long receiveTimeNs);

    /// The other side asked for a sign of life by a WebSocket ping; the transport answered it.
    void pinged();

    /// The connection ended, or could not be made. The last call.
    ///
    /// @param reason for people
    void closed(String reason);
}

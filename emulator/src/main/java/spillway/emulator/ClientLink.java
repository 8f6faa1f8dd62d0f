package spillway.emulator;

/// The way back to one client of an emulated venue. Used on the venue's timeline.
public interface ClientLink {
    /// Sends a text message, the bytes in `[from, to)`; copied before it returns.
    void send(byte[] bytes, int from, int to);

    /// Sends a message that never ends, and cuts the connection.
    void sendHalf(byte[] bytes, int from, int to);

    /// Sends a WebSocket ping.
    void ping();

    /// Ends the connection in the venue's words.
    ///
    /// @param code WebSocket status code, 1000 for a normal end
    void close(int code, String reason);

    /// Cuts the connection without a word.
    void cut();
}

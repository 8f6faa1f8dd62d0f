package spillway.venues.connect;

/// An open WebSocket connection, seen from the side that opened it. Used on its timeline's thread.
public interface WireConnection {
    /// Sends a text message.
    void send(String text);

    /// Ends the connection; its listener hears nothing more.
    void close();
}

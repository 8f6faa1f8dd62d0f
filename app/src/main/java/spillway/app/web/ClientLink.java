package spillway.app.web;

/// The way to one client. Used by that client's own thread, but for `close`.
interface ClientLink {
    /// Sends a message, and returns when it is out.
    ///
    /// @throws java.io.IOException if the client is gone, or does not read
    void send(String json) throws java.io.IOException;

    /// Ends the connection. From any thread; the second time nothing happens.
    ///
    /// @param code WebSocket status code
    /// @param reason for people
    void close(int code, String reason);
}

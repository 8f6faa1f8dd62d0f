package spillway.venues.serving;

import java.util.List;

/// What a venue can do for one client that is connected.
public interface ClientDesk {
    /// Number of the connection, from 1.
    int connection();

    /// Nanoseconds since the Unix epoch.
    long nowNs();

    /// Says something to this client alone, at once.
    void reply(String text);

    /// Adds the client to a stream, and sends what comes first on it; `false` if it is there.
    boolean subscribe(Stream stream);

    /// Takes the client off a stream; `false` if it was not there.
    boolean unsubscribe(String name);

    /// Names of the streams that it is on, in order of subscribing.
    List<String> subscribed();

    /// Ends the connection.
    ///
    /// @param code WebSocket status
    void close(int code, String reason);
}

package spillway.venues.connect;

import java.net.URI;
import java.util.function.Consumer;
import spillway.venues.time.Timeline;

/// The way to venues: WebSocket connections and REST requests.
///
/// All that it calls back, it calls on the timeline it was given.
public interface VenueNetwork {
    /// Opens a WebSocket connection.
    ///
    /// @param listener hears what becomes of it, beginning with `opened` or `closed`
    /// @return the connection, to be used once `opened` was called
    WireConnection open(URI uri, Timeline timeline, WireListener listener);

    /// Sends a GET request.
    ///
    /// @param answer gets the answer, or one of status 0 with the reason as body where there is
    ///   none
    void get(URI uri, Timeline timeline, Consumer<HttpAnswer> answer);
}

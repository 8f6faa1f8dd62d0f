package spillway.venues.socket;

import java.net.URI;
import java.util.function.Consumer;
import spillway.venues.connect.HttpAnswer;
import spillway.venues.connect.VenueNetwork;
import spillway.venues.connect.WireConnection;
import spillway.venues.connect.WireListener;
import spillway.venues.time.Timeline;

/// The way to venues over sockets.
public final class SocketNetwork implements VenueNetwork, AutoCloseable {
    @Override
    public WireConnection open(URI uri, Timeline timeline, WireListener listener) {
        throw new UnsupportedOperationException(uri + ": not written yet");
    }

    @Override
    public void get(URI uri, Timeline timeline, Consumer<HttpAnswer> answer) {
        throw new UnsupportedOperationException(uri + ": not written yet");
    }

    /// Ends all connections.
    @Override
    public void close() {}
}

package spillway.emulator.server;

import java.util.List;
import spillway.emulator.VenueFront;
import spillway.venues.protocol.Endpoints;
import spillway.venues.time.Timeline;

/// Serves venue fronts on one port of 127.0.0.1, each under a path that starts with its name.
public final class EmulatorServer implements AutoCloseable {
    /// Starts to listen.
    ///
    /// @param fronts what to serve
    /// @param timeline on whose thread the fronts are used
    /// @param port 0 for any that is free
    public EmulatorServer(List<VenueFront> fronts, Timeline timeline, int port) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// The port that it listens on.
    public int port() {
        return 0;
    }

    /// Base URLs of a protocol, such as `ws://127.0.0.1:8000/binance-usdm`. What clients of the
    /// venue append to its own works unchanged.
    ///
    /// @throws IllegalArgumentException if it is not served
    public Endpoints endpoints(String protocol) {
        return new Endpoints("ws://127.0.0.1", "http://127.0.0.1");
    }

    @Override
    public void close() {}
}

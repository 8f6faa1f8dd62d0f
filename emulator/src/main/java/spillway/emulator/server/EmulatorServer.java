package spillway.emulator.server;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;
import spillway.emulator.VenueFront;
import spillway.venues.protocol.Endpoints;
import spillway.venues.time.Timeline;

/// Serves venue fronts on one port of 127.0.0.1, each under a path that starts with its name.
///
/// Sockets are read and written by the server's own threads; the fronts are used on the timeline's
/// thread only.
public final class EmulatorServer implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    /// Enough for the selectors and a few connections that are being made at once.
    private static final int THREADS = 8;

    private static final long STOP_WITHIN_MS = 1_000;

    private final Server server;
    private final ServerConnector connector;
    private final Map<String, VenueFront> fronts = new LinkedHashMap<>();

    /// Starts to listen.
    ///
    /// @param served what to serve
    /// @param timeline on whose thread the fronts are used; one that runs by itself
    /// @param port 0 for any that is free
    /// @throws IOException if it cannot listen, such as for a port that is taken
    public EmulatorServer(List<VenueFront> served, Timeline timeline, int port) throws IOException {
        for (VenueFront front : served) {
            fronts.put(front.name(), front);
        }
        var pool = new QueuedThreadPool(THREADS);
        pool.setName("emulator");
        pool.setDaemon(true);
        server = new Server(pool);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(HOST);
        connector.setPort(port);
        server.addConnector(connector);
        var upgrade = new WebSocketUpgradeHandler();
        upgrade.addMapping("/*", new ClientNegotiator(fronts, timeline));
        upgrade.setHandler(new RestHandler(fronts, timeline));
        server.setHandler(upgrade);
        server.setStopTimeout(STOP_WITHIN_MS);
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException(
                    "emulator: expected to listen on "
                            + HOST
                            + ":"
                            + port
                            + ", found "
                            + e.getMessage()
                            + "; choose another port, or 0 for any that is free",
                    e);
        }
    }

    /// The port that it listens on.
    public int port() {
        return connector.getLocalPort();
    }

    /// Base URLs of a protocol, such as `ws://127.0.0.1:8000/binance-usdm`. What clients of the
    /// venue append to its own works unchanged.
    ///
    /// @throws IllegalArgumentException if it is not served
    public Endpoints endpoints(String protocol) {
        if (!fronts.containsKey(protocol)) {
            throw new IllegalArgumentException(
                    "expected one of " + fronts.keySet() + ", was " + protocol);
        }
        String address = HOST + ":" + port() + "/" + protocol;
        return new Endpoints("ws://" + address, "http://" + address);
    }

    /// Cuts all connections and stops to listen.
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("emulator: could not stop: " + e.getMessage(), e);
        }
    }
}

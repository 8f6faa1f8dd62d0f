package spillway.emulator.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;
import spillway.emulator.VenueFront;
import spillway.venues.time.Timeline;

/// Takes WebSocket connections for the fronts that their paths name, without compression.
final class ClientNegotiator implements WebSocketNegotiator {
    /// A front decides at once; this is for a timeline that has stopped.
    private static final long DECIDED_WITHIN_SECONDS = 10;

    private static final int LARGEST_FRAME = 1 << 20;

    private final Map<String, VenueFront> fronts;
    private final Timeline timeline;

    ClientNegotiator(Map<String, VenueFront> fronts, Timeline timeline) {
        this.fronts = fronts;
        this.timeline = timeline;
    }

    @Override
    public @Nullable FrameHandler negotiate(
            ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        FrontPath path = FrontPath.of(fronts, request.getHttpURI().getPathQuery());
        if (path == null) {
            String text = "expected a path that starts with one of " + fronts.keySet();
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404, text);
            return null;
        }
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        var client = new SocketClient(timeline, endPoint);
        var decided = new CompletableFuture<Boolean>();
        timeline.execute(() -> {
            try {
                client.talkTo(path.front().connect(path.target(), client));
                decided.complete(true);
            } catch (IllegalArgumentException e) {
                decided.completeExceptionally(e);
            }
        });
        try {
            decided.get(DECIDED_WITHIN_SECONDS, TimeUnit.SECONDS);
            response.setExtensions(List.of());
            return client;
        } catch (ExecutionException e) {
            String text = String.valueOf(e.getCause());
            Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404, text);
        } catch (TimeoutException e) {
            String text = "the emulation's timeline stands still";
            Response.writeError(
                    request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Response.writeError(
                    request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "stopping");
        }
        return null;
    }

    /// The venue's own rules end idle connections, so the transport does not.
    @Override
    public void customize(Configuration configuration) {
        configuration.setIdleTimeout(Duration.ZERO);
        configuration.setMaxFrameSize(LARGEST_FRAME);
    }
}

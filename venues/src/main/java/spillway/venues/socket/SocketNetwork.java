package spillway.venues.socket;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import spillway.venues.connect.HttpAnswer;
import spillway.venues.connect.VenueNetwork;
import spillway.venues.connect.WireConnection;
import spillway.venues.connect.WireListener;
import spillway.venues.time.Timeline;

/// The way to venues over sockets. Waits of its own are by the machine's clock, whatever the speed
/// of a run.
///
/// Not compressed: venues that offer compression also serve those who do not ask for it. Safe for
/// use by several timelines.
public final class SocketNetwork implements VenueNetwork, AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    /// The largest catalogue is a tenth of it.
    private static final int LONGEST_ANSWER = 64 << 20;

    /// Requests to one venue at a time.
    private static final int MOST_PER_VENUE = 8;

    /// Threads that only move bytes.
    private static final int MOST_THREADS = 12;

    private static final int FEWEST_THREADS = 4;

    private final HttpClient http = new HttpClient();
    private final WebSocketCoreClient sockets;

    /// Starts the threads of the transport.
    ///
    /// @throws IOException if the machine does not let it
    public SocketNetwork() throws IOException {
        var threads = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
        threads.setName("spillway-net");
        threads.setDaemon(true);
        http.setExecutor(threads);
        http.setConnectTimeout(CONNECT_WITHIN.toMillis());
        http.setMaxConnectionsPerDestination(MOST_PER_VENUE);
        http.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, "spillway"));
        sockets = new WebSocketCoreClient(http, new WebSocketComponents());
        try {
            http.start();
            sockets.start();
        } catch (Exception e) {
            throw new IOException("the network cannot be started: " + e.getMessage(), e);
        }
    }

    @Override
    public WireConnection open(URI uri, Timeline timeline, WireListener listener) {
        var connection = new SocketConnection(timeline, listener);
        try {
            var _ =
                    sockets.connect(connection, uri)
                            .whenComplete((_, failure) -> {
                                if (failure != null) {
                                    connection.failed(failure);
                                }
                            });
        } catch (IOException | RuntimeException e) {
            connection.failed(e);
        }
        return connection;
    }

    @Override
    public void get(URI uri, Timeline timeline, Consumer<HttpAnswer> answer) {
        http.newRequest(uri)
                .timeout(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS)
                .send(
                        new BufferingResponseListener(LONGEST_ANSWER) {
                            @Override
                            public void onComplete(Result result) {
                                HttpAnswer got = answer(result, getContent());
                                timeline.execute(() -> answer.accept(got));
                            }
                        });
    }

    private static HttpAnswer answer(Result result, byte[] content) {
        Throwable failure = result.getFailure();
        if (failure != null) {
            String said = failure.getMessage();
            return HttpAnswer.none("no answer: " + (said == null ? failure.toString() : said));
        }
        String retryAfter = result.getResponse().getHeaders().get(HttpHeader.RETRY_AFTER);
        byte[] body = content == null ? new byte[0] : content;
        return new HttpAnswer(result.getResponse().getStatus(), seconds(retryAfter), body);
    }

    /// A number of seconds; a date, which the header may also hold, counts as none.
    private static long seconds(String text) {
        if (text == null || !text.strip().matches("[0-9]{1,9}")) {
            return 0;
        }
        return Long.parseLong(text.strip());
    }

    /// Ends all connections; nothing is heard any more of them.
    @Override
    public void close() {
        try {
            sockets.stop();
            http.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the network cannot be ended: " + e.getMessage(), e);
        }
    }
}

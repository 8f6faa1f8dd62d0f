package spillway.bench.wire;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Frame;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/// A WebSocket server on loopback that sends messages as fast as they are taken, and a client that
/// takes them. Each end has threads of its own.
public final class LoopbackSocket implements AutoCloseable {
    /// Messages under way: enough that neither end waits for each, little enough for the memory.
    private static final int UNDER_WAY = 1_024;

    private static final long LARGEST_MESSAGE = 16 << 20;
    private static final long PATIENCE_S = 120;

    /// Takes the bytes of a message.
    public interface Taker {
        void take(byte[] bytes, int from, int to);
    }

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final WebSocketClient client = new WebSocketClient();
    private final List<String> messages;

    /// @param messages sent to each client that connects
    public LoopbackSocket(List<String> messages) throws Exception {
        this.messages = List.copyOf(messages);
        connector.setHost("127.0.0.1");
        connector.setPort(0);
        server.addConnector(connector);
        var context = new ContextHandler("/");
        context.setHandler(
                WebSocketUpgradeHandler.from(
                        server,
                        context,
                        container ->
                                container.addMapping(
                                        "/*", (_, _, _) -> new Sender(this.messages))));
        server.setHandler(context);
        server.start();
        client.setMaxFrameSize(LARGEST_MESSAGE);
        client.setMaxTextMessageSize(LARGEST_MESSAGE);
        client.start();
    }

    /// Connects, and returns when all messages were taken.
    public void pour(Taker taker) throws Exception {
        var done = new CountDownLatch(1);
        var receiver = new Receiver(taker, messages.size(), done);
        URI address = URI.create("ws://127.0.0.1:" + connector.getLocalPort() + "/");
        Session session = client.connect(receiver, address).get(PATIENCE_S, TimeUnit.SECONDS);
        if (!done.await(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "expected " + messages.size() + " messages, found " + receiver.taken.get());
        }
        session.disconnect();
    }

    @Override
    public void close() throws IOException {
        try {
            client.stop();
            server.stop();
        } catch (Exception e) {
            throw new IOException("the loopback socket did not stop: " + e.getMessage(), e);
        }
    }

    /// The server's end. Public for Jetty alone.
    public static final class Sender implements Session.Listener.AutoDemanding {
        private final List<String> messages;

        Sender(List<String> messages) {
            this.messages = messages;
        }

        @Override
        public void onWebSocketOpen(Session session) {
            Thread.ofPlatform().daemon().start(() -> send(session));
        }

        private void send(Session session) {
            var room = new Semaphore(UNDER_WAY);
            Callback sent = Callback.from(room::release, _ -> room.release());
            for (String message : messages) {
                room.acquireUninterruptibly();
                session.sendText(message, sent);
            }
        }
    }

    /// The client's end. Public for Jetty alone.
    public static final class Receiver implements Session.Listener {
        private final Taker taker;
        private final int expected;
        private final CountDownLatch done;
        private final AtomicInteger taken = new AtomicInteger();
        private byte[] buffer = new byte[1 << 16];
        private int filled;

        @SuppressWarnings("NullAway.Init") // Jetty opens the session before anything else
        private Session session;

        Receiver(Taker taker, int expected, CountDownLatch done) {
            this.taker = taker;
            this.expected = expected;
            this.done = done;
        }

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
            session.demand();
        }

        @Override
        public void onWebSocketFrame(Frame frame, Callback callback) {
            ByteBuffer payload = frame.getPayload();
            int length = payload.remaining();
            if (buffer.length < filled + length) {
                buffer = java.util.Arrays.copyOf(buffer, 2 * (filled + length));
            }
            payload.get(buffer, filled, length);
            filled += length;
            if (frame.isFin() && !frame.getType().isControl()) {
                taker.take(buffer, 0, filled);
                filled = 0;
                if (taken.incrementAndGet() == expected) {
                    done.countDown();
                }
            }
            callback.succeed();
            session.demand();
        }
    }
}

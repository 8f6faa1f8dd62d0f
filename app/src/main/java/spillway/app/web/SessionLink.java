package spillway.app.web;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/// A client's WebSocket session.
final class SessionLink implements ClientLink {
    /// A reader that takes nothing for so long is gone.
    private static final long SEND_WAITS_MS = 10_000;

    /// For the word of goodbye to arrive, before the connection is cut.
    private static final long GOODBYE_MS = 500;

    private final Session session;

    SessionLink(Session session) {
        this.session = session;
    }

    /// Waits until the message is out: the session itself would queue without a bound.
    @Override
    public void send(String json) throws IOException {
        var sent = new Callback.Completable();
        session.sendText(json, sent);
        try {
            sent.get(SEND_WAITS_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("not sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close(int code, String reason) {
        if (!session.isOpen()) {
            return;
        }
        session.close(code, reason, Callback.NOOP);
        CompletableFuture.delayedExecutor(GOODBYE_MS, TimeUnit.MILLISECONDS)
                .execute(session::disconnect);
    }
}

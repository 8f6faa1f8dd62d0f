package spillway.app.web;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One client of the stream: what waits for it, and the thread that sends it.
///
/// Offering never blocks. A client that does not read loses states first, since the next one says
/// it all; one that falls a queue of other messages behind is closed, and comes back with the number
/// of the last message that it has seen.
final class StreamClient {
    /// At four messages of each kind a second, half a minute of a client that does not read.
    static final int MOST_WAITING = 256;

    /// Status code "try again later".
    private static final int TOO_SLOW = 1013;

    private final ClientLink link;
    private final ArrayDeque<StreamMessage> waiting = new ArrayDeque<>();
    private @Nullable StreamMessage state;
    private boolean closed;

    /// Candles that it wants, as `BTC 10s`. Guarded by the hub.
    private Set<String> candles = Set.of();

    /// The last message that it had seen before it came; below zero once its candles of since are
    /// sent. Guarded by the hub.
    private long seenSeq = -1;

    StreamClient(ClientLink link) {
        this.link = link;
    }

    Set<String> candles() {
        return candles;
    }

    void wants(Set<String> wanted) {
        candles = Set.copyOf(wanted);
    }

    long seenSeq() {
        return seenSeq;
    }

    void seen(long seq) {
        seenSeq = seq;
    }

    /// Begins to send, on a thread of its own.
    void start() {
        Thread.ofVirtual().name("stream-client").start(this::run);
    }

    private void run() {
        try {
            while (true) {
                StreamMessage next = next();
                if (next == null) {
                    return;
                }
                link.send(next.json());
            }
        } catch (IOException e) {
            close(TOO_SLOW, "the connection does not take what is sent; come back with after=SEQ");
        } catch (InterruptedException e) {
            close(TOO_SLOW, "interrupted");
        }
    }

    /// The next message by number; null once it is closed.
    private synchronized @Nullable StreamMessage next() throws InterruptedException {
        while (!closed && waiting.isEmpty() && state == null) {
            wait();
        }
        if (closed) {
            return null;
        }
        StreamMessage first = waiting.peek();
        StreamMessage latest = state;
        if (latest != null && (first == null || latest.seq() < first.seq())) {
            state = null;
            return latest;
        }
        return waiting.remove();
    }

    /// Takes a message that must arrive, or closes the client.
    void offer(StreamMessage message) {
        boolean full;
        synchronized (this) {
            full = waiting.size() >= MOST_WAITING;
            if (!full && !closed) {
                waiting.add(message);
                notifyAll();
            }
        }
        if (full) {
            close(TOO_SLOW, "too slow: " + MOST_WAITING + " messages wait; come back with after=SEQ");
        }
    }

    /// Takes a message that the next of its kind replaces.
    synchronized void offerState(StreamMessage message) {
        if (!closed) {
            state = message;
            notifyAll();
        }
    }

    void close(int code, String reason) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            waiting.clear();
            state = null;
            notifyAll();
        }
        link.close(code, reason);
    }

    synchronized boolean isClosed() {
        return closed;
    }
}

package spillway.venues.socket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.UpgradeException;
import org.jspecify.annotations.Nullable;
import spillway.venues.connect.WireConnection;
import spillway.venues.connect.WireListener;
import spillway.venues.time.Timeline;

/// One connection over a socket: bytes come in on the threads of the transport, wait in an [Inbox],
/// and are heard on the timeline, a few hundred at a time, so that all connections get their turn.
///
/// What happened first is heard first: the end of a connection after the messages before it.
final class SocketConnection implements FrameHandler, WireConnection {
    /// Messages heard before others on the timeline get their turn.
    private static final int MOST_AT_A_TURN = 256;

    /// Frames that wait to be sent. A venue that reads so slowly is lost.
    private static final int MOST_UNSENT = 64;

    /// The transport drops what is silent in both directions for so long, as the end of a
    /// connection that was closed here and never answered there.
    private static final Duration IDLE_AT_MOST = Duration.ofMinutes(5);

    private static final int INPUT_BUFFER = 1 << 16;

    private final Timeline timeline;
    private final WireListener listener;
    private final Inbox inbox = new Inbox();
    private final Object turns = new Object();

    // Of the timeline's thread.
    private ByteBuffer batch = Inbox.firstBuffer().limit(0);
    private boolean done;

    // Guarded by `turns`.
    private boolean turnAsked;
    private boolean waitsForRoom;
    private boolean wasOpened;
    private boolean openedHeard;
    private int pings;
    private boolean closedHere;
    private @Nullable CoreSession session;
    private @Nullable String ended;

    SocketConnection(Timeline timeline, WireListener listener) {
        this.timeline = timeline;
        this.listener = listener;
    }

    // On the transport's threads.

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        opened.setIdleTimeout(IDLE_AT_MOST);
        opened.setInputBufferSize(INPUT_BUFFER);
        opened.setMaxOutgoingFrames(MOST_UNSENT);
        boolean unwanted;
        synchronized (turns) {
            session = opened;
            wasOpened = true;
            unwanted = closedHere;
        }
        callback.succeeded();
        if (unwanted) {
            opened.abort();
            return;
        }
        askForTurn();
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        boolean fits = true;
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> {
                fits = inbox.part(frame.getPayload());
                if (fits && frame.isFin()) {
                    inbox.end(timeline.nowNs());
                    askForTurn();
                }
            }
            case OpCode.PING -> answer(frame);
            default -> {}
        }
        callback.succeeded();
        CoreSession open = opened();
        if (open == null) {
            return;
        }
        if (!fits) {
            end("a message is longer than " + Inbox.LONGEST_MESSAGE + " bytes");
            open.abort();
        } else if (frame.getOpCode() != OpCode.CLOSE && mayReadOn()) {
            open.demand();
        }
    }

    private void answer(Frame ping) {
        CoreSession open = opened();
        if (open != null) {
            ByteBuffer payload = ByteBuffer.allocate(ping.getPayloadLength());
            payload.put(ping.getPayload()).flip();
            open.sendFrame(new Frame(OpCode.PONG, payload), Callback.NOOP, false);
        }
        synchronized (turns) {
            pings++;
        }
        askForTurn();
    }

    private @Nullable CoreSession opened() {
        synchronized (turns) {
            return session;
        }
    }

    private boolean mayReadOn() {
        synchronized (turns) {
            waitsForRoom = !inbox.hasRoom();
            return !waitsForRoom;
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        if (opened() == null) {
            failed(cause);
        } else {
            end(cause.getMessage() == null ? cause.toString() : cause.getMessage());
        }
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        String said = status.getReason() == null ? "" : " " + status.getReason();
        end("closed by the venue with " + status.getCode() + said);
        callback.succeeded();
    }

    /// There is no connection.
    void failed(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && !(root instanceof UpgradeException)) {
            root = root.getCause();
        }
        boolean refused =
                root instanceof UpgradeException upgrade && upgrade.getResponseStatusCode() > 0;
        String said = root.getMessage() == null ? root.toString() : root.getMessage();
        end(
                refused
                        ? "HTTP "
                                + ((UpgradeException) root).getResponseStatusCode()
                                + " instead of a WebSocket"
                        : "no connection: " + said);
    }

    /// The first reason counts.
    private void end(String reason) {
        int unfinished = inbox.unfinished();
        synchronized (turns) {
            if (ended == null) {
                ended =
                        unfinished == 0
                                ? reason
                                : "cut inside a message, after " + unfinished + " bytes: " + reason;
            }
        }
        askForTurn();
    }

    private void askForTurn() {
        synchronized (turns) {
            if (turnAsked) {
                return;
            }
            turnAsked = true;
        }
        timeline.execute(this::turn);
    }

    // On the timeline.

    private void turn() {
        String reason;
        boolean opens;
        int pinged;
        synchronized (turns) {
            turnAsked = false;
            reason = ended;
            opens = wasOpened && !openedHeard;
            openedHeard |= opens;
            pinged = pings;
            pings = 0;
        }
        if (opens && !done) {
            listener.opened();
        }
        for (; pinged > 0 && !done; pinged--) {
            listener.pinged();
        }
        if (!hearSome()) {
            askForTurn();
        } else if (reason != null && !done) {
            done = true;
            listener.closed(reason);
        }
        readOn();
    }

    /// @return whether all that came before this turn is heard
    private boolean hearSome() {
        for (int heard = 0; heard < MOST_AT_A_TURN; heard++) {
            if (done) {
                return true;
            }
            if (!batch.hasRemaining()) {
                batch = inbox.take(batch);
            }
            if (!batch.hasRemaining()) {
                return true;
            }
            long receiveTimeNs = batch.getLong();
            int length = batch.getInt();
            int from = batch.arrayOffset() + batch.position();
            batch.position(batch.position() + length);
            listener.message(batch.array(), from, from + length, receiveTimeNs);
        }
        return false;
    }

    private void readOn() {
        CoreSession open;
        synchronized (turns) {
            if (!waitsForRoom || !inbox.hasRoom() || session == null) {
                return;
            }
            waitsForRoom = false;
            open = session;
        }
        open.demand();
    }

    @Override
    public void send(String text) {
        CoreSession open = opened();
        if (open != null && !done) {
            ByteBuffer payload = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            Callback sent = Callback.from(() -> {}, cause -> end("cannot send: " + cause));
            open.sendFrame(new Frame(OpCode.TEXT, payload), sent, false);
        }
    }

    @Override
    public void close() {
        done = true;
        CoreSession open;
        synchronized (turns) {
            closedHere = true;
            open = session;
        }
        if (open != null) {
            open.close(CloseStatus.NORMAL, "", Callback.from(open::abort));
        }
    }
}

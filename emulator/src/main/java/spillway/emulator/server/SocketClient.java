package spillway.emulator.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;
import spillway.emulator.ClientLink;
import spillway.emulator.ClientSession;
import spillway.venues.time.Timeline;

/// One client on a socket.
///
/// What it does not read waits, up to [#MOST_WAITING_BYTES]; a client that lets more pile up is cut
/// off, so it costs nobody else anything.
final class SocketClient implements FrameHandler, ClientLink {
    /// Some seconds of everything that a venue with a few hundred instruments says.
    static final int MOST_WAITING_BYTES = 8 << 20;

    private static final int LARGEST_MESSAGE = 64 << 10;
    private static final int TOO_LARGE = 1009;
    private static final Duration CLOSES_WITHIN = Duration.ofSeconds(10);
    private static final int FINAL_TEXT = 0x81;
    private static final int LONGEST_SHORT = 125;
    private static final int TWO_BYTES_FOLLOW = 126;
    private static final int EIGHT_BYTES_FOLLOW = 127;

    private final Timeline timeline;
    private final EndPoint endPoint;

    // Used on the timeline's thread.
    private final List<Frame> early = new ArrayList<>();
    private @Nullable ClientSession session;
    private @Nullable CoreSession core;
    private boolean over;
    private @Nullable Runnable ending;

    // Raised on the timeline's thread, lowered by whichever wrote.
    private final AtomicLong waitingBytes = new AtomicLong();

    // Used by the thread that reads the socket.
    private @Nullable CoreSession opened;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    SocketClient(Timeline timeline, EndPoint endPoint) {
        this.timeline = timeline;
        this.endPoint = endPoint;
    }

    /// Passes on what the client says to `with`.
    void talkTo(ClientSession with) {
        session = with;
    }

    @Override
    public void onOpen(CoreSession open, Callback callback) {
        opened = open;
        timeline.execute(() -> {
            core = open;
            early.forEach(this::write);
            early.clear();
            Runnable end = ending;
            if (end != null) {
                end.run();
            }
        });
        callback.succeeded();
        open.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> data(frame);
            case OpCode.PING -> {
                byte[] payload = bytes(frame);
                timeline.execute(() -> enqueue(new Frame(OpCode.PONG, ByteBuffer.wrap(payload))));
            }
            default -> {}
        }
        callback.succeeded();
        if (frame.getOpCode() != OpCode.CLOSE) {
            demand();
        }
    }

    private void demand() {
        CoreSession open = opened;
        if (open != null) {
            open.demand();
        }
    }

    private static byte[] bytes(Frame frame) {
        ByteBuffer payload = frame.getPayload();
        var bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        return bytes;
    }

    private void data(Frame frame) {
        byte[] part = bytes(frame);
        if (message.size() + part.length > LARGEST_MESSAGE) {
            message.reset();
            timeline.execute(() -> {
                gone();
                close(TOO_LARGE, "Message too large");
            });
            return;
        }
        message.write(part, 0, part.length);
        if (frame.isFin()) {
            byte[] whole = message.toByteArray();
            message.reset();
            timeline.execute(() -> {
                ClientSession with = session;
                if (with != null && !over) {
                    with.message(whole, 0, whole.length);
                }
            });
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        timeline.execute(this::gone);
        callback.succeeded();
    }

    /// Tells the venue, once.
    private void gone() {
        ClientSession with = session;
        session = null;
        if (with != null) {
            with.closed();
        }
    }

    @Override
    public void send(byte[] bytes, int from, int to) {
        ByteBuffer payload = ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to));
        enqueue(new Frame(OpCode.TEXT, payload));
    }

    private void enqueue(Frame frame) {
        if (over) {
            return;
        }
        if (waitingBytes.addAndGet(frame.getPayloadLength()) > MOST_WAITING_BYTES) {
            cut();
            // Not from within what the venue is telling to all of its clients.
            timeline.execute(this::gone);
            return;
        }
        if (core == null) {
            early.add(frame);
        } else {
            write(frame);
        }
    }

    private void write(Frame frame) {
        CoreSession to = core;
        if (to != null) {
            int length = frame.getPayloadLength();
            to.sendFrame(frame, Callback.from(() -> waitingBytes.addAndGet(-length)), false);
        }
    }

    /// Ends the connection by `how`, once it stands.
    private void end(Runnable how) {
        if (over) {
            return;
        }
        over = true;
        if (core == null) {
            ending = how;
        } else {
            how.run();
        }
    }

    @Override
    public void sendHalf(byte[] bytes, int from, int to) {
        byte[] half = half(bytes, from, to);
        end(() -> {
            CoreSession open = core;
            if (open == null) {
                return;
            }
            // Behind all that was sent before; then straight onto the socket.
            Callback cut = Callback.from(() -> endPoint.close(new IOException("cut")));
            open.flush(
                    Callback.from(
                            () -> endPoint.write(cut, ByteBuffer.wrap(half)),
                            _ -> endPoint.close(new IOException("cut"))));
        });
    }

    /// A frame that says it is of the whole length, and the first half of it.
    static byte[] half(byte[] bytes, int from, int to) {
        int length = to - from;
        int sent = length / 2;
        ByteBuffer frame = ByteBuffer.allocate(10 + sent);
        frame.put((byte) FINAL_TEXT);
        if (length <= LONGEST_SHORT) {
            frame.put((byte) length);
        } else if (length < 1 << 16) {
            frame.put((byte) TWO_BYTES_FOLLOW).putShort((short) length);
        } else {
            frame.put((byte) EIGHT_BYTES_FOLLOW).putLong(length);
        }
        frame.put(bytes, from, sent).flip();
        var half = new byte[frame.remaining()];
        frame.get(half);
        return half;
    }

    @Override
    public void ping() {
        enqueue(new Frame(OpCode.PING));
    }

    @Override
    public void close(int code, String reason) {
        end(() -> {
            CoreSession open = core;
            if (open != null) {
                open.close(code, reason, Callback.NOOP);
                timeline.after(CLOSES_WITHIN, open::abort);
            }
        });
    }

    @Override
    public void cut() {
        end(() -> {
            CoreSession open = core;
            if (open != null) {
                open.abort();
            }
        });
    }
}

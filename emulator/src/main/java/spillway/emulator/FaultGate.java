package spillway.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import spillway.venues.time.Timeline;

/// What stands between a venue and one of its clients: everything passes, but for the fault that it
/// is told to inject. One at a time.
final class FaultGate {
    /// A fault that waits for a message of one stream gives up after this: some streams say nothing
    /// for hours.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final byte[] NOTHING = {};

    /// The client's side of a fault.
    interface Client {
        /// Symbols of a stream; of all that the client is on, where the name is empty.
        List<String> symbols(String topic);

        /// Something that was published did not reach the client.
        void swallowed(LiquidationSums carried);

        /// The connection was cut.
        void cut();
    }

    private final String venue;
    private final int connection;
    private final ClientLink link;
    private final Timeline timeline;
    private final Client client;
    private final Consumer<InjectedFault> injected;
    private @Nullable Active active;
    private long lastDeliveryNs;
    private int queued;
    private boolean closed;

    private static final class Active {
        final FaultKind kind;
        final String topic;
        final int wanted;
        final long lagNs;
        final String detail;
        int messages;
        long fromNs;
        long toNs;
        byte[] held = NOTHING;
        LiquidationSums heldCarried = LiquidationSums.NONE;
        Timeline.@Nullable Task end;

        Active(FaultKind kind, String topic, int wanted, long lagNs, String detail) {
            this.kind = kind;
            this.topic = topic;
            this.wanted = wanted;
            this.lagNs = lagNs;
            this.detail = detail;
        }
    }

    FaultGate(
            String venue,
            int connection,
            ClientLink link,
            Timeline timeline,
            Client client,
            Consumer<InjectedFault> injected) {
        this.venue = venue;
        this.connection = connection;
        this.link = link;
        this.timeline = timeline;
        this.client = client;
        this.injected = injected;
    }

    /// Whether no fault is under way.
    boolean isClear() {
        return active == null && !closed;
    }

    /// Cuts the connection, now.
    void disconnect() {
        long nowNs = timeline.nowNs();
        record(FaultKind.DISCONNECT, "", nowNs, nowNs, 0, "cut");
        cut();
    }

    /// Sends something that is none of the protocol, now.
    void garbage(String text) {
        long nowNs = timeline.nowNs();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        pass(bytes, bytes.length);
        record(FaultKind.GARBAGE, "", nowNs, nowNs, 1, text);
    }

    /// Lets nothing through for `length`.
    void silence(Duration length) {
        begin(new Active(FaultKind.SILENCE, "", Integer.MAX_VALUE, 0, length + " of silence"));
        endAfter(length);
    }

    /// Lets everything through `lag` late for `length`.
    void slow(Duration length, Duration lag) {
        begin(new Active(FaultKind.SLOW, "", Integer.MAX_VALUE, lag.toNanos(), lag + " late"));
        endAfter(length);
    }

    /// Spoils the next `messages` messages of a stream in the way of `kind`.
    void spoil(FaultKind kind, String topic, int messages) {
        begin(new Active(kind, topic, messages, 0, ""));
        endAfter(PATIENCE);
    }

    private void begin(Active fault) {
        fault.fromNs = timeline.nowNs();
        active = fault;
    }

    private void endAfter(Duration length) {
        Active fault = active;
        if (fault != null) {
            fault.end = timeline.after(length, this::end);
        }
    }

    /// Ends the fault that is under way, if there is one.
    void end() {
        Active fault = active;
        if (fault == null) {
            return;
        }
        active = null;
        if (fault.end != null) {
            fault.end.cancel();
        }
        if (fault.held.length > 0) {
            // Nothing followed that it could have come after.
            pass(fault.held, fault.held.length);
            return;
        }
        boolean isOfAll = fault.topic.isEmpty();
        if (isOfAll) {
            fault.toNs = timeline.nowNs();
        }
        if (isOfAll || fault.messages > 0) {
            record(
                    fault.kind,
                    fault.topic,
                    fault.fromNs,
                    fault.toNs,
                    fault.messages,
                    fault.detail.isEmpty()
                            ? fault.messages + " messages of " + fault.topic
                            : fault.detail);
        }
    }

    private void record(
            FaultKind kind, String topic, long fromNs, long toNs, int messages, String detail) {
        injected.accept(
                new InjectedFault(
                        kind,
                        venue,
                        connection,
                        topic,
                        client.symbols(topic),
                        fromNs,
                        toNs,
                        messages,
                        detail));
    }

    /// Takes a message on its way to the client.
    ///
    /// @param topic the stream; empty for what is said to this client alone
    /// @param carried the liquidations in it
    void send(String topic, byte[] bytes, int length, LiquidationSums carried) {
        Active fault = active;
        if (closed) {
            return;
        }
        boolean isMet = fault != null && (fault.topic.isEmpty() || fault.topic.equals(topic));
        if (fault == null || !isMet) {
            pass(bytes, length);
            return;
        }
        if (fault.messages++ == 0 && !fault.topic.isEmpty()) {
            fault.fromNs = timeline.nowNs();
        }
        fault.toNs = timeline.nowNs();
        switch (fault.kind) {
            case SILENCE -> client.swallowed(carried);
            case SLOW -> late(bytes, length, fault.lagNs);
            case GAP -> {
                client.swallowed(carried);
                endIfDone(fault);
            }
            case DUPLICATE -> {
                pass(bytes, length);
                pass(bytes, length);
                endIfDone(fault);
            }
            case REORDER -> reorder(fault, bytes, length, carried);
            case HALF_FRAME -> {
                client.swallowed(carried);
                end();
                closed = true;
                link.sendHalf(bytes, 0, length);
                client.cut();
            }
            case DISCONNECT, GARBAGE ->
                    throw new IllegalStateException(fault.kind + " waits for no message");
        }
    }

    private void endIfDone(Active fault) {
        if (fault.messages >= fault.wanted) {
            end();
        }
    }

    private void reorder(Active fault, byte[] bytes, int length, LiquidationSums carried) {
        if (fault.held.length == 0) {
            fault.held = Arrays.copyOf(bytes, length);
            fault.heldCarried = carried;
            return;
        }
        byte[] held = fault.held;
        fault.held = NOTHING;
        pass(bytes, length);
        pass(held, held.length);
        end();
    }

    private void pass(byte[] bytes, int length) {
        if (queued > 0) {
            late(bytes, length, 0);
        } else {
            link.send(bytes, 0, length);
        }
    }

    /// Delivers after `lagNs`, and behind all that waits.
    private void late(byte[] bytes, int length, long lagNs) {
        byte[] copy = Arrays.copyOf(bytes, length);
        lastDeliveryNs = Math.max(lastDeliveryNs, timeline.nowNs() + lagNs);
        queued++;
        timeline.at(
                lastDeliveryNs,
                () -> {
                    queued--;
                    if (!closed) {
                        link.send(copy, 0, copy.length);
                    }
                });
    }

    /// The venue ends the connection, or the client did.
    void closed() {
        Active fault = active;
        if (fault != null) {
            client.swallowed(fault.heldCarried);
            fault.held = NOTHING;
        }
        closed = true;
        end();
    }

    private void cut() {
        closed = true;
        link.cut();
        client.cut();
    }
}

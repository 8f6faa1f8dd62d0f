package spillway.emulator;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import spillway.venues.connect.HttpAnswer;
import spillway.venues.connect.VenueNetwork;
import spillway.venues.connect.WireConnection;
import spillway.venues.connect.WireListener;
import spillway.venues.protocol.Endpoints;
import spillway.venues.time.Timeline;

/// A network of emulated venues without sockets: each host name is a venue, and everything takes
/// the same time to get there.
final class SimulatedNetwork implements VenueNetwork {
    private final Duration delay;
    private final Map<String, VenueFront> fronts = new TreeMap<>();

    SimulatedNetwork(Duration delay) {
        this.delay = delay;
    }

    void add(VenueFront front) {
        fronts.put(front.name(), front);
    }

    static Endpoints endpoints(String protocol) {
        return new Endpoints("ws://" + protocol, "http://" + protocol);
    }

    private VenueFront front(URI uri) {
        VenueFront front = fronts.get(uri.getHost());
        if (front == null) {
            throw new IllegalArgumentException("no venue at " + uri);
        }
        return front;
    }

    private static String target(URI uri) {
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    @Override
    public WireConnection open(URI uri, Timeline timeline, WireListener listener) {
        var line = new Line(timeline, listener);
        timeline.after(delay, () -> line.arrive(front(uri), target(uri)));
        return line;
    }

    @Override
    public void get(URI uri, Timeline timeline, Consumer<HttpAnswer> answer) {
        timeline.after(
                delay,
                () ->
                        front(uri)
                                .get(
                                        target(uri),
                                        said -> timeline.after(delay, () -> answer.accept(said))));
    }

    /// One connection, both ends of it.
    private final class Line implements WireConnection, ClientLink {
        private final Timeline timeline;
        private final WireListener listener;
        private @Nullable ClientSession session;
        private boolean closedHere;
        private boolean closedThere;

        Line(Timeline timeline, WireListener listener) {
            this.timeline = timeline;
            this.listener = listener;
        }

        void arrive(VenueFront front, String target) {
            if (closedHere) {
                return;
            }
            session = front.connect(target, this);
            hear(listener::opened);
        }

        private void hear(Runnable what) {
            timeline.after(
                    delay,
                    () -> {
                        if (!closedHere) {
                            what.run();
                        }
                    });
        }

        @Override
        public void send(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            timeline.after(
                    delay,
                    () -> {
                        if (session != null && !closedThere) {
                            session.message(bytes, 0, bytes.length);
                        }
                    });
        }

        @Override
        public void close() {
            closedHere = true;
            timeline.after(
                    delay,
                    () -> {
                        if (session != null && !closedThere) {
                            closedThere = true;
                            session.closed();
                        }
                    });
        }

        @Override
        public void send(byte[] bytes, int from, int to) {
            byte[] copy = Arrays.copyOfRange(bytes, from, to);
            hear(() -> listener.message(copy, 0, copy.length, timeline.nowNs()));
        }

        @Override
        public void sendHalf(byte[] bytes, int from, int to) {
            end("cut inside a message, after " + (to - from) / 2 + " bytes: reset");
        }

        @Override
        public void ping() {
            hear(listener::pinged);
        }

        @Override
        public void close(int code, String reason) {
            end("closed by the venue with " + code + " " + reason);
        }

        @Override
        public void cut() {
            end("reset");
        }

        private void end(String reason) {
            closedThere = true;
            hear(() -> listener.closed(reason));
        }
    }
}

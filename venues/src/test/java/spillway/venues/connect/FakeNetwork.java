package spillway.venues.connect;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import spillway.venues.time.Timeline;

/// A network on which a test plays the venue by hand.
final class FakeNetwork implements VenueNetwork {
    /// One connection as the venue sees it.
    static final class Line implements WireConnection {
        final URI uri;
        final long openedNs;
        final List<String> heard = new ArrayList<>();
        boolean closed;
        private final Timeline timeline;
        private final WireListener listener;

        Line(URI uri, Timeline timeline, WireListener listener) {
            this.uri = uri;
            this.timeline = timeline;
            this.listener = listener;
            openedNs = timeline.nowNs();
        }

        @Override
        public void send(String text) {
            heard.add(text);
        }

        @Override
        public void close() {
            closed = true;
        }

        void opens() {
            listener.opened();
        }

        /// The venue says something.
        void says(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            listener.message(bytes, 0, bytes.length, timeline.nowNs());
        }

        /// The venue is gone.
        void cuts(String reason) {
            closed = true;
            listener.closed(reason);
        }
    }

    final List<Line> lines = new ArrayList<>();
    final List<String> requests = new ArrayList<>();
    final List<Long> requestedNs = new ArrayList<>();

    /// No answer at all.
    static final HttpAnswer NOTHING = new HttpAnswer(-1, 0, new byte[0]);

    /// What the venue answers to a path and query.
    Function<String, HttpAnswer> answers = request -> new HttpAnswer(404, 0, new byte[0]);

    /// Whether connections open by themselves.
    boolean opens = true;

    static HttpAnswer good(String body) {
        return new HttpAnswer(200, 0, body.getBytes(StandardCharsets.UTF_8));
    }

    static HttpAnswer refusal(int status, long retryAfterSeconds) {
        return new HttpAnswer(status, retryAfterSeconds, new byte[0]);
    }

    @Override
    public WireConnection open(URI uri, Timeline timeline, WireListener listener) {
        var line = new Line(uri, timeline, listener);
        lines.add(line);
        if (opens) {
            timeline.execute(line::opens);
        }
        return line;
    }

    @Override
    public void get(URI uri, Timeline timeline, Consumer<HttpAnswer> answer) {
        String request =
                uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        requests.add(request);
        requestedNs.add(timeline.nowNs());
        HttpAnswer said = answers.apply(request);
        if (said != NOTHING) {
            timeline.execute(() -> answer.accept(said));
        }
    }

    /// The last connection opened to a path.
    Line line(String path) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).uri.getPath().endsWith(path)) {
                return lines.get(i);
            }
        }
        throw new AssertionError("no connection to " + path + " among " + lines.size());
    }
}

package spillway.app.recording;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import spillway.app.json.Json;
import spillway.market.Channel;
import spillway.market.FeedState;
import spillway.market.Instrument;
import spillway.market.TimeWindow;
import spillway.venues.protocol.VenueProtocol;

/// Writes down what passes between Spillway and one venue, line by line, so that `spillway import
/// session` makes the same events of it: `docs/reference/session.md`.
///
/// Used by one thread. A disk that takes no more ends the run: a recording with an unseen hole is
/// worse than none.
public final class SessionRecorder implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 18;

    private final Path file;
    private final OutputStream out;

    private SessionRecorder(Path file, OutputStream out) {
        this.file = file;
        this.out = out;
    }

    /// Begins a recording in `folder`, named after the protocol and the time.
    ///
    /// @throws IOException if it cannot be written, or is there already
    public static SessionRecorder begin(Path folder, VenueProtocol protocol, long nowNs)
            throws IOException {
        String time = TimeWindow.iso(nowNs).substring(0, 19).replace("-", "").replace(":", "");
        Path file = folder.resolve(protocol.name() + "-" + time + "Z.session");
        try {
            Files.createDirectories(folder);
            var out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
            var recorder = new SessionRecorder(file, new BufferedOutputStream(out, BUFFER_BYTES));
            var note =
                    Json.object()
                            .put("recorder", "spillway")
                            .put("protocol", protocol.name())
                            .put("begun", TimeWindow.iso(nowNs));
            recorder.text("configuration: " + Json.oneLine(note));
            return recorder;
        } catch (IOException e) {
            throw new IOException(
                    file
                            + ": a recording cannot be begun ("
                            + e
                            + "); name another folder with --record",
                    e);
        }
    }

    void connected(URI uri, long nowNs) {
        text(uri + " <-> " + nowNs);
    }

    void disconnected(URI uri, long nowNs, String reason) {
        text(uri + " >-< " + nowNs + ": " + oneLine(reason));
    }

    void sent(URI uri, long nowNs, String message) {
        text(uri + " <- " + nowNs + ": " + oneLine(message));
    }

    void received(byte[] bytes, int from, int to, long receiveTimeNs) {
        line(receiveTimeNs + " ", bytes, from, to);
    }

    void answered(URI uri, long nowNs, byte[] body) {
        line(uri + " -> " + nowNs + ": ", body, 0, body.length);
    }

    /// What happened to a feed.
    void health(
            Instrument of,
            Channel channel,
            FeedState state,
            long fromNs,
            long toNs,
            long nowNs,
            String reason) {
        var node =
                Json.object()
                        .put("symbol", of.symbol())
                        .put("channel", channel.key())
                        .put("state", state.name())
                        .put("from", fromNs)
                        .put("to", toNs)
                        .put("reason", reason);
        text("feed " + nowNs + ": " + Json.oneLine(node));
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ').replace('\r', ' ');
    }

    private void text(String line) {
        line(line, new byte[0], 0, 0);
    }

    private void line(String start, byte[] bytes, int from, int to) {
        try {
            out.write(start.getBytes(StandardCharsets.UTF_8));
            int at = from;
            for (int i = from; i < to; i++) {
                if (bytes[i] == '\n' || bytes[i] == '\r') {
                    out.write(bytes, at, i - at);
                    out.write(' ');
                    at = i + 1;
                }
            }
            out.write(bytes, at, to - at);
            out.write('\n');
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException(
                new IOException(
                        file
                                + ": the recording cannot be written ("
                                + e.getMessage()
                                + "); free space on the disk and start again",
                        e));
    }

    /// Hands what was written to the system.
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    public Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

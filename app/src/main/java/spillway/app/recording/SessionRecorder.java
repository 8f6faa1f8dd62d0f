package spillway.app.recording;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import spillway.app.json.Json;
import spillway.market.Channel;
import spillway.market.FeedState;
import spillway.market.Instrument;
import spillway.market.TimeWindow;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.session.SessionReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Writes down what passes between Spillway and one venue, line by line, so that `spillway import
/// session` makes the same events of it: `docs/reference/session.md`.
///
/// Used by one thread. A disk that takes no more ends the run: a recording with an unseen hole is
/// worse than none.
public final class SessionRecorder implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final String NOTE = "configuration: ";

    private final VenueProtocol protocol;
    private final Path file;
    private final OutputStream out;

    private SessionRecorder(VenueProtocol protocol, Path file, OutputStream out) {
        this.protocol = protocol;
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
            var recorder =
                    new SessionRecorder(
                            protocol, file, new BufferedOutputStream(out, BUFFER_BYTES));
            var note =
                    Json.object()
                            .put("recorder", "spillway")
                            .put("protocol", protocol.name())
                            .put("begun", TimeWindow.iso(nowNs));
            recorder.text(NOTE + Json.oneLine(note));
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

    /// The protocol that recordings name in their first lines; empty where the first does not.
    ///
    /// @throws IOException if one cannot be read, or they are of several protocols
    public static Optional<String> protocolOf(List<Path> files) throws IOException {
        Optional<String> first = Optional.empty();
        for (Path file : files) {
            Optional<String> named = SessionReader.firstLine(file).flatMap(SessionRecorder::named);
            if (file.equals(files.getFirst())) {
                first = named;
            } else if (!named.equals(first)) {
                throw new IOException(
                        file
                                + ": expected a recording of "
                                + first.orElse("no named protocol")
                                + " like the first, found one of "
                                + named.orElse("no named protocol")
                                + "; import each protocol by a command of its own");
            }
        }
        return first;
    }

    private static Optional<String> named(String line) {
        if (!line.startsWith(NOTE)) {
            return Optional.empty();
        }
        try {
            var note = JsonMapper.shared().readTree(line.substring(NOTE.length()));
            String name = note.path("protocol").asString("");
            return name.isEmpty() ? Optional.empty() : Optional.of(name);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    void connected(String address, long nowNs) {
        text(address + " <-> " + nowNs);
    }

    void disconnected(String address, long nowNs, String reason) {
        text(address + " >-< " + nowNs + ": " + oneLine(reason));
    }

    void sent(String address, long nowNs, String message) {
        text(address + " <- " + nowNs + ": " + oneLine(message));
    }

    void received(byte[] bytes, int from, int to, long receiveTimeNs) {
        line(receiveTimeNs + " ", bytes, from, to);
    }

    void answered(String address, long nowNs, byte[] body) {
        line(address + " -> " + nowNs + ": ", body, 0, body.length);
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

    VenueProtocol protocol() {
        return protocol;
    }

    public Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

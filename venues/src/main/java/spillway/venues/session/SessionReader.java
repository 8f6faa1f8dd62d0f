package spillway.venues.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.DecodedCounts;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.protocol.WireDecoder;

/// Reads recorded sessions of one venue through the decoder that a live connection would use, and
/// keeps account of every line. Files that continue each other are read by one reader.
///
/// A session recorded on an address whose protocol is no longer spoken is ignored from that line
/// on, whole.
public final class SessionReader {
    private static final Decoded.Malformed NOT_A_LINE =
            new Decoded.Malformed(
                    "line",
                    "'time: payload', 'nanoseconds payload', or 'url' with '<->', '<-' or '->'",
                    "something else");
    private static final Decoded BLANK = new Decoded.Ignored("blank-line");
    private static final Decoded.Control NOTE = Decoded.Control.ACK;

    private final VenueProtocol protocol;
    private final WireDecoder decoder;
    private final HealthLines health;
    private final RejectedLines rejected;
    private final SessionLine line = new SessionLine();
    private final DecodedCounts counts = new DecodedCounts();
    private Optional<Decoded> retired = Optional.empty();
    private long lines;

    /// A reader that has read nothing yet.
    ///
    /// @param protocol of the venue that was recorded
    /// @param decoder of that protocol, with the sink that the events go to
    /// @param rejected gets malformed lines
    public SessionReader(VenueProtocol protocol, WireDecoder decoder, RejectedLines rejected) {
        this(protocol, decoder, HealthLines.LEFT_OUT, rejected);
    }

    /// The same, with what the recorder says of feeds.
    ///
    /// @param health gets it
    public SessionReader(
            VenueProtocol protocol,
            WireDecoder decoder,
            HealthLines health,
            RejectedLines rejected) {
        this.protocol = protocol;
        this.decoder = decoder;
        this.health = health;
        this.rejected = rejected;
    }

    /// Reads all of `file`, plain or gzip.
    ///
    /// @throws IOException if it cannot be read
    public void read(Path file) throws IOException {
        try (LineSource source = LineSource.open(file)) {
            read(source);
        }
    }

    /// The first line of `file`, plain or gzip; empty where there is none.
    ///
    /// @throws IOException if it cannot be read
    public static Optional<String> firstLine(Path file) throws IOException {
        try (LineSource source = LineSource.open(file)) {
            return source.next()
                    ? Optional.of(
                            new String(
                                    source.bytes(),
                                    source.from(),
                                    source.to() - source.from(),
                                    StandardCharsets.UTF_8))
                    : Optional.empty();
        }
    }

    void read(LineSource source) throws IOException {
        while (source.next()) {
            lines++;
            Decoded kind = decode(source.bytes(), source.from(), source.to());
            counts.count(kind);
            if (kind instanceof Decoded.Malformed why) {
                rejected.rejected(lines, source.bytes(), source.from(), source.to(), why);
            }
        }
    }

    private Decoded decode(byte[] bytes, int from, int to) {
        line.parse(bytes, from, to);
        if (!line.url.isEmpty()) {
            Optional<String> rule = protocol.retired(line.url);
            retired = rule.map(Decoded.Ignored::new);
        }
        if (retired.isPresent()) {
            return retired.get();
        }
        return switch (line.kind) {
            case RECEIVED -> decoder.message(bytes, line.payloadFrom, to, line.timeNs);
            case ANSWER ->
                    decoder.answer(request(line.url), bytes, line.payloadFrom, to, line.timeNs);
            case HEALTH -> health.read(bytes, line.payloadFrom, to, line.timeNs);
            case CONNECTED, DISCONNECTED, SENT, NOTE -> NOTE;
            case BLANK -> BLANK;
            case OTHER -> NOT_A_LINE;
        };
    }

    /// Path and query of a URL.
    private static String request(String url) {
        int host = url.indexOf("://") + 3;
        int slash = url.indexOf('/', host);
        return slash < 0 ? "/" : url.substring(slash);
    }

    /// The account of all lines read so far.
    public SessionAccount account() {
        return new SessionAccount(
                lines, counts.messages(), counts.control(), counts.ignored(), counts.malformed());
    }
}

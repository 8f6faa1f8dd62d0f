package spillway.emulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import spillway.market.Channel;
import spillway.market.EventSink;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.venues.connect.HttpAnswer;
import spillway.venues.protocol.ConnectionPlan;
import spillway.venues.protocol.Decoded;
import spillway.venues.protocol.Symbols;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.protocol.Wanted;
import spillway.venues.protocol.WireDecoder;
import spillway.venues.time.Timeline;

/// A client that asks for everything, as Spillway's own would, and decodes all it gets: no
/// heartbeat, no patience, no reconnecting.
final class PlainClient {
    private final VenueProtocol protocol;
    private final VenueFront front;
    private final Timeline timeline;
    private final Symbols symbols;
    private final WireDecoder decoder;
    private final List<ClientSession> sessions = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int closed;

    PlainClient(
            VenueProtocol protocol,
            VenueFront front,
            Timeline timeline,
            Instruments instruments,
            EventSink sink) {
        this.protocol = protocol;
        this.front = front;
        this.timeline = timeline;
        symbols = new Symbols(instruments, protocol.symbolRule());
        decoder = protocol.decoder(symbols, sink);
    }

    Symbols symbols() {
        return symbols;
    }

    /// Messages that were not as the protocol says, or refused something.
    List<String> problems() {
        return problems;
    }

    /// Connections that the venue ended.
    int closed() {
        return closed;
    }

    /// Reads the catalogue, and subscribes to `channels` of all of it.
    void start(Set<Channel> channels) {
        readCatalogue();
        subscribe(new Wanted(channels, symbols.catalogue()));
    }

    void readCatalogue() {
        for (String request : protocol.catalogueRequests()) {
            ask(request);
        }
    }

    void subscribe(Wanted wanted) {
        for (ConnectionPlan plan : protocol.connections(wanted)) {
            ClientSession session = front.connect(plan.path(), new Link());
            sessions.add(session);
            int frame = 0;
            for (String text : plan.frames()) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                long spacedNs = protocol.rules().frameSpacing().toNanos() * frame++;
                timeline.at(
                        timeline.nowNs() + spacedNs, () -> session.message(bytes, 0, bytes.length));
            }
            beat(session);
        }
    }

    private void beat(ClientSession session) {
        String frame = protocol.rules().heartbeatFrame();
        if (!frame.isEmpty()) {
            byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
            timeline.after(
                    protocol.rules().heartbeatEvery(),
                    () -> {
                        session.message(bytes, 0, bytes.length);
                        beat(session);
                    });
        }
    }

    void ask(String request) {
        front.get(request, answer -> taken(request, answer));
    }

    private void taken(String request, HttpAnswer answer) {
        byte[] body = answer.body();
        note(decoder.answer(request, body, 0, body.length, timeline.nowNs()), body, body.length);
    }

    void askForBooks() {
        for (Instrument instrument : symbols.catalogue()) {
            protocol.bookRequest(instrument).ifPresent(this::ask);
        }
    }

    private void note(Decoded kind, byte[] bytes, int length) {
        boolean isGood =
                switch (kind) {
                    case Decoded.Events _ -> true;
                    case Decoded.Control c -> c.text().isEmpty();
                    case Decoded.Ignored _, Decoded.Malformed _ -> false;
                };
        if (!isGood) {
            String text = new String(bytes, 0, Math.min(length, 300), StandardCharsets.UTF_8);
            problems.add(kind + " in " + text);
        }
    }

    private final class Link implements ClientLink {
        @Override
        public void send(byte[] bytes, int from, int to) {
            note(decoder.message(bytes, from, to, timeline.nowNs()), bytes, to);
        }

        @Override
        public void sendHalf(byte[] bytes, int from, int to) {
            closed++;
        }

        @Override
        public void ping() {}

        @Override
        public void close(int code, String reason) {
            closed++;
        }

        @Override
        public void cut() {
            closed++;
        }
    }
}

package spillway.tape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import spillway.market.EventDecoder;
import spillway.market.EventEncoder;
import spillway.market.EventOrder;
import spillway.market.EventRecorder;
import spillway.market.EventSource;
import spillway.market.Instruments;
import spillway.market.MarketEvent;

/// A tape as a list in memory: slow and obvious, what a real one is compared with.
final class SlowTape {
    private static final int RECEIVE_TIME_AT = 17;

    private final Instruments instruments = new Instruments();
    private final List<MarketEvent> events = new ArrayList<>();
    private final Set<ByteBuffer> facts = new HashSet<>();

    /// Takes an event as it comes, whatever was there before; its place is the next one.
    MarketEvent append(MarketEvent event) {
        MarketEvent placed = at(events.size(), event);
        events.add(placed);
        facts.add(fact(event));
        return placed;
    }

    void appendAll(List<MarketEvent> more) {
        more.forEach(this::append);
    }

    /// Takes those that are not there yet, whenever they were received.
    void importAll(List<MarketEvent> more) {
        for (var event : more) {
            if (!facts.contains(fact(event))) {
                append(event);
            }
        }
    }

    List<MarketEvent> arrival() {
        return List.copyOf(events);
    }

    List<MarketEvent> arrival(Selection selection) {
        return events.stream()
                .filter(e -> selection.kinds().contains(e.kind()))
                .filter(e -> selection.isFrom(e.instrument().venue()))
                .filter(e -> selection.isAt(e.venueTimeNs()))
                .toList();
    }

    List<MarketEvent> happening(Selection selection) {
        return arrival(selection).stream().sorted(EventOrder.BY_VENUE_TIME).toList();
    }

    int size() {
        return events.size();
    }

    /// What a source has.
    static List<MarketEvent> all(EventSource source) throws IOException {
        var found = new ArrayList<MarketEvent>();
        source.pour(new EventRecorder(source.instruments(), found::add));
        return found;
    }

    /// The event at another place.
    private MarketEvent at(long seq, MarketEvent event) {
        var placed = new ArrayList<MarketEvent>();
        var recorder = new EventRecorder(instruments, placed::add);
        recorder.at(seq);
        new EventDecoder().decodeOne(bytes(event), recorder);
        return placed.getFirst();
    }

    private ByteBuffer bytes(MarketEvent event) {
        var encoder = new EventEncoder();
        event.sendTo(encoder, instruments);
        return encoder.encoded();
    }

    /// All of it but the place and the time of receipt.
    private ByteBuffer fact(MarketEvent event) {
        ByteBuffer bytes = bytes(event);
        bytes.putLong(RECEIVE_TIME_AT, 0);
        return bytes;
    }
}

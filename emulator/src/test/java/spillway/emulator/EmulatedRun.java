package spillway.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import spillway.emulator.market.ScriptedMarket;
import spillway.emulator.market.ScriptedSettings;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.time.SimulatedTimeline;

/// A short scripted market behind venues, without sockets.
final class EmulatedRun {
    static final long START_NS = 1_770_285_600_000_000_000L;

    private final SimulatedTimeline timeline = new SimulatedTimeline(START_NS);
    private final Instruments clientInstruments = new Instruments();
    private final Duration length;
    private final Emulation emulation;

    EmulatedRun(long seed, Duration length, List<VenueProtocol> protocols, FaultPlan plan) {
        this.length = length;
        var numbering = new Instruments();
        var settings = settings(seed, length);
        emulation =
                new Emulation(
                        protocols,
                        new ScriptedMarket(settings, protocols, numbering),
                        numbering,
                        timeline,
                        plan);
    }

    /// A sixth of calm, half of falling, the rest after.
    static ScriptedSettings settings(long seed, Duration length) {
        return new ScriptedSettings(
                seed,
                START_NS,
                length.dividedBy(6),
                length.dividedBy(2),
                length.dividedBy(3),
                Duration.ofMillis(500),
                0.15);
    }

    SimulatedTimeline timeline() {
        return timeline;
    }

    Emulation emulation() {
        return emulation;
    }

    /// The numbering of what clients decode.
    Instruments clientInstruments() {
        return clientInstruments;
    }

    Set<String> venues() {
        return emulation.truth().wire().keySet();
    }

    VenueFront front(VenueProtocol protocol) {
        return emulation.fronts().stream()
                .filter(f -> f.name().equals(protocol.name()))
                .findFirst()
                .orElseThrow();
    }

    PlainClient client(VenueProtocol protocol, EventSink sink) {
        return new PlainClient(protocol, front(protocol), timeline, clientInstruments, sink);
    }

    /// Starts the market, runs it to its end, and half a minute more.
    void toTheEnd() {
        emulation.start();
        timeline.runFor(length.plusSeconds(30));
    }
}

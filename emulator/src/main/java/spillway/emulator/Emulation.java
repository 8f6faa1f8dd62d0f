package spillway.emulator;

import java.util.List;
import java.util.TreeMap;
import spillway.market.Instruments;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.time.Timeline;

/// A market behind the wires of several venues, on a timeline. Used on the timeline's thread, but
/// for what says otherwise.
public final class Emulation {
    /// A market that has opened and stands still: its venues answer and acknowledge, and publish
    /// once it is started.
    ///
    /// @param protocols the venues
    /// @param source the market
    /// @param instruments the numbering of the market's events
    /// @param faults what goes wrong
    public Emulation(
            List<VenueProtocol> protocols,
            MarketSource source,
            Instruments instruments,
            Timeline timeline,
            FaultPlan faults) {
        throw new UnsupportedOperationException("not built yet");
    }

    /// A front for each protocol, in the order given.
    public List<VenueFront> fronts() {
        return List.of();
    }

    /// Lets the market run, its first moment now.
    public void start() {}

    /// Stops the market, publishes what the throttles hold back, and goes on serving.
    public void stop() {}

    /// Whether the market came to its end, or was stopped.
    public boolean isOver() {
        return false;
    }

    /// What was liquidated so far.
    public Truth truth() {
        return new Truth(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    /// The faults so far, in order of their ends.
    public List<InjectedFault> faults() {
        return List.of();
    }
}

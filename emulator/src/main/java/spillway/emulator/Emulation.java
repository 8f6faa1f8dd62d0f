package spillway.emulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.market.RoutingSink;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.time.Timeline;

/// A market behind the wires of several venues, on a timeline. Used on the timeline's thread; made
/// on any, before the timeline's thread uses it.
///
/// The market's first moment becomes the timeline's when it is started, and all its times with it.
public final class Emulation {
    private static final EventSink[] NOWHERE = {};

    private final MarketSource source;
    private final Timeline timeline;
    private final List<EmulatedVenue> venues = new ArrayList<>();
    private final LiquidationTally wire;
    private final LiquidationTally swallowed;
    private final List<InjectedFault> faults = new ArrayList<>();
    private final EventSink router = new Router();
    private long openedNs;
    private long shiftNs;
    private Timeline.@Nullable Task next;
    private boolean started;
    private boolean over;

    /// A market that has opened and stands still: its venues answer and acknowledge, and publish
    /// once it is started.
    ///
    /// @param protocols the venues
    /// @param source the market, before its first moment
    /// @param instruments the numbering of the market's events
    /// @param plan what goes wrong
    public Emulation(
            List<VenueProtocol> protocols,
            MarketSource source,
            Instruments instruments,
            Timeline timeline,
            FaultPlan plan) {
        this.source = source;
        this.timeline = timeline;
        var codes = new TreeSet<String>();
        protocols.forEach(p -> codes.add(p.venue().code()));
        wire = new LiquidationTally(codes);
        swallowed = new LiquidationTally(codes);
        var accounts = new EmulatedVenue.Accounts(wire, swallowed, faults::add);
        for (VenueProtocol protocol : protocols) {
            venues.add(
                    new EmulatedVenue(
                            protocol, instruments, source.listings(), timeline, plan, accounts));
        }
        open();
    }

    /// Takes the market's first moment, as of now.
    private void open() {
        long firstNs = source.nextTimeNs();
        if (firstNs == Long.MAX_VALUE) {
            over = true;
            return;
        }
        shift(timeline.nowNs() - firstNs);
        while (source.nextTimeNs() == firstNs) {
            source.advance(router);
        }
        openedNs = firstNs;
    }

    private void shift(long newShiftNs) {
        shiftNs = newShiftNs;
        venues.forEach(v -> v.shift(newShiftNs));
    }

    /// Sends the market's events to the venue that lists their instrument.
    private final class Router extends RoutingSink {
        private final Map<Integer, EventSink[]> byCode = new HashMap<>();

        @Override
        protected EventSink[] route(
                EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
            if (!started && kind == EventKind.LIQUIDATION) {
                // Nobody listens before the start.
                return NOWHERE;
            }
            return byCode.computeIfAbsent(
                    instrument,
                    code ->
                            venues.stream()
                                    .filter(v -> v.lists(code))
                                    .findFirst()
                                    .map(v -> new EventSink[] {v})
                                    .orElse(NOWHERE));
        }
    }

    /// A front for each protocol, in the order given.
    public List<VenueFront> fronts() {
        return List.copyOf(venues);
    }

    /// Lets the market run, its first moment now.
    ///
    /// @throws IllegalStateException if it was started before
    public void start() {
        if (started) {
            throw new IllegalStateException("expected to be started once, was started again");
        }
        started = true;
        if (over) {
            return;
        }
        shift(timeline.nowNs() - openedNs);
        venues.forEach(EmulatedVenue::start);
        schedule();
    }

    private void schedule() {
        long timeNs = source.nextTimeNs();
        if (timeNs == Long.MAX_VALUE) {
            stop();
            return;
        }
        next =
                timeline.at(
                        timeNs + shiftNs,
                        () -> {
                            source.advance(router);
                            if (!over) {
                                schedule();
                            }
                        });
    }

    /// Stops the market, publishes what the throttles hold back, and goes on serving. The market
    /// does the same by itself at its end.
    public void stop() {
        if (over) {
            return;
        }
        over = true;
        if (next != null) {
            next.cancel();
        }
        venues.forEach(EmulatedVenue::stop);
    }

    /// Whether the market came to its end, or was stopped.
    public boolean isOver() {
        return over;
    }

    /// What was liquidated so far.
    public Truth truth() {
        var economic = new LiquidationTally(wire.sums().keySet());
        source.economic().forEach(economic::add);
        return new Truth(wire.sums(), economic.sums(), swallowed.sums());
    }

    /// The faults so far, in order of their ends.
    public List<InjectedFault> faults() {
        return List.copyOf(faults);
    }
}

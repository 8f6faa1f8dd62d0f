package spillway.tape;

import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.RoutingSink;

/// Lets through the events that are new: each is fingerprinted, judged, and passed on or dropped.
final class NewEventsSink extends RoutingSink {
    /// Judges the event that was fingerprinted last.
    interface Judge {
        boolean isNew(EventKind kind, int instrument);
    }

    /// The fingerprint first, so that the gate behind it can judge.
    private final EventSink[] route;

    NewEventsSink(EventFingerprint fingerprint, EventSink next, Judge judge) {
        route = new EventSink[] {fingerprint, new Gate(next, judge)};
    }

    @Override
    protected EventSink[] route(
            EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
        return route;
    }

    /// Open for the events that are new.
    private static final class Gate extends RoutingSink {
        private static final EventSink[] CLOSED = {};

        private final EventSink[] open;
        private final Judge judge;

        Gate(EventSink next, Judge judge) {
            open = new EventSink[] {next};
            this.judge = judge;
        }

        @Override
        protected EventSink[] route(
                EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
            return judge.isNew(kind, instrument) ? open : CLOSED;
        }
    }
}

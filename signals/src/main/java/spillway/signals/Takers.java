package spillway.signals;

import java.util.ArrayList;
import java.util.List;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.MarketEvent;
import spillway.market.RoutingSink;

/// Pushes each event into the operators that take its kind, in the order of their names.
// The ordinal of an append-only enum indexes the operators.
@SuppressWarnings("EnumOrdinal")
final class Takers extends RoutingSink {
    private final Operator[][] byKind;
    private final boolean[] orderNeeded;
    private long seq = MarketEvent.NONE;

    Takers(List<? extends Operator> operators) {
        EventKind[] kinds = EventKind.values();
        byKind = new Operator[kinds.length][];
        orderNeeded = new boolean[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            var takers = new ArrayList<Operator>();
            for (var operator : operators) {
                if (operator.kinds().contains(kinds[i])) {
                    takers.add(operator);
                    orderNeeded[i] |= operator.needsEventOrder();
                }
            }
            byKind[i] = takers.toArray(new Operator[0]);
        }
    }

    @Override
    public void at(long nextSeq) {
        seq = nextSeq;
    }

    boolean anyTakes(EventKind kind) {
        return byKind[kind.ordinal()].length > 0;
    }

    /// Whether any of those that take `kind` must get its events in event order.
    boolean needOrder(EventKind kind) {
        return orderNeeded[kind.ordinal()];
    }

    /// The operators that take `kind`, told the place of the event that they get next.
    EventSink[] of(EventKind kind, long eventSeq) {
        Operator[] takers = byKind[kind.ordinal()];
        for (Operator operator : takers) {
            operator.at(eventSeq);
        }
        return takers;
    }

    /// The same, told besides that the event is a correction.
    EventSink[] correcting(EventKind kind, long eventSeq, long venueTimeNs) {
        for (Operator operator : byKind[kind.ordinal()]) {
            operator.onCorrection(venueTimeNs);
        }
        return of(kind, eventSeq);
    }

    @Override
    protected EventSink[] route(
            EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
        return of(kind, seq);
    }
}

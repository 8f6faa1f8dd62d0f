package spillway.signals;

import java.util.ArrayList;
import java.util.List;
import spillway.market.EventDecoder;
import spillway.market.EventEncoder;
import spillway.market.EventKind;
import spillway.market.EventRecorder;
import spillway.market.EventSink;
import spillway.market.EventSorter;
import spillway.market.Instruments;
import spillway.market.MarketEvent;

/// The host of a stream that comes as it was heard: keeps events back until a watermark, and
/// applies them in event order then. A kind of event that no operator needs in order goes straight
/// through.
final class ArrivalHost extends OperatorHost {
    private static final String STATE = "arrival";
    private static final int STATE_VERSION = 1;
    private static final EventSink[] NOWHERE = {};

    private final Instruments instruments;
    private final Watermarks watermarks;
    private final EventSorter sorter;

    /// The sorter's sink, which changes as it makes room.
    private final EventSink[] toSorter = new EventSink[1];

    private long corrections;

    /// What [#route] found out of the event that is being pushed.
    private boolean waits;

    private boolean watermarkMayMove;

    ArrivalHost(
            Instruments instruments, List<? extends Operator> operators, Watermarks watermarks) {
        super(operators);
        this.instruments = instruments;
        this.watermarks = watermarks;
        sorter = new EventSorter(instruments);
        toSorter[0] = sorter.sink();
    }

    @Override
    protected EventSink[] route(
            EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
        watermarkMayMove = watermarks.heard(instrument, venueTimeNs, receiveTimeNs);
        waits = false;
        if (!takers.anyTakes(kind)) {
            return NOWHERE;
        }
        if (venueTimeNs <= watermarkNs()) {
            corrections++;
            return takers.correcting(kind, seq, venueTimeNs);
        }
        if (!takers.needOrder(kind)) {
            return takers.of(kind, seq);
        }
        waits = true;
        toSorter[0] = sorter.sink();
        return toSorter;
    }

    @Override
    protected void routed() {
        if (waits) {
            sorter.added(seq);
        }
        if (watermarkMayMove) {
            drainAndIssue(watermarks.advance());
        }
    }

    private void drainAndIssue(long upToNs) {
        if (upToNs > watermarkNs()) {
            sorter.drain(upToNs, takers);
            issue(upToNs);
        }
    }

    @Override
    public long latestNs() {
        return watermarks.latestNs();
    }

    @Override
    public long corrections() {
        return corrections;
    }

    @Override
    public int waiting() {
        return sorter.size();
    }

    /// Events beyond the last watermark, by a clock ahead of all others, get into the state too,
    /// but not into any window yet.
    @Override
    public void finish(long lastNs) {
        watermarks.issue(lastNs);
        drainAndIssue(lastNs);
        sorter.drain(Long.MAX_VALUE, takers);
    }

    @Override
    void showWaiting(EventSink into) {
        sorter.show(into);
    }

    /// The events that wait are written under a numbering of instruments by first use among them,
    /// which this run's codes do not matter for.
    @Override
    void saveProgress(StateWriter out) {
        out.writeHeader(STATE, STATE_VERSION);
        watermarks.saveTo(out);
        out.writeLong(corrections);
        var saved = new Instruments();
        var places = new ArrayList<Long>();
        var events = new EventEncoder();
        sorter.show(
                new EventRecorder(
                        instruments,
                        event -> {
                            places.add(event.seq());
                            event.sendTo(events, saved);
                        }));
        out.writeInt(saved.size());
        saved.all().forEach(out::writeInstrument);
        out.writeInt(places.size());
        places.forEach(out::writeLong);
        out.writeInt(events.size());
        out.writeBytes(events.encoded(), 0, events.size());
    }

    @Override
    void restoreProgress(StateReader in) {
        in.expectHeader(STATE, STATE_VERSION);
        watermarks.restoreFrom(in);
        corrections = in.readLong();
        var saved = new Instruments();
        for (int more = in.readCount(); more > 0; more--) {
            saved.code(in.readInstrument());
        }
        var places = new long[in.readCount()];
        for (int i = 0; i < places.length; i++) {
            places[i] = in.readLong();
        }
        var events = in.readSlice(in.readCount());
        var decoder = new EventDecoder();
        var recorder = new EventRecorder(saved, this::keep);
        for (long place : places) {
            recorder.at(place);
            decoder.decodeOne(events, recorder);
        }
    }

    private void keep(MarketEvent event) {
        event.sendTo(sorter.sink(), instruments);
        sorter.added(event.seq());
    }
}

package spillway.signals;

import java.time.Duration;
import java.util.List;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.market.TimeWindow;

/// The host of a stream that comes in event order: passes events straight on, and issues a
/// watermark at each whole multiple of a step behind which the stream has come. Nothing waits and
/// nothing is late.
final class EventOrderHost extends OperatorHost {
    private static final String STATE = "event-order";
    private static final int STATE_VERSION = 1;

    private final Instruments instruments;
    private final long stepNs;
    private long lastVenueTimeNs = NEVER;
    private long latestNs = NEVER;
    private long nextWatermarkNs = NEVER;

    EventOrderHost(
            Instruments instruments, List<? extends Operator> operators, Duration watermarkEvery) {
        super(operators);
        this.instruments = instruments;
        stepNs = watermarkEvery.toNanos();
        if (stepNs <= 0) {
            throw new IllegalArgumentException("watermarkEvery must be > 0, was " + watermarkEvery);
        }
    }

    @Override
    protected EventSink[] route(
            EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
        if (venueTimeNs < lastVenueTimeNs) {
            throw new IllegalStateException(
                    instruments.get(instrument)
                            + ": expected events in event order, found "
                            + TimeWindow.iso(venueTimeNs)
                            + " after "
                            + TimeWindow.iso(lastVenueTimeNs)
                            + "; replay the tape in arrival order");
        }
        lastVenueTimeNs = venueTimeNs;
        latestNs = Math.max(latestNs, Watermarks.credible(venueTimeNs, receiveTimeNs));
        if (latestNs > nextWatermarkNs) {
            passWatermark();
        }
        return takers.of(kind, seq);
    }

    /// The largest multiple of the step before `latestNs` is behind the stream: more events of
    /// `latestNs` itself may follow.
    private void passWatermark() {
        long upToNs = Math.floorDiv(latestNs - 1, stepNs) * stepNs;
        if (nextWatermarkNs != NEVER) {
            issue(upToNs);
        }
        nextWatermarkNs = upToNs + stepNs;
    }

    @Override
    public long latestNs() {
        return latestNs;
    }

    @Override
    public long corrections() {
        return 0;
    }

    @Override
    public int waiting() {
        return 0;
    }

    @Override
    public void finish(long lastNs) {
        issue(lastNs);
    }

    @Override
    void showWaiting(EventSink into) {}

    @Override
    void saveProgress(StateWriter out) {
        out.writeHeader(STATE, STATE_VERSION);
        out.writeLong(stepNs);
        out.writeLong(lastVenueTimeNs);
        out.writeLong(latestNs);
        out.writeLong(nextWatermarkNs);
    }

    @Override
    void restoreProgress(StateReader in) {
        in.expectHeader(STATE, STATE_VERSION);
        in.expectLong("a watermark step in ns of", stepNs);
        lastVenueTimeNs = in.readLong();
        latestNs = in.readLong();
        nextWatermarkNs = in.readLong();
    }
}

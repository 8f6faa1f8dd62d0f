package spillway.app.recording;

import spillway.market.Channel;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.FeedState;
import spillway.market.Instruments;
import spillway.market.RoutingSink;
import spillway.market.SelectiveSink;

/// Passes events on and writes down what happens to feeds, which no message of the venue tells.
public final class RecordedHealth extends RoutingSink {
    private final EventSink[] others;
    private final EventSink[] health;

    /// @param instruments the numbering behind the codes that will be pushed
    /// @param sink takes all events
    public RecordedHealth(Instruments instruments, EventSink sink, SessionRecorder recorder) {
        others = new EventSink[] {sink};
        health =
                new EventSink[] {
                    new SelectiveSink() {
                        @Override
                        public void feedHealth(
                                int instrument,
                                long venueTimeNs,
                                long receiveTimeNs,
                                Channel channel,
                                FeedState state,
                                long fromNs,
                                long toNs,
                                String reason) {
                            recorder.health(
                                    instruments.get(instrument),
                                    channel,
                                    state,
                                    fromNs,
                                    toNs,
                                    venueTimeNs,
                                    reason);
                        }
                    },
                    sink
                };
    }

    @Override
    protected EventSink[] route(
            EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
        return kind == EventKind.FEED_HEALTH ? health : others;
    }
}

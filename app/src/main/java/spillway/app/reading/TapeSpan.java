package spillway.app.reading;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import spillway.market.EventKind;
import spillway.market.TimeWindow;
import spillway.signals.coverage.FeedCoverage;
import spillway.tape.Selection;
import spillway.tape.Tape;

/// From when to when a tape knows anything.
public final class TapeSpan {
    private TapeSpan() {}

    /// From the first event to the end of what was listened to; empty for an empty tape.
    ///
    /// The end is that of coverage where it is later than the last event: an hour in which nothing
    /// happened was watched too.
    public static Optional<TimeWindow> of(Tape tape) throws IOException {
        Optional<TimeWindow> events = tape.venueTimes(EnumSet.allOf(EventKind.class));
        if (events.isEmpty()) {
            return events;
        }
        long fromNs = events.get().fromNs();
        long toNs = events.get().toNs();
        var feeds = new FeedCoverage(tape.instruments());
        tape.arrival(Selection.of(EventKind.FEED_HEALTH)).pour(feeds);
        feeds.onWatermark(toNs - 1);
        for (var spans : feeds.coverage().byFeed().values()) {
            if (!spans.isEmpty()) {
                toNs = Math.max(toNs, spans.windows().getLast().toNs());
            }
        }
        return Optional.of(new TimeWindow(fromNs, toNs));
    }
}

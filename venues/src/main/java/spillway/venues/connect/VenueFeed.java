package spillway.venues.connect;

import java.util.List;
import spillway.market.EventSink;
import spillway.market.Instruments;
import spillway.venues.time.Timeline;

/// One venue listened to: its catalogue read, instruments chosen, connections kept, and what they
/// bring pushed into a sink together with what they missed.
///
/// Lives on its timeline's thread, all of it.
public final class VenueFeed {
    private final FeedSettings settings;
    private FeedStatus.Phase phase = FeedStatus.Phase.STOPPED;

    /// A feed that does nothing yet.
    ///
    /// @param instruments the numbering that events are coded with
    /// @param sink gets all events, in order of arrival, health included
    /// @param rejected gets messages that are malformed
    public VenueFeed(
            FeedSettings settings,
            Timeline timeline,
            VenueNetwork network,
            Instruments instruments,
            EventSink sink,
            RejectedMessages rejected) {
        this.settings = settings;
    }

    /// Begins. Returns at once.
    public void start() {
        phase = FeedStatus.Phase.CATALOGUE;
    }

    /// Ends all connections, and says of every feed that it is no longer listened to.
    public void stop() {
        phase = FeedStatus.Phase.STOPPED;
    }

    /// How it is now. From the timeline's thread.
    public FeedStatus status() {
        return new FeedStatus(
                settings.protocol().venue(),
                settings.protocol().name(),
                phase,
                "",
                List.of(),
                List.of(),
                new FeedStatus.Account(
                        0,
                        0,
                        0,
                        new java.util.TreeMap<>(),
                        new java.util.TreeMap<>(),
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0));
    }
}

package spillway.venues.connect;

import java.util.HashMap;
import java.util.Map;
import spillway.market.BookLevels;
import spillway.market.Channel;
import spillway.market.EventKind;
import spillway.market.EventSink;
import spillway.market.FeedState;
import spillway.market.MarketEvent;
import spillway.market.RoutingSink;
import spillway.venues.connect.FeedStatus.ListeningState;

/// Says what happens to feeds, in the stream of their events, and keeps what it said. Last before
/// the sink: events pass untouched, and what is said about books before is kept too.
///
/// Sayings about one feed never go back in venue time, so they fold to the same coverage in order
/// of venue time as in order of arrival.
final class HealthTeller extends RoutingSink {
    private final EventSink sink;
    private final EventSink[] route;
    private final Map<Integer, Listening> books = new HashMap<>();
    private long gaps;

    HealthTeller(EventSink sink) {
        this.sink = sink;
        route = new EventSink[] {sink};
    }

    /// Stretches said to be missed.
    long gaps() {
        return gaps;
    }

    /// Takes note of the feed of a book, under one more code of its instrument.
    void book(int code, Listening on) {
        books.put(code, on);
    }

    /// A feed delivers, from `fromNs` on; what was missed before is told first.
    void listening(Listening on, long fromNs, long receiveNs, String reason) {
        boolean again = on.state != ListeningState.WAITING;
        if (again && fromNs > on.sinceVenueNs) {
            gap(on, on.sinceVenueNs, fromNs, receiveNs, reason);
        }
        tell(
                on,
                again ? FeedState.RESYNCED : FeedState.CONNECTED,
                fromNs,
                fromNs,
                fromNs,
                receiveNs,
                reason);
    }

    /// A feed delivers again, and missed nothing since it stopped.
    void unbroken(Listening on, long atNs, long receiveNs, String reason) {
        long fromNs = on.sinceVenueNs;
        tell(on, FeedState.RESYNCED, fromNs, fromNs, atNs, receiveNs, reason);
    }

    /// A feed no longer delivers since `fromNs`: `LOST` or `SILENT`.
    void stopped(Listening on, FeedState how, long fromNs, long nowNs, String reason) {
        tell(on, how, fromNs, fromNs, Math.max(fromNs, nowNs), nowNs, reason);
    }

    /// A feed missed `[fromNs, toNs)`; nothing is said where that is empty: feeds of one connection
    /// are not of one time, and this one may be ahead.
    void gap(Listening on, long fromNs, long toNs, long receiveNs, String reason) {
        if (toNs <= fromNs) {
            return;
        }
        tell(on, FeedState.GAP, fromNs, toNs, toNs, receiveNs, reason);
    }

    private void tell(
            Listening on,
            FeedState state,
            long fromNs,
            long toNs,
            long atNs,
            long receiveNs,
            String reason) {
        take(on, state, fromNs);
        on.saidVenueNs = Math.max(on.saidVenueNs, atNs);
        sink.feedHealth(
                on.code, on.saidVenueNs, receiveNs, on.feed.channel(), state, fromNs, toNs, reason);
    }

    private void take(Listening on, FeedState state, long fromNs) {
        switch (state) {
            case CONNECTED, RESYNCED -> {
                on.state = ListeningState.LISTENING;
                on.sinceVenueNs = fromNs;
                if (on.firstVenueNs == MarketEvent.NONE) {
                    on.firstVenueNs = fromNs;
                }
            }
            case LOST -> {
                on.state = ListeningState.LOST;
                on.sinceVenueNs = fromNs;
            }
            case SILENT -> {
                on.state = ListeningState.SILENT;
                on.sinceVenueNs = fromNs;
            }
            case GAP -> {
                on.gaps++;
                gaps++;
            }
            case REPLAYED, COVERED -> {}
        }
    }

    /// What continuity says about a book.
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
        Listening on = books.get(instrument);
        if (on == null) {
            sink.feedHealth(
                    instrument, venueTimeNs, receiveTimeNs, channel, state, fromNs, toNs, reason);
        } else {
            tell(on, state, fromNs, toNs, venueTimeNs, receiveTimeNs, reason);
        }
    }

    /// A change that chains shows that a silent book missed nothing.
    @Override
    public void bookDelta(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long firstUpdateId,
            long lastUpdateId,
            long previousUpdateId,
            BookLevels levels) {
        Listening on = books.get(instrument);
        if (on != null && on.state == ListeningState.SILENT) {
            unbroken(on, venueTimeNs, receiveTimeNs, "nothing had changed");
        }
        sink.bookDelta(
                instrument,
                venueTimeNs,
                receiveTimeNs,
                firstUpdateId,
                lastUpdateId,
                previousUpdateId,
                levels);
    }

    /// A whole book after a silence hides what happened in between.
    @Override
    public void bookSnapshot(
            int instrument,
            long venueTimeNs,
            long receiveTimeNs,
            long updateId,
            BookLevels levels) {
        Listening on = books.get(instrument);
        if (on != null && on.state == ListeningState.SILENT) {
            listening(on, venueTimeNs, receiveTimeNs, "new whole book");
        }
        sink.bookSnapshot(instrument, venueTimeNs, receiveTimeNs, updateId, levels);
    }

    @Override
    public void at(long seq) {
        sink.at(seq);
    }

    @Override
    protected EventSink[] route(
            EventKind kind, int instrument, long venueTimeNs, long receiveTimeNs) {
        return route;
    }
}

package spillway.market;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Turns what happened to feeds, in order, into the times that they covered.
///
/// A feed listens from CONNECTED or RESYNCED until LOST or SILENT; GAP takes a stretch out; COVERED
/// and REPLAYED put one in. Nothing is covered that no event says was.
public final class CoverageFold {
    private static final class State {
        TimeSpans covered = TimeSpans.EMPTY;
        @Nullable Long listeningSinceNs;
    }

    private final Map<Feed, State> states = new HashMap<>();

    /// Takes the next event of `feed`.
    public void feedHealth(Feed feed, FeedState state, long fromNs, long toNs) {
        State s = states.computeIfAbsent(feed, _ -> new State());
        switch (state) {
            case CONNECTED, RESYNCED -> {
                if (s.listeningSinceNs == null) {
                    s.listeningSinceNs = fromNs;
                }
            }
            case LOST, SILENT -> stopListening(s, fromNs);
            case GAP -> {
                if (s.listeningSinceNs != null && toNs > s.listeningSinceNs) {
                    stopListening(s, fromNs);
                    s.listeningSinceNs = toNs;
                }
                s.covered = s.covered.minus(spans(fromNs, toNs));
            }
            case REPLAYED, COVERED -> s.covered = s.covered.plus(spans(fromNs, toNs));
        }
    }

    private static void stopListening(State s, long atNs) {
        Long since = s.listeningSinceNs;
        if (since != null && atNs > since) {
            s.covered = s.covered.plus(spans(since, atNs));
        }
        s.listeningSinceNs = null;
    }

    private static TimeSpans spans(long fromNs, long toNs) {
        return TimeSpans.of(List.of(new TimeWindow(fromNs, toNs)));
    }

    /// The feeds that listen now: connected, and not lost since.
    public List<Feed> listening() {
        var listening = new ArrayList<Feed>();
        states.forEach((feed, s) -> {
            if (s.listeningSinceNs != null) {
                listening.add(feed);
            }
        });
        listening.sort(null);
        return listening;
    }

    /// The coverage as known at `nowNs`: feeds that listen are covered until then.
    public Coverage at(long nowNs) {
        var byFeed = new TreeMap<Feed, TimeSpans>();
        states.forEach((feed, s) -> {
            TimeSpans open =
                    s.listeningSinceNs != null && nowNs > s.listeningSinceNs
                            ? spans(s.listeningSinceNs, nowNs)
                            : TimeSpans.EMPTY;
            byFeed.put(feed, s.covered.plus(open));
        });
        return new Coverage(byFeed);
    }
}

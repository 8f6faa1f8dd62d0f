package spillway.tape.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import spillway.market.Channel;
import spillway.market.EventSink;
import spillway.market.Feed;
import spillway.market.FeedState;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.TimeSpans;
import spillway.market.TimeWindow;

/// What the rows of one file, or of one import, say about when each feed was collected.
final class CoverageLedger {
    /// Further apart than any two rows; adding it to a time does not overflow.
    private static final long NEVER_APART_NS = Long.MAX_VALUE / 2;

    /// What is known of one feed.
    final class Track {
        private final Instrument instrument;
        private final Stretches collected;
        private long seenFromNs = Long.MAX_VALUE;
        private long seenToNs = Long.MIN_VALUE;

        private Track(Instrument instrument) {
            this.instrument = instrument;
            collected = new Stretches(toleranceNs);
        }

        /// Notes a row from `fromNs` over `intervalNs`, and whether anything was collected in it.
        void row(long fromNs, long intervalNs, boolean present) {
            boolean moment = intervalNs == 0;
            if (moment && rule.mode() == CoverageRule.Mode.GRID) {
                return;
            }
            long toNs = fromNs + (moment ? stepNs : intervalNs);
            see(fromNs, toNs);
            if (present) {
                collected.add(fromNs, toNs);
            }
        }

        private void see(long fromNs, long toNs) {
            seenFromNs = Math.min(seenFromNs, fromNs);
            seenToNs = Math.max(seenToNs, toNs);
        }

        private void add(Track other) {
            see(other.seenFromNs, other.seenToNs);
            for (var window : other.collected.spans().windows()) {
                collected.add(window.fromNs(), window.toNs());
            }
        }
    }

    private final CoverageRule rule;
    private final long stepNs;
    private final long toleranceNs;
    private final Map<Feed, Track> tracks = new HashMap<>();

    private CoverageLedger(CoverageRule rule, long stepNs, long toleranceNs) {
        this.rule = rule;
        this.stepNs = stepNs;
        this.toleranceNs = toleranceNs;
    }

    /// Of one file.
    ///
    /// @param stepNs length given to a moment
    static CoverageLedger ofFile(CoverageRule rule, long stepNs) {
        boolean span = rule.mode() == CoverageRule.Mode.SPAN;
        return new CoverageLedger(rule, stepNs, span ? NEVER_APART_NS : betweenFiles(rule, stepNs));
    }

    /// Of all files of an import: what lies between two of them was collected only where the rule
    /// allows so long a silence.
    static CoverageLedger ofSession(CoverageRule rule, long stepNs) {
        return new CoverageLedger(rule, stepNs, betweenFiles(rule, stepNs));
    }

    private static long betweenFiles(CoverageRule rule, long stepNs) {
        return Math.max(0, rule.silenceNs() - stepNs);
    }

    /// Where the rows of a feed are noted.
    Track track(Instrument instrument, Channel channel) {
        Instrument subject =
                rule.wholeMarket() ? Instrument.wholeMarket(instrument.venue()) : instrument;
        return tracks.computeIfAbsent(Feed.of(subject, channel), _ -> new Track(subject));
    }

    /// Adds what a file says.
    void add(CoverageLedger file) {
        file.tracks.forEach((feed, track) -> {
            if (track.seenFromNs <= track.seenToNs) {
                track(track.instrument, feed.channel()).add(track);
            }
        });
    }

    /// What was missed between the first and the last row of each feed; feeds without gaps are
    /// listed too, with none.
    SortedMap<Feed, TimeSpans> gaps() {
        var gaps = new TreeMap<Feed, TimeSpans>();
        tracks.forEach((feed, track) -> {
            if (track.seenFromNs < track.seenToNs) {
                var whole = new TimeWindow(track.seenFromNs, track.seenToNs);
                var seen = TimeSpans.of(List.of(whole));
                gaps.put(feed, seen.minus(track.collected.spans()));
            }
        });
        return gaps;
    }

    /// Pushes one COVERED for each stretch, by feed and time.
    void pushTo(EventSink sink, Instruments instruments, String reason) {
        new TreeMap<>(tracks)
                .forEach((feed, track) -> {
                    for (var window : track.collected.spans().windows()) {
                        sink.feedHealth(
                                instruments.code(track.instrument),
                                window.fromNs(),
                                MarketEvent.NONE,
                                feed.channel(),
                                FeedState.COVERED,
                                window.fromNs(),
                                window.toNs(),
                                reason);
                    }
                });
    }
}

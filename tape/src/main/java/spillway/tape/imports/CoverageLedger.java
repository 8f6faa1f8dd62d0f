package spillway.tape.imports;

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
    private static final class Track {
        final Instrument instrument;
        final Stretches collected;
        long seenFromNs = Long.MAX_VALUE;
        long seenToNs = Long.MIN_VALUE;

        Track(Instrument instrument, long toleranceNs) {
            this.instrument = instrument;
            collected = new Stretches(toleranceNs);
        }
    }

    private final CoverageRule rule;
    private final long stepNs;
    private final SortedMap<Feed, Track> tracks = new TreeMap<>();

    /// @param stepNs length given to a moment
    CoverageLedger(CoverageRule rule, long stepNs) {
        this.rule = rule;
        this.stepNs = stepNs;
    }

    /// Notes a row of a feed from `fromNs` over `intervalNs`, and whether anything was collected in
    /// it.
    void row(
            Instrument instrument,
            Channel channel,
            long fromNs,
            long intervalNs,
            boolean collected) {
        boolean moment = intervalNs == 0;
        if (rule.mode() == CoverageRule.Mode.NONE
                || (moment && rule.mode() == CoverageRule.Mode.GRID)) {
            return;
        }
        long toNs = fromNs + (moment ? stepNs : intervalNs);
        Instrument subject =
                rule.wholeMarket() ? Instrument.wholeMarket(instrument.venue()) : instrument;
        Track track =
                tracks.computeIfAbsent(
                        Feed.of(subject, channel), _ -> new Track(subject, toleranceNs()));
        track.seenFromNs = Math.min(track.seenFromNs, fromNs);
        track.seenToNs = Math.max(track.seenToNs, toNs);
        if (collected) {
            track.collected.add(fromNs, toNs);
        }
    }

    private long toleranceNs() {
        return switch (rule.mode()) {
            case GRID, NONE -> 0;
            case SILENCE -> Math.max(0, rule.silenceNs() - stepNs);
            case SPAN -> Long.MAX_VALUE / 2;
        };
    }

    /// What was missed between the first and the last row of each feed; feeds without gaps are
    /// listed too, with none.
    SortedMap<Feed, TimeSpans> gaps() {
        var gaps = new TreeMap<Feed, TimeSpans>();
        tracks.forEach((feed, track) -> {
            var whole = new TimeWindow(track.seenFromNs, track.seenToNs);
            var seen = TimeSpans.of(java.util.List.of(whole));
            gaps.put(feed, seen.minus(track.collected.spans()));
        });
        return gaps;
    }

    /// Pushes one COVERED for each stretch, by feed and time.
    void pushTo(EventSink sink, Instruments instruments, String reason) {
        tracks.forEach((feed, track) -> {
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

package spillway.signals.coverage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import spillway.market.Completeness;
import spillway.market.Coverage;
import spillway.market.Feed;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.Instruments;
import spillway.market.TimeSpans;
import spillway.market.TimeWindow;
import spillway.market.Venue;
import spillway.signals.Scope;

/// Measures [WindowCoverage]. The definitions are there.
public final class CoverageMeasure {
    private final CompletenessRules rules;
    private final Instruments instruments;

    /// @param rules what feeds leave out
    /// @param instruments says which coin a feed's symbol stands for
    public CoverageMeasure(CompletenessRules rules, Instruments instruments) {
        this.rules = rules;
        this.instruments = instruments;
    }

    /// The answer to `question`.
    ///
    /// @param coverage when each feed was listened to
    /// @param openInterestMicroUsd by venue, one side, of the scope; venues not known are left out
    public WindowCoverage measure(
            Coverage coverage, CoverageQuestion question, Map<Venue, Long> openInterestMicroUsd) {
        TimeWindow window = question.window();
        Set<Feed> inScope = feedsInScope(question.scope());
        var venues = new ArrayList<VenueCoverage>();
        var gaps = new ArrayList<CoverageGap>();
        double shares = 0;
        for (var venue : venuesOf(question)) {
            double share = venueShare(coverage, question, venue, inScope, gaps);
            shares += share;
            venues.add(new VenueCoverage(rules.throughout(venue, window), share));
        }
        double timeShare = venues.isEmpty() ? 0 : shares / venues.size();
        String unknown = unknownOpenInterest(venues, openInterestMicroUsd);
        return new WindowCoverage(
                question,
                timeShare,
                unknown.isEmpty()
                        ? OptionalDouble.of(completeShare(venues, openInterestMicroUsd))
                        : OptionalDouble.empty(),
                unknown,
                venues,
                gaps);
    }

    private static List<Venue> venuesOf(CoverageQuestion question) {
        Set<Venue> only = question.scope().venues();
        var venues = new ArrayList<Venue>();
        for (var venue : question.universe().venues()) {
            if (only.isEmpty() || only.contains(venue)) {
                venues.add(venue);
            }
        }
        return venues;
    }

    /// Feeds of contracts: what others report in sum of a coin or a venue is no feed of orders, and
    /// having collected it is not having listened.
    private Set<Feed> feedsInScope(Scope scope) {
        var feeds = new HashSet<Feed>();
        for (var instrument : instruments.all()) {
            if (instrument.kind() != InstrumentKind.COMPOSITE && scope.contains(instrument)) {
                for (var channel : spillway.market.Channel.values()) {
                    feeds.add(Feed.of(instrument, channel));
                }
            }
        }
        return feeds;
    }

    private static double venueShare(
            Coverage coverage,
            CoverageQuestion question,
            Venue venue,
            Set<Feed> inScope,
            List<CoverageGap> gaps) {
        TimeWindow window = question.window();
        var wide = new Feed(venue, question.channel(), Instrument.WHOLE_MARKET);
        TimeSpans always = coverage.byFeed().getOrDefault(wide, TimeSpans.EMPTY);
        var feeds = new ArrayList<Feed>();
        for (var feed : coverage.feeds(question.channel())) {
            if (feed.venue().equals(venue) && !feed.equals(wide) && inScope.contains(feed)) {
                feeds.add(feed);
            }
        }
        if (feeds.isEmpty()) {
            feeds.add(wide);
        }
        long coveredNs = 0;
        for (var feed : feeds) {
            TimeSpans own = coverage.byFeed().getOrDefault(feed, TimeSpans.EMPTY);
            TimeSpans covered = own.plus(always).within(window);
            coveredNs += covered.lengthNs();
            for (var gap : covered.gapsWithin(window).windows()) {
                gaps.add(new CoverageGap(feed, gap));
            }
        }
        return coveredNs / ((double) window.lengthNs() * feeds.size());
    }

    private static String unknownOpenInterest(
            List<VenueCoverage> venues, Map<Venue, Long> openInterestMicroUsd) {
        var unknown = new ArrayList<String>();
        long sum = 0;
        for (var venue : venues) {
            Long openInterest = openInterestMicroUsd.get(venue.rule().venue());
            if (openInterest == null) {
                unknown.add(venue.rule().venue().code());
            } else {
                sum = Math.addExact(sum, openInterest);
            }
        }
        if (!unknown.isEmpty()) {
            return "the open interest of " + String.join(", ", unknown) + " is not known";
        }
        return sum > 0 ? "" : "no open interest is known";
    }

    private static double completeShare(
            List<VenueCoverage> venues, Map<Venue, Long> openInterestMicroUsd) {
        long complete = 0;
        long all = 0;
        for (var venue : venues) {
            long openInterest = openInterestMicroUsd.getOrDefault(venue.rule().venue(), 0L);
            boolean isComplete = venue.rule().completeness() == Completeness.COMPLETE;
            complete += isComplete && venue.timeShare() > 0 ? openInterest : 0;
            all += openInterest;
        }
        return complete / (double) all;
    }
}

package spillway.venues.connect;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import spillway.market.Channel;
import spillway.market.CoverageFold;
import spillway.market.EventRecorder;
import spillway.market.Feed;
import spillway.market.FeedState;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.venues.protocol.Endpoints;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.time.SimulatedTimeline;

/// A feed on a simulated timeline, and the venue that a test plays to it. Times in texts are
/// milliseconds since the start.
final class FeedBench {
    static final long START_NS = 1_700_000_000_000_000_000L;
    private static final Endpoints ENDPOINTS = new Endpoints("ws://venue", "http://venue");

    final SimulatedTimeline time = new SimulatedTimeline(START_NS);
    final FakeNetwork network = new FakeNetwork();
    final Instruments instruments = new Instruments();
    final List<MarketEvent> events = new ArrayList<>();
    final VenueFeed feed;
    private int told;

    /// The venue's clock less ours.
    long aheadMs;

    FeedBench(VenueProtocol protocol, String choice, Path rejected, Channel... channels) {
        var settings =
                new FeedSettings(
                        protocol,
                        ENDPOINTS,
                        InstrumentChoice.parse(choice),
                        EnumSet.copyOf(List.of(channels)),
                        1);
        feed =
                new VenueFeed(
                        settings,
                        time,
                        network,
                        instruments,
                        new EventRecorder(instruments, events::add),
                        new RejectedMessages(rejected));
    }

    void runMs(long ms) {
        time.runFor(Duration.ofMillis(ms));
    }

    /// Runs until so many milliseconds since the start.
    void untilMs(long ms) {
        time.runUntil(START_NS + ms * 1_000_000);
    }

    /// The venue's clock, in milliseconds since the epoch.
    long venueMs() {
        return time.nowNs() / 1_000_000 + aheadMs;
    }

    static String since(long timeNs) {
        return new BigDecimal(timeNs - START_NS)
                .movePointLeft(6)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String health(MarketEvent.FeedHealth health) {
        String times =
                health.state() == FeedState.GAP
                        ? since(health.fromNs()) + ".." + since(health.toNs())
                        : since(health.fromNs());
        return String.join(
                " ",
                health.state().name(),
                health.channel().key(),
                health.instrument().symbol(),
                times);
    }

    /// What was said about feeds since the last call.
    List<String> told() {
        List<String> said = new ArrayList<>();
        for (MarketEvent event : events.subList(told, events.size())) {
            if (event instanceof MarketEvent.FeedHealth health) {
                said.add(health(health));
            }
        }
        told = events.size();
        return said;
    }

    <T extends MarketEvent> List<T> all(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// The times covered of a feed, by what was said, as known now.
    String covered(Channel channel, String symbol) {
        var fold = new CoverageFold();
        for (var health : all(MarketEvent.FeedHealth.class)) {
            fold.feedHealth(
                    Feed.of(health.instrument(), health.channel()),
                    health.state(),
                    health.fromNs(),
                    health.toNs());
        }
        var spans = new ArrayList<String>();
        fold.at(time.nowNs())
                .byFeed()
                .forEach((of, covered) -> {
                    if (of.channel() == channel && of.symbol().equals(symbol)) {
                        covered.windows()
                                .forEach(
                                        w -> spans.add(since(w.fromNs()) + ".." + since(w.toNs())));
                    }
                });
        return String.join(" ", spans);
    }

    FeedStatus.ChannelStatus channel(Channel channel) {
        return feed.status().channels().stream()
                .filter(c -> c.channel() == channel)
                .findFirst()
                .orElseThrow();
    }
}

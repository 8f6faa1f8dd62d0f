package spillway.emulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import spillway.emulator.market.ScriptedMarket;
import spillway.emulator.market.ScriptedSettings;
import spillway.market.Channel;
import spillway.market.CoverageFold;
import spillway.market.EventRecorder;
import spillway.market.Feed;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.venues.binance.BinanceProtocol;
import spillway.venues.bybit.BybitProtocol;
import spillway.venues.connect.FeedSettings;
import spillway.venues.connect.InstrumentChoice;
import spillway.venues.connect.RejectedMessages;
import spillway.venues.connect.VenueFeed;
import spillway.venues.okx.OkxProtocol;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.time.SimulatedTimeline;

/// Three emulated venues with faults and Spillway's own feeds on them, on one simulated timeline,
/// and everything that the feeds said.
final class EmulatedHour {
    static final List<VenueProtocol> PROTOCOLS =
            List.of(BinanceProtocol.USDM, BybitProtocol.LINEAR, OkxProtocol.SWAP);
    static final Set<Channel> CHANNELS =
            Set.of(
                    Channel.TRADES,
                    Channel.QUOTES,
                    Channel.BOOK,
                    Channel.LIQUIDATIONS,
                    Channel.MARK_PRICE);

    private static final long START_NS = 1_900_000_000_000_000_000L;
    private static final Duration DELAY = Duration.ofMillis(20);
    private static final Duration SETTLE = Duration.ofMinutes(2);

    final List<InjectedFault> faults;
    final Findings findings = new Findings();
    final List<MarketEvent.FeedHealth> health = new ArrayList<>();

    /// Trades and liquidations, as texts without time of receipt, by feed.
    final Map<Feed, List<Fact>> facts = new LinkedHashMap<>();

    final CoverageFold coverage = new CoverageFold();
    final List<String> rejected = new ArrayList<>();
    final long endNs;

    /// A fact that counts.
    record Fact(long venueTimeNs, String what) {}

    /// @param seed of the market; faults have their own
    EmulatedHour(long seed, FaultPlan plan, Duration length, Path folder) throws IOException {
        this(seed, plan, CHANNELS, length, folder);
    }

    /// @param seed of the market; faults have their own
    EmulatedHour(long seed, FaultPlan plan, Set<Channel> channels, Duration length, Path folder)
            throws IOException {
        var timeline = new SimulatedTimeline(START_NS);
        var instruments = new Instruments();
        Duration third = length.dividedBy(3);
        var script =
                new ScriptedSettings(
                        seed, START_NS, third, third, third, Duration.ofMillis(500), 0.15);
        var numbering = new Instruments();
        var market = new ScriptedMarket(script, PROTOCOLS, numbering);
        var emulation = new Emulation(PROTOCOLS, market, numbering, timeline, plan);
        var network = new SimulatedNetwork(DELAY);
        emulation.fronts().forEach(network::add);
        var feeds = new ArrayList<VenueFeed>();
        var recorder = new EventRecorder(instruments, this::take);
        for (VenueProtocol protocol : PROTOCOLS) {
            var settings =
                    new FeedSettings(
                            protocol,
                            SimulatedNetwork.endpoints(protocol.name()),
                            InstrumentChoice.parse("coin:BTC,ETH"),
                            channels,
                            seed);
            var feed =
                    new VenueFeed(
                            settings,
                            timeline,
                            network,
                            instruments,
                            recorder,
                            new RejectedMessages(folder));
            feeds.add(feed);
        }
        emulation.start();
        feeds.forEach(VenueFeed::start);
        look(timeline, feeds);
        timeline.runFor(length.minus(SETTLE));
        endNs = timeline.nowNs();
        // Faults that are under way are told once they end.
        emulation.stop();
        faults = List.copyOf(emulation.faults());
        for (Path file : files(folder)) {
            rejected.addAll(Files.readAllLines(file));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private void look(SimulatedTimeline timeline, List<VenueFeed> feeds) {
        for (VenueFeed feed : feeds) {
            findings.look(timeline.nowNs(), feed.status());
        }
        timeline.after(Findings.LOOK_EVERY, () -> look(timeline, feeds));
    }

    private void take(MarketEvent event) {
        switch (event) {
            case MarketEvent.FeedHealth h -> {
                health.add(h);
                findings.health(h);
                coverage.feedHealth(
                        Feed.of(h.instrument(), h.channel()), h.state(), h.fromNs(), h.toNs());
            }
            case MarketEvent.Trade t ->
                    fact(
                            Feed.of(t.instrument(), Channel.TRADES),
                            t.venueTimeNs(),
                            t.venueId()
                                    + " "
                                    + t.takerSide()
                                    + " "
                                    + t.quantityMantissa()
                                    + " at "
                                    + t.priceMantissa());
            case MarketEvent.Liquidation l ->
                    fact(
                            Feed.of(l.instrument(), Channel.LIQUIDATIONS),
                            l.venueTimeNs(),
                            l.closedSide()
                                    + " "
                                    + l.quantityMantissa()
                                    + " at "
                                    + l.priceMantissa()
                                    + " worth "
                                    + l.notionalMicroUsd());
            default -> {}
        }
    }

    private void fact(Feed feed, long venueTimeNs, String what) {
        facts.computeIfAbsent(feed, _ -> new ArrayList<>()).add(new Fact(venueTimeNs, what));
    }
}

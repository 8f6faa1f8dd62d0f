package spillway.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spillway.emulator.market.ScriptedMarket;
import spillway.emulator.market.ScriptedSettings;
import spillway.emulator.server.EmulatorServer;
import spillway.market.Channel;
import spillway.market.EventRecorder;
import spillway.market.FeedState;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.venues.connect.FeedSettings;
import spillway.venues.connect.FeedStatus;
import spillway.venues.connect.InstrumentChoice;
import spillway.venues.connect.RejectedMessages;
import spillway.venues.connect.VenueFeed;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.socket.SocketNetwork;
import spillway.venues.time.LiveTimeline;
import spillway.venues.time.RunClock;

/// Feeds and emulated venues joined by real sockets, as when Spillway runs.
class OverSocketsTest {
    private static final long START_NS = 1_900_000_000_000_000_000L;
    private static final double SPEED = 20;
    private static final long WAIT_S = 90;

    @TempDir Path folder;

    private final Map<String, EnumSet<Channel>> listening = new ConcurrentHashMap<>();
    private final CompletableFuture<Boolean> allListen = new CompletableFuture<>();
    private final CompletableFuture<Throwable> broken = new CompletableFuture<>();

    private void take(MarketEvent event) {
        if (event instanceof MarketEvent.FeedHealth health
                && health.state() == FeedState.CONNECTED) {
            listening
                    .computeIfAbsent(
                            health.instrument().venue().code(), _ -> EnumSet.noneOf(Channel.class))
                    .add(health.channel());
            boolean all =
                    listening.size() == EmulatedHour.PROTOCOLS.size()
                            && listening.values().stream()
                                    .allMatch(c -> c.containsAll(EmulatedHour.CHANNELS));
            if (all) {
                allListen.complete(true);
            }
        }
    }

    private static <T> T on(LiveTimeline timeline, java.util.function.Supplier<T> what)
            throws Exception {
        var done = new CompletableFuture<T>();
        timeline.execute(() -> done.complete(what.get()));
        return done.get(WAIT_S, TimeUnit.SECONDS);
    }

    @Test
    void everyChannelOfEveryVenueIsHeard() throws Exception {
        var clock = RunClock.of(START_NS, SPEED);
        var instruments = new Instruments();
        var numbering = new Instruments();
        try (var venues = new LiveTimeline("venues", clock, broken::complete);
                var ours = new LiveTimeline("feeds", clock, broken::complete);
                var network = new SocketNetwork()) {
            var script =
                    new ScriptedSettings(
                            7,
                            START_NS,
                            Duration.ofMinutes(30),
                            Duration.ofMinutes(30),
                            Duration.ofMinutes(30),
                            Duration.ofMillis(500),
                            0.15);
            Emulation emulation =
                    on(
                            venues,
                            () ->
                                    new Emulation(
                                            EmulatedHour.PROTOCOLS,
                                            new ScriptedMarket(
                                                    script, EmulatedHour.PROTOCOLS, numbering),
                                            numbering,
                                            venues,
                                            FaultPlan.none()));
            try (var server = new EmulatorServer(emulation.fronts(), venues, 0)) {
                venues.execute(emulation::start);
                List<VenueFeed> feeds = new ArrayList<>();
                for (VenueProtocol protocol : EmulatedHour.PROTOCOLS) {
                    var settings =
                            new FeedSettings(
                                    protocol,
                                    server.endpoints(protocol.name()),
                                    InstrumentChoice.parse("coin:BTC"),
                                    EmulatedHour.CHANNELS,
                                    1);
                    feeds.add(
                            new VenueFeed(
                                    settings,
                                    ours,
                                    network,
                                    instruments,
                                    new EventRecorder(instruments, this::take),
                                    new RejectedMessages(folder)));
                }
                ours.execute(() -> feeds.forEach(VenueFeed::start));
                CompletableFuture.anyOf(allListen, broken).get(WAIT_S, TimeUnit.SECONDS);
                assertThat(broken).isNotDone();
                for (VenueFeed feed : feeds) {
                    FeedStatus status = on(ours, feed::status);
                    assertThat(status.account().malformed()).isEmpty();
                    assertThat(status.account().messages()).isPositive();
                    assertThat(status.note()).isEmpty();
                    assertThat(on(ours, () -> stopped(feed)).phase())
                            .isEqualTo(FeedStatus.Phase.STOPPED);
                }
            }
        }
    }

    private static FeedStatus stopped(VenueFeed feed) {
        feed.stop();
        return feed.status();
    }
}

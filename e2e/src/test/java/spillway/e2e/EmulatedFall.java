package spillway.e2e;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import spillway.emulator.Emulation;
import spillway.emulator.FaultPlan;
import spillway.emulator.market.ScriptedMarket;
import spillway.emulator.market.ScriptedSettings;
import spillway.emulator.server.EmulatorServer;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.TimeWindow;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.time.LiveTimeline;
import spillway.venues.time.RunClock;

/// Three minutes of a falling market behind the wires of some venues, on loopback and forty times
/// as fast as time, with a witness of what happened.
final class EmulatedFall implements AutoCloseable {
    private static final double SPEED = 40;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final LiveTimeline timeline;
    private final Emulation emulation;
    private final EmulatorServer server;
    private final Instruments instruments = new Instruments();
    final WitnessedMarket market;

    EmulatedFall(long seed, List<VenueProtocol> protocols) throws Exception {
        long startNs = TimeWindow.nanos(Instant.parse("2026-02-05T12:00:00Z"));
        var settings =
                new ScriptedSettings(
                        seed,
                        startNs,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(150),
                        Duration.ofSeconds(20),
                        Duration.ofMillis(500),
                        0.15);
        timeline = new LiveTimeline("venues", RunClock.of(startNs, SPEED), failure::complete);
        market =
                new WitnessedMarket(
                        new ScriptedMarket(settings, protocols, instruments), instruments);
        emulation = new Emulation(protocols, market, instruments, timeline, FaultPlan.none());
        server = new EmulatorServer(emulation.fronts(), timeline, 0);
    }

    String webSocket(VenueProtocol protocol) {
        return server.endpoints(protocol.name()).webSocket();
    }

    String rest(VenueProtocol protocol) {
        return server.endpoints(protocol.name()).rest();
    }

    /// What `asked` says on the timeline.
    <T> T ask(Supplier<T> asked) throws InterruptedException, ExecutionException, TimeoutException {
        var answer = new CompletableFuture<T>();
        timeline.execute(() -> answer.complete(asked.get()));
        return answer.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    }

    Emulation emulation() {
        return emulation;
    }

    Instrument instrument(String symbol) {
        return instruments.all().stream()
                .filter(i -> i.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
    }

    /// Lets the market run to its end.
    void run() throws InterruptedException, ExecutionException, TimeoutException {
        var over = new CompletableFuture<Boolean>();
        timeline.execute(() -> {
            emulation.start();
            look(over);
        });
        CompletableFuture.anyOf(over, failure).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        if (failure.isDone()) {
            throw new ExecutionException(failure.get());
        }
    }

    private void look(CompletableFuture<Boolean> over) {
        if (emulation.isOver()) {
            over.complete(true);
        } else {
            timeline.after(Duration.ofSeconds(1), () -> look(over));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        timeline.close();
    }
}

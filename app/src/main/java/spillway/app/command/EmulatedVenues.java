package spillway.app.command;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import spillway.app.live.DemoTruth;
import spillway.emulator.Emulation;
import spillway.emulator.FaultKind;
import spillway.emulator.FaultPlan;
import spillway.emulator.InjectedFault;
import spillway.emulator.MarketSource;
import spillway.emulator.Truth;
import spillway.emulator.VenueFront;
import spillway.emulator.server.EmulatorServer;
import spillway.market.Instruments;
import spillway.venues.protocol.Endpoints;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.time.LiveTimeline;
import spillway.venues.time.RunClock;

/// A market behind the wires of venues, served on a port of this machine, on a thread of its own.
final class EmulatedVenues implements AutoCloseable {
    private static final long ANSWER_WAITS_MS = 5_000;

    /// One emulated venue.
    ///
    /// @param endpoints where it is
    record Served(VenueProtocol protocol, Endpoints endpoints) {}

    /// What is emulated.
    ///
    /// @param scenario name of the market
    /// @param seed of its randomness
    record Settings(
            List<VenueProtocol> protocols,
            String scenario,
            long seed,
            FaultPlan faults,
            RunClock clock,
            int port) {
        Settings {
            protocols = List.copyOf(protocols);
        }
    }

    /// A client that has connected subscribes to everything within this, by the machine's time. Not
    /// longer: it watches a market that stands still, and by its own clock for minutes.
    private static final Duration SUBSCRIBING_TAKES = Duration.ofMillis(300);

    private final Settings settings;

    /// Protocols that have had a client, and those that are waited for. Used on the timeline.
    private final Set<String> connected = new TreeSet<>();

    private Set<String> missing = new TreeSet<>();
    private final CompletableFuture<Throwable> failed = new CompletableFuture<>();
    private final LiveTimeline timeline;
    private final Emulation emulation;
    private final EmulatorServer server;

    private EmulatedVenues(Settings settings, Instruments instruments, MarketSource market)
            throws IOException {
        this.settings = settings;
        timeline = new LiveTimeline("spillway-emulator", settings.clock(), failed::complete);
        emulation =
                ask(() ->
                        new Emulation(
                                settings.protocols(),
                                market,
                                instruments,
                                timeline,
                                settings.faults()));
        var fronts = new ArrayList<VenueFront>();
        for (var front : ask(emulation::fronts)) {
            fronts.add(new AwaitedFront(front, this::connected));
        }
        fronts.add(new EmulatorFront(this));
        server = new EmulatorServer(fronts, timeline, settings.port());
    }

    /// Serves a market that stands still until it is started.
    ///
    /// @param instruments the numbering of the market's events
    /// @throws IOException if the port is taken
    static EmulatedVenues open(Settings settings, Instruments instruments, MarketSource market)
            throws IOException {
        return new EmulatedVenues(settings, instruments, market);
    }

    Settings settings() {
        return settings;
    }

    List<Served> served() {
        return settings.protocols().stream()
                .map(p -> new Served(p, server.endpoints(p.name())))
                .toList();
    }

    /// Where all of it is.
    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /// Lets the market run.
    void start() throws IOException {
        ask(() -> {
            emulation.start();
            return true;
        });
    }

    /// Stops the market; the venues go on answering.
    void stop() throws IOException {
        ask(() -> {
            emulation.stop();
            return true;
        });
    }

    /// Lets the market run once each venue has a client.
    void startWithClients() throws IOException {
        ask(() -> {
            missing = new TreeSet<>();
            settings.protocols().forEach(p -> missing.add(p.name()));
            missing.removeAll(connected);
            startIfNoneMissing();
            return true;
        });
    }

    private void connected(String protocol) {
        connected.add(protocol);
        if (missing.remove(protocol)) {
            startIfNoneMissing();
        }
    }

    private void startIfNoneMissing() {
        if (missing.isEmpty()) {
            long delayNs = (long) (SUBSCRIBING_TAKES.toNanos() * settings.clock().speed());
            timeline.after(Duration.ofNanos(delayNs), emulation::start);
        }
    }

    /// Complains if it has ended by itself.
    void checkGoesOn() throws IOException {
        if (failed.isDone()) {
            throw new IOException("the emulated market failed: " + failed.join(), failed.join());
        }
    }

    boolean isOver() throws IOException {
        return ask(emulation::isOver);
    }

    Truth truth() throws IOException {
        return ask(emulation::truth);
    }

    List<InjectedFault> faults() throws IOException {
        return ask(emulation::faults);
    }

    /// What it knows, on its own thread.
    DemoTruth known() {
        return truthNow(emulation.truth());
    }

    /// What it knows, with a truth had before.
    DemoTruth truthNow(Truth truth) {
        return new DemoTruth(
                settings.scenario(), settings.seed(), keys(settings.faults().kinds()), truth);
    }

    static List<String> keys(Set<FaultKind> kinds) {
        return kinds.stream().map(FaultKind::key).sorted().toList();
    }

    /// Hands what it knows to another thread, some time later.
    void tell(Consumer<DemoTruth> listener) {
        timeline.execute(() -> listener.accept(known()));
    }

    /// The kinds of fault that a command line names.
    static Set<FaultKind> faults(List<String> names) {
        var kinds = EnumSet.noneOf(FaultKind.class);
        for (String name : names) {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "none" -> {}
                case "all" -> kinds.addAll(EnumSet.allOf(FaultKind.class));
                default -> kinds.add(fault(name));
            }
        }
        return kinds;
    }

    private static FaultKind fault(String name) {
        for (var kind : FaultKind.values()) {
            if (kind.key().equals(name.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new UsageException(
                "--faults: expected none, all, or some of "
                        + Arrays.stream(FaultKind.values())
                                .map(FaultKind::key)
                                .collect(Collectors.joining(", "))
                        + ", found '"
                        + name
                        + "'");
    }

    private <T> T ask(Supplier<T> question) throws IOException {
        var answer = new CompletableFuture<T>();
        timeline.execute(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(ANSWER_WAITS_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the emulated market failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException(
                    failed.isDone()
                            ? "the emulated market failed: " + failed.join()
                            : "the machine is too slow for this emulation; lower --speed",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        server.close();
        timeline.close();
    }
}

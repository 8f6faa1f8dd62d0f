package spillway.emulator;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import spillway.venues.serving.Stream;
import spillway.venues.time.Timeline;

/// Lets things go wrong at one venue, at random times, for a client picked at random among those
/// that are subscribed to something.
final class FaultInjector {
    private static final int MOST_SPOILT = 5;
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);
    private static final Duration LEAST_LAG = Duration.ofMillis(500);
    private static final Duration MOST_LAG = Duration.ofSeconds(5);
    private static final String ALPHABET = "{}[]\",:0123456789abcxyz\\ ";
    private static final int LONGEST_GARBAGE = 64;

    private final FaultPlan plan;
    private final List<FaultKind> kinds;
    private final SplittableRandom random;
    private final Timeline timeline;
    private final Supplier<List<ClientConnection>> clients;
    private Timeline.@Nullable Task next;

    /// @param venue whose faults; each has randomness of its own
    FaultInjector(
            FaultPlan plan,
            String venue,
            Timeline timeline,
            Supplier<List<ClientConnection>> clients) {
        this.plan = plan;
        this.timeline = timeline;
        this.clients = clients;
        kinds = List.copyOf(new TreeSet<>(plan.kinds()));
        random = new SplittableRandom(plan.seed() * 31 + venue.hashCode());
    }

    void start() {
        if (!kinds.isEmpty()) {
            schedule();
        }
    }

    /// Ends the faults that are under way, and begins no more.
    void stop() {
        if (next != null) {
            next.cancel();
        }
        for (ClientConnection client : clients.get()) {
            client.gate().end();
        }
    }

    private void schedule() {
        double waits = -Math.log(1 - random.nextDouble()) * plan.meanBetween().toNanos();
        next =
                timeline.after(
                        Duration.ofNanos((long) waits + 1),
                        () -> {
                            inject();
                            schedule();
                        });
    }

    private void inject() {
        FaultKind kind = kinds.get(random.nextInt(kinds.size()));
        List<ClientConnection> open =
                clients.get().stream()
                        .filter(c -> c.gate().isClear() && !c.streams().isEmpty())
                        .toList();
        if (open.isEmpty()) {
            return;
        }
        ClientConnection victim = open.get(random.nextInt(open.size()));
        FaultGate gate = victim.gate();
        switch (kind) {
            case DISCONNECT -> gate.disconnect();
            case SILENCE -> gate.silence(between(SHORTEST_SILENCE, LONGEST_SILENCE));
            case SLOW ->
                    gate.slow(
                            between(SHORTEST_SILENCE, LONGEST_SILENCE),
                            between(LEAST_LAG, MOST_LAG));
            case GARBAGE -> gate.garbage(garbage());
            case GAP -> gate.spoil(kind, topic(victim), 1 + random.nextInt(MOST_SPOILT));
            case DUPLICATE, HALF_FRAME -> gate.spoil(kind, topic(victim), 1);
            case REORDER -> gate.spoil(kind, topic(victim), 2);
        }
    }

    private Duration between(Duration least, Duration most) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
    }

    private String topic(ClientConnection victim) {
        List<Stream> streams = victim.streams();
        return streams.get(random.nextInt(streams.size())).name();
    }

    /// Never JSON: it begins as nothing does that a venue says.
    private String garbage() {
        var text = new StringBuilder("%");
        int length = 1 + random.nextInt(LONGEST_GARBAGE);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}

package spillway.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.Channel;
import spillway.testing.Counts;
import spillway.venues.bybit.BybitProtocol;
import spillway.venues.protocol.VenueProtocol;

/// Faults damage what one client hears, exactly as they are told, and nothing else.
final class FaultsTest {
    private static final Duration LENGTH = Duration.ofMinutes(6);
    private static final VenueProtocol VENUE = BybitProtocol.LINEAR;
    private static final Pattern TOPIC = Pattern.compile("\"topic\":\"([^\"]+)\"");
    private static final String SUBSCRIBE =
            "{\"req_id\":\"1\",\"op\":\"subscribe\",\"args\":[\"publicTrade.BTCUSDT\","
                    + "\"allLiquidation.BTCUSDT\",\"allLiquidation.ETHUSDT\","
                    + "\"orderbook.50.BTCUSDT\",\"tickers.ETHUSDT\"]}";

    static LongStream seeds() {
        return Counts.seeds(4, 100);
    }

    /// A message and when it came.
    private record Heard(long timeNs, String text) {
        String topic() {
            Matcher found = TOPIC.matcher(text);
            return found.find() ? found.group(1) : "";
        }
    }

    /// What one client heard in a run.
    private static final class Ear implements ClientLink {
        private final EmulatedRun run;
        private final List<Heard> heard = new ArrayList<>();
        private String end = "";

        Ear(EmulatedRun run) {
            this.run = run;
            ClientSession session = run.front(VENUE).connect("/v5/public/linear", this);
            byte[] bytes = SUBSCRIBE.getBytes(StandardCharsets.UTF_8);
            session.message(bytes, 0, bytes.length);
            beat(session);
        }

        private void beat(ClientSession session) {
            byte[] ping = "{\"op\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
            run.timeline()
                    .after(
                            Duration.ofSeconds(20),
                            () -> {
                                session.message(ping, 0, ping.length);
                                beat(session);
                            });
        }

        List<String> texts() {
            return heard.stream().map(Heard::text).toList();
        }

        @Override
        public void send(byte[] bytes, int from, int to) {
            String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
            heard.add(new Heard(run.timeline().nowNs(), text));
        }

        @Override
        public void sendHalf(byte[] bytes, int from, int to) {
            end = "half";
        }

        @Override
        public void ping() {}

        @Override
        public void close(int code, String reason) {
            end = code + " " + reason;
        }

        @Override
        public void cut() {
            end = "cut";
        }
    }

    private static EmulatedRun run(long seed, FaultPlan plan) {
        return new EmulatedRun(seed, LENGTH, List.of(VENUE), plan);
    }

    private record Outcome(Ear healthy, Ear faulted, List<InjectedFault> faults, Truth truth) {
        /// What the healthy client heard and the other did not.
        List<Heard> missing() {
            return minus(healthy.heard, faulted.heard);
        }

        /// What the other heard beyond.
        List<Heard> extra() {
            return minus(faulted.heard, healthy.heard);
        }

        private static List<Heard> minus(List<Heard> some, List<Heard> others) {
            Map<String, Integer> counts = new HashMap<>();
            others.forEach(h -> counts.merge(h.text(), 1, Integer::sum));
            var left = new ArrayList<Heard>();
            for (Heard one : some) {
                if (counts.merge(one.text(), -1, Integer::sum) < 0) {
                    left.add(one);
                }
            }
            return left;
        }

        int messages() {
            return faults.stream().mapToInt(InjectedFault::messages).sum();
        }

        /// Whether a fault says that it met `message`.
        boolean isTold(Heard message) {
            return faults.stream()
                    .anyMatch(f ->
                            (f.topic().isEmpty() || f.topic().equals(message.topic()))
                                    && message.timeNs() >= f.fromNs()
                                    && message.timeNs() <= f.toNs());
        }
    }

    private static Outcome outcome(long seed, FaultKind kind, Duration meanBetween) {
        var healthy = run(seed, FaultPlan.none());
        var reference = new Ear(healthy);
        healthy.toTheEnd();
        var faulted = run(seed, FaultPlan.random(Set.of(kind), seed, meanBetween));
        var ear = new Ear(faulted);
        faulted.toTheEnd();
        Truth truth = faulted.emulation().truth();
        assertThat(truth.wire()).isEqualTo(healthy.emulation().truth().wire());
        assertThat(truth.economic()).isEqualTo(healthy.emulation().truth().economic());
        List<InjectedFault> faults = faulted.emulation().faults();
        assertThat(faults).isNotEmpty().allMatch(f -> f.kind() == kind && f.connection() == 1);
        return new Outcome(reference, ear, faults, truth);
    }

    private static Outcome often(long seed, FaultKind kind) {
        return outcome(seed, kind, Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void gapsLeaveOutWhatTheySay(long seed) {
        Outcome outcome = often(seed, FaultKind.GAP);
        assertThat(outcome.extra()).isEmpty();
        assertThat(outcome.missing()).hasSize(outcome.messages()).allMatch(outcome::isTold);
        assertThat(outcome.faulted().end).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void silenceLeavesOutEverything(long seed) {
        Outcome outcome = often(seed, FaultKind.SILENCE);
        assertThat(outcome.extra()).isEmpty();
        assertThat(outcome.missing()).hasSize(outcome.messages()).allMatch(outcome::isTold);
        for (InjectedFault fault : outcome.faults()) {
            assertThat(outcome.faulted().heard)
                    .noneMatch(h -> h.timeNs() > fault.fromNs() && h.timeNs() < fault.toNs());
            assertThat(fault.symbols()).containsExactly("BTCUSDT", "ETHUSDT");
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void duplicatesComeTwice(long seed) {
        Outcome outcome = often(seed, FaultKind.DUPLICATE);
        assertThat(outcome.missing()).isEmpty();
        assertThat(outcome.extra()).hasSize(outcome.messages()).allMatch(outcome::isTold);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void reorderedMessagesAllCome(long seed) {
        Outcome outcome = often(seed, FaultKind.REORDER);
        assertThat(outcome.missing()).isEmpty();
        assertThat(outcome.extra()).isEmpty();
        // Put in the order of the healthy client, each fault swaps two messages of its topic.
        for (InjectedFault fault : outcome.faults()) {
            assertThat(fault.messages()).isEqualTo(2);
            List<String> inOrder = topic(outcome.healthy(), fault.topic());
            List<String> swapped = topic(outcome.faulted(), fault.topic());
            assertThat(swapped).isNotEqualTo(inOrder);
        }
    }

    private static List<String> topic(Ear ear, String topic) {
        return ear.heard.stream().filter(h -> h.topic().equals(topic)).map(Heard::text).toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSlowServerSaysTheSameLater(long seed) {
        Outcome outcome = often(seed, FaultKind.SLOW);
        assertThat(outcome.faulted().texts()).isEqualTo(outcome.healthy().texts());
        int late = 0;
        for (int i = 0; i < outcome.healthy().heard.size(); i++) {
            Heard onTime = outcome.healthy().heard.get(i);
            long lateNs = outcome.faulted().heard.get(i).timeNs() - onTime.timeNs();
            assertThat(lateNs).isBetween(0L, Duration.ofSeconds(5).toNanos());
            late += lateNs > 0 ? 1 : 0;
        }
        // What queues behind the last late message is late as well.
        assertThat(late).isGreaterThanOrEqualTo(outcome.messages());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void garbageComesBesides(long seed) {
        Outcome outcome = often(seed, FaultKind.GARBAGE);
        assertThat(outcome.missing()).isEmpty();
        assertThat(outcome.extra().stream().map(Heard::text).toList())
                .isEqualTo(outcome.faults().stream().map(InjectedFault::detail).toList());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aCutConnectionHeardAllBefore(long seed) {
        for (FaultKind kind : List.of(FaultKind.DISCONNECT, FaultKind.HALF_FRAME)) {
            Outcome outcome = outcome(seed, kind, Duration.ofSeconds(60));
            assertThat(outcome.faults()).hasSize(1);
            int heard = outcome.faulted().heard.size();
            assertThat(outcome.faulted().texts())
                    .isEqualTo(outcome.healthy().texts().subList(0, heard));
            assertThat(outcome.faulted().end)
                    .isEqualTo(kind == FaultKind.DISCONNECT ? "cut" : "half");
            long endNs = outcome.faults().getFirst().toNs();
            assertThat(outcome.healthy().heard.subList(heard, outcome.healthy().heard.size()))
                    .allMatch(h -> h.timeNs() >= endNs);
        }
    }

    /// What was heard and what was swallowed is what was published.
    @ParameterizedTest
    @MethodSource("seeds")
    void whatFaultsSwallowIsCounted(long seed) {
        var plan =
                FaultPlan.random(
                        Set.of(FaultKind.GAP, FaultKind.SILENCE), seed, Duration.ofSeconds(10));
        var run = run(seed, plan);
        var sums = new LiquidationSink(run.clientInstruments(), run.venues());
        run.client(VENUE, sums).start(Set.of(Channel.LIQUIDATIONS));
        run.toTheEnd();
        Truth truth = run.emulation().truth();
        LiquidationSums heard = sums.sums().getOrDefault("bybit", LiquidationSums.NONE);
        LiquidationSums swallowed = truth.swallowed().getOrDefault("bybit", LiquidationSums.NONE);
        assertThat(swallowed.count()).isPositive();
        assertThat(heard.plus(swallowed)).isEqualTo(truth.wireOf("bybit"));
    }
}

package spillway.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.EventKind;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.signals.coverage.FeedCoverage;
import spillway.signals.positioning.Positioning;
import spillway.signals.summary.MarketBars;
import spillway.signals.summary.ReportedSeries;
import spillway.signals.surges.Surges;
import spillway.signals.totals.RollingTotals;
import spillway.testing.Results;

/// The same events give the same state: in either order of replay, under any numbering, however
/// late they come, interrupted or not.
class ReplayTest {
    private static final int EVENTS = 1_500;
    private static final Duration STEP = Duration.ofSeconds(7);

    /// Late by up to a minute, and a reported hour comes when it is over.
    private static final Duration LATENESS = Duration.ofMinutes(61);

    private static int agreements;

    @AfterAll
    static void keepTheCount() {
        Results.held(
                "signals",
                "random streams whose two orders of replay end in one state",
                agreements);
    }

    private static List<Operator> operators(Instruments instruments) {
        return List.of(
                new RollingTotals(instruments, RollingTotals.USUAL_WINDOWS),
                new FeedCoverage(instruments),
                new MarketBars(instruments, Duration.ofHours(6)),
                new ReportedSeries(instruments, Duration.ofHours(9)),
                new Surges(instruments, Surges.BASELINE),
                new Positioning(instruments, Duration.ofHours(7)));
    }

    private static OperatorHost byArrival(
            Instruments instruments, List<Operator> operators, Duration lateness) {
        var never = Duration.ofDays(3_650);
        return OperatorHost.byArrival(
                instruments, operators, new Watermarks(instruments, lateness, never, STEP));
    }

    private static void run(OperatorHost host, Instruments numbering, List<MarketEvent> events) {
        events.forEach(event -> event.sendTo(host, numbering));
        host.finish();
    }

    private static OperatorHost replay(
            Instruments numbering, Duration lateness, List<MarketEvent> events) {
        var host = byArrival(numbering, operators(numbering), lateness);
        run(host, numbering, events);
        return host;
    }

    private static OperatorHost replayInEventOrder(Instruments numbering, RandomStream stream) {
        var host = OperatorHost.inEventOrder(numbering, operators(numbering), STEP);
        run(host, numbering, stream.happening());
        return host;
    }

    /// As long as no event is later than allowed, an operator cannot tell the two orders apart.
    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void operatorsSeeTheSameEventsInBothOrdersWhileNothingIsLate(long seed) {
        var stream = new RandomStream(seed, EVENTS, 60);
        var instruments = RandomStream.numbering(seed);
        var arrived = new Transcript(instruments);
        var host = byArrival(instruments, List.of(arrived), LATENESS);
        run(host, instruments, stream.arrival());
        var ordered = new Transcript(instruments);
        run(
                OperatorHost.inEventOrder(instruments, List.of(ordered), STEP),
                instruments,
                stream.happening());
        assertThat(host.corrections()).as("seed %d", seed).isZero();
        assertThat(arrived.events())
                .as("seed %d", seed)
                .hasSizeGreaterThan(EVENTS / 2)
                .isEqualTo(ordered.events());
    }

    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void bothOrdersEndInTheSameStateWhenNothingIsLate(long seed) {
        var stream = new RandomStream(seed, EVENTS, 60);
        var arrived = replay(RandomStream.numbering(seed), LATENESS, stream.arrival());
        var ordered = replayInEventOrder(RandomStream.numbering(-seed), stream);
        assertThat(arrived.corrections()).isZero();
        assertThat(arrived.watermarkNs()).isEqualTo(ordered.watermarkNs());
        assertThat(arrived.stateHash()).as("seed %d", seed).isEqualTo(ordered.stateHash());
        agreements++;
    }

    /// Late by up to two days, with none allowed: nearly all events are corrections.
    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void bothOrdersEndInTheSameStateHoweverLateEventsAre(long seed) {
        var stream = new RandomStream(seed, EVENTS, 172_800);
        var arrived = replay(RandomStream.numbering(seed), Duration.ZERO, stream.arrival());
        var ordered = replayInEventOrder(RandomStream.numbering(-seed), stream);
        assertThat(arrived.corrections()).as("seed %d", seed).isGreaterThan(EVENTS / 2);
        assertThat(arrived.stateHash()).as("seed %d", seed).isEqualTo(ordered.stateHash());
        agreements++;
    }

    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void aSecondReplayEndsInTheSameState(long seed) {
        var stream = new RandomStream(seed, EVENTS, 600);
        var numbering = RandomStream.numbering(seed);
        var first = replay(numbering, Duration.ofSeconds(30), stream.arrival());
        var second = replay(numbering, Duration.ofSeconds(30), stream.arrival());
        assertThat(second.stateHash()).as("seed %d", seed).isEqualTo(first.stateHash());
        assertThat(second.corrections()).isEqualTo(first.corrections());
    }

    /// The hash tells states apart: one order less is another state.
    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void aMissingEventMakesAnotherState(long seed) {
        var events = new RandomStream(seed, EVENTS, 60).arrival();
        var fewer = new ArrayList<>(events);
        int last = fewer.size() - 1;
        while (fewer.get(last).kind() != EventKind.LIQUIDATION) {
            last--;
        }
        fewer.remove(last);
        var whole = replay(RandomStream.numbering(seed), LATENESS, events);
        var cut = replay(RandomStream.numbering(seed), LATENESS, fewer);
        assertThat(cut.stateHash()).as("seed %d", seed).isNotEqualTo(whole.stateHash());
    }

    /// Stopped after any number of events, and gone on with by another host under another
    /// numbering.
    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void aSavedHostGoesOnAsIfItHadNotStopped(long seed) {
        var events = new RandomStream(seed, EVENTS, 600).arrival();
        var lateness = Duration.ofSeconds(30);
        var whole = replay(RandomStream.numbering(seed), lateness, events);
        for (int stop : new int[] {0, 1, (int) (seed * 97 % EVENTS), EVENTS / 2, EVENTS}) {
            var before = RandomStream.numbering(seed);
            var stopped = byArrival(before, operators(before), lateness);
            events.subList(0, stop).forEach(event -> event.sendTo(stopped, before));
            var state = new StateWriter();
            stopped.saveTo(state);
            var after = RandomStream.numbering(seed + 1_000);
            var resumed = byArrival(after, operators(after), lateness);
            resumed.restoreFrom(new StateReader(state.written()));
            assertThat(resumed.stateHash()).isEqualTo(stopped.stateHash());
            assertThat(resumed.waiting()).isEqualTo(stopped.waiting());
            run(resumed, after, events.subList(stop, EVENTS));
            assertThat(resumed.stateHash())
                    .as("seed %d stopped after %d", seed, stop)
                    .isEqualTo(whole.stateHash());
            assertThat(resumed.corrections()).isEqualTo(whole.corrections());
        }
    }

    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void aSavedHostInEventOrderGoesOnAsIfItHadNotStopped(long seed) {
        var stream = new RandomStream(seed, EVENTS, 0);
        var numbering = RandomStream.numbering(seed);
        var whole = replayInEventOrder(numbering, stream);
        int stop = (int) (seed * 89 % EVENTS);
        var stopped = OperatorHost.inEventOrder(numbering, operators(numbering), STEP);
        stream.happening().subList(0, stop).forEach(event -> event.sendTo(stopped, numbering));
        var state = new StateWriter();
        stopped.saveTo(state);
        var resumed = OperatorHost.inEventOrder(numbering, operators(numbering), STEP);
        resumed.restoreFrom(new StateReader(state.written()));
        run(resumed, numbering, stream.happening().subList(stop, EVENTS));
        assertThat(resumed.stateHash()).as("seed %d", seed).isEqualTo(whole.stateHash());
        assertThat(resumed.watermarkNs()).isEqualTo(whole.watermarkNs());
    }

    /// What a picture shows between watermarks is what stands there in the end, if nothing more
    /// comes.
    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void aProvisionalOperatorIsTheFinalOneIfNothingMoreComes(long seed) {
        var events = new RandomStream(seed, EVENTS, 60).arrival();
        var numbering = RandomStream.numbering(seed);
        var host = byArrival(numbering, operators(numbering), LATENESS);
        events.forEach(event -> event.sendTo(host, numbering));
        assertThat(host.waiting()).isPositive();
        var provisional = new ArrayList<Long>();
        for (var fresh : operators(numbering)) {
            provisional.add(host.provisional(fresh).stateHash());
        }
        var ended = replay(numbering, LATENESS, events);
        var last = new ArrayList<Long>();
        for (var fresh : operators(numbering)) {
            last.add(ended.provisional(fresh).stateHash());
        }
        assertThat(provisional).as("seed %d", seed).isEqualTo(last);
    }

    @Test
    void aStateOfOtherSettingsIsRefusedByName() {
        var numbering = RandomStream.numbering(1);
        var state = new StateWriter();
        byArrival(numbering, operators(numbering), Duration.ofSeconds(5)).saveTo(state);
        var other = byArrival(numbering, operators(numbering), Duration.ofSeconds(6));
        assertThatThrownBy(() -> other.restoreFrom(new StateReader(state.written())))
                .hasMessage(
                        "state: it was saved with an allowed lateness in ns of 5000000000, expected"
                                + " 6000000000: restore with the same settings, or replay the tape");
        var ordered = OperatorHost.inEventOrder(numbering, operators(numbering), STEP);
        assertThatThrownBy(() -> ordered.restoreFrom(new StateReader(state.written())))
                .hasMessageContaining("expected event-order version 1, found arrival version 1");
    }

    /// Cut at each byte, a snapshot is refused; nothing is half restored in silence.
    @Test
    void aCutStateIsRefused() {
        var stream = new RandomStream(3, 60, 30);
        var numbering = RandomStream.numbering(3);
        var host = byArrival(numbering, operators(numbering), LATENESS);
        stream.arrival().forEach(event -> event.sendTo(host, numbering));
        var state = new StateWriter();
        host.saveTo(state);
        ByteBuffer whole = state.written();
        for (int length = 0; length < whole.limit(); length++) {
            var cut = new StateReader(whole.duplicate().limit(length));
            var fresh = byArrival(numbering, operators(numbering), LATENESS);
            assertThatThrownBy(() -> fresh.restoreFrom(cut))
                    .as("cut at byte %d of %d", length, whole.limit())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /// Once everything has its size, an event costs no memory: not while it waits, is sorted,
    /// applied, leaves the windows, or comes late.
    @Test
    void anEventAllocatesNothingInTheSteadyState() {
        var numbering = RandomStream.numbering(5);
        var totals =
                new RollingTotals(numbering, List.of(Duration.ofMinutes(10), Duration.ofHours(1)));
        var host = byArrival(numbering, List.of(totals), Duration.ofSeconds(2));
        var orders = new RandomStream(5, 40_000, 25).arrival();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var feeder = new OrderFeeder(host, numbering, orders);
        int warm = feeder.size() - 5_000;
        feeder.feed(0, warm);
        long before = threads.getCurrentThreadAllocatedBytes();
        feeder.feed(warm, feeder.size());
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(host.corrections()).isGreaterThan(100);
        assertThat(allocated).as("bytes allocated for 5,000 orders").isLessThan(5_000);
    }

    /// Pushes orders by primitives alone, as a decoder does.
    private static final class OrderFeeder {
        private final OperatorHost host;
        private final List<MarketEvent.Liquidation> orders = new ArrayList<>();
        private final List<Integer> codes = new ArrayList<>();

        OrderFeeder(OperatorHost host, Instruments numbering, List<MarketEvent> events) {
            this.host = host;
            for (var event : events) {
                if (event instanceof MarketEvent.Liquidation order) {
                    orders.add(order);
                    codes.add(numbering.code(order.instrument()));
                }
            }
        }

        int size() {
            return orders.size();
        }

        void feed(int from, int to) {
            for (int i = from; i < to; i++) {
                var order = orders.get(i);
                host.at(order.seq());
                host.liquidation(
                        codes.get(i),
                        order.venueTimeNs(),
                        order.receiveTimeNs(),
                        order.closedSide(),
                        order.quantityMantissa(),
                        order.priceMantissa(),
                        order.priceKind(),
                        order.notionalMicroUsd(),
                        order.completeness(),
                        order.venueId());
            }
        }
    }
}

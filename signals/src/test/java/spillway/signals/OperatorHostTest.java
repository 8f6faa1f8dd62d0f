package spillway.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static spillway.signals.RandomStream.ALPHA_BTC;
import static spillway.signals.RandomStream.BETA_BTC;
import static spillway.signals.RandomStream.SECOND_NS;
import static spillway.signals.RandomStream.START_NS;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import spillway.market.Instrument;
import spillway.market.Instruments;
import spillway.market.MarketEvent;
import spillway.market.PositionSide;
import spillway.market.TakerSide;

/// What a host promises its operators: which events they get, in which order, and what a watermark
/// and a correction mean.
class OperatorHostTest {
    private final Instruments instruments = new Instruments();
    private final Transcript transcript = new Transcript(instruments);
    private final OperatorHost host =
            OperatorHost.byArrival(
                    instruments,
                    List.of(transcript),
                    new Watermarks(
                            instruments,
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(60),
                            Duration.ofSeconds(1)));
    private long seq;

    private void push(OperatorHost into, Instrument on, long second) {
        push(into, mark(on, second));
    }

    private void push(OperatorHost into, MarketEvent event) {
        event.sendTo(into, instruments);
    }

    private MarketEvent mark(Instrument on, long second) {
        return new MarketEvent.MarkPrice(
                seq++, on, START_NS + second * SECOND_NS, MarketEvent.NONE, 100);
    }

    private static String watermark(long second) {
        return "watermark " + second * SECOND_NS;
    }

    @Test
    void appliesNothingBeforeAWatermark() {
        push(host, ALPHA_BTC, 10);
        push(host, ALPHA_BTC, 12);
        push(host, ALPHA_BTC, 11);
        assertThat(transcript.events()).isEmpty();
        assertThat(host.waiting()).isEqualTo(3);
        assertThat(host.latestNs()).isEqualTo(START_NS + 12 * SECOND_NS);
    }

    /// Happened at 12, 10, 11 and 11 at another venue; one at 17 says that all up to 11 are in.
    @Test
    void appliesInEventOrderWhatWaitedUpToTheWatermark() {
        var late = mark(ALPHA_BTC, 12);
        var first = mark(ALPHA_BTC, 10);
        var second = mark(ALPHA_BTC, 11);
        var third = mark(BETA_BTC, 11);
        push(host, late);
        push(host, third);
        push(host, first);
        push(host, second);
        push(host, ALPHA_BTC, 17);
        push(host, BETA_BTC, 17);
        assertThat(transcript.lines())
                .containsSubsequence(
                        first.toString(), second.toString(), third.toString(), watermark(11));
        assertThat(transcript.events()).hasSize(3);
        assertThat(host.watermarkNs()).isEqualTo(START_NS + 11 * SECOND_NS);
    }

    @Test
    void announcesACorrectionAndAppliesItAtOnce() {
        push(host, ALPHA_BTC, 0);
        push(host, ALPHA_BTC, 17);
        int told = transcript.lines().size();
        var late = mark(ALPHA_BTC, 11);
        push(host, late);
        assertThat(transcript.lines().subList(told, told + 2))
                .containsExactly("correction " + 11 * SECOND_NS, late.toString());
        assertThat(host.corrections()).isOne();
    }

    @Test
    void takesForACorrectionWhatLiesAtTheWatermarkAndNothingAfterIt() {
        push(host, ALPHA_BTC, 0);
        push(host, ALPHA_BTC, 17);
        assertThat(host.watermarkNs()).isEqualTo(START_NS + 11 * SECOND_NS);
        push(host, ALPHA_BTC, 11);
        assertThat(host.corrections()).isOne();
        push(
                host,
                new MarketEvent.MarkPrice(
                        seq++, ALPHA_BTC, START_NS + 11 * SECOND_NS + 1, MarketEvent.NONE, 1));
        assertThat(host.corrections()).isOne();
        assertThat(host.waiting()).isEqualTo(2);
    }

    /// Trades are of no interest here, but show that time has passed.
    @Test
    void hearsTheTimeOfEventsThatNobodyTakes() {
        push(host, ALPHA_BTC, 10);
        push(host, trade(20));
        assertThat(host.watermarkNs()).isEqualTo(START_NS + 14 * SECOND_NS);
        assertThat(transcript.events()).hasSize(1);
        push(host, trade(3));
        assertThat(host.corrections()).isZero();
        assertThat(host.waiting()).isZero();
    }

    private MarketEvent trade(long second) {
        return new MarketEvent.Trade(
                seq++,
                ALPHA_BTC,
                START_NS + second * SECOND_NS,
                MarketEvent.NONE,
                1,
                1,
                TakerSide.BUY,
                MarketEvent.NONE);
    }

    @Test
    void endsAtTheLatestTimeHeardWithEverythingApplied() {
        push(host, ALPHA_BTC, 3);
        push(host, BETA_BTC, 7);
        push(host, ALPHA_BTC, 5);
        host.finish();
        assertThat(transcript.events()).hasSize(3);
        assertThat(host.watermarkNs()).isEqualTo(START_NS + 7 * SECOND_NS);
        assertThat(transcript.lines()).endsWith(watermark(7));
        assertThat(host.waiting()).isZero();
    }

    @Test
    void endsAtTheMomentThatItIsTold() {
        push(host, ALPHA_BTC, 3);
        host.finish(START_NS + 60 * SECOND_NS);
        assertThat(transcript.lines()).endsWith(watermark(60));
        host.finish(START_NS + 30 * SECOND_NS);
        assertThat(host.watermarkNs()).isEqualTo(START_NS + 60 * SECOND_NS);
    }

    @Test
    void saysNothingOfAStreamWithoutEvents() {
        host.finish();
        assertThat(transcript.lines()).isEmpty();
        assertThat(host.watermarkNs()).isEqualTo(Long.MIN_VALUE);
    }

    /// A venue time of the year 2100, heard in 2026: it is applied when the stream ends, but moves
    /// the watermark no further than a clock may honestly be wrong.
    @Test
    void doesNotBelieveAClockFarAhead() {
        long nowNs = START_NS + 10 * SECOND_NS;
        long absurdNs = START_NS + 74L * 365 * 86_400 * SECOND_NS;
        push(host, new MarketEvent.MarkPrice(seq++, ALPHA_BTC, nowNs, nowNs, 1));
        push(host, new MarketEvent.MarkPrice(seq++, ALPHA_BTC, absurdNs, nowNs, 1));
        assertThat(host.latestNs()).isEqualTo(nowNs + 60 * SECOND_NS);
        host.finish();
        assertThat(host.watermarkNs()).isEqualTo(nowNs + 60 * SECOND_NS);
        assertThat(transcript.events()).hasSize(2);
    }

    @Test
    void passesEventsInOrderStraightOnAndAWatermarkAtEachStep() {
        var ordered =
                OperatorHost.inEventOrder(instruments, List.of(transcript), Duration.ofSeconds(10));
        var events = List.of(mark(ALPHA_BTC, 3), mark(ALPHA_BTC, 10), mark(ALPHA_BTC, 10));
        events.forEach(event -> push(ordered, event));
        assertThat(transcript.lines()).isEqualTo(events.stream().map(Object::toString).toList());
        var behind = mark(ALPHA_BTC, 31);
        push(ordered, behind);
        assertThat(transcript.lines().subList(3, 5))
                .containsExactly(watermark(30), behind.toString());
        ordered.finish();
        assertThat(transcript.lines()).endsWith(watermark(31));
    }

    /// At a whole step itself more events of that moment may follow, so it is not over.
    @Test
    void issuesNoWatermarkForTheMomentThatTheStreamHasReached() {
        var ordered =
                OperatorHost.inEventOrder(instruments, List.of(transcript), Duration.ofSeconds(10));
        push(ordered, ALPHA_BTC, 3);
        push(ordered, ALPHA_BTC, 20);
        assertThat(ordered.watermarkNs()).isEqualTo(START_NS + 10 * SECOND_NS);
        push(ordered, BETA_BTC, 20);
        push(ordered, ALPHA_BTC, 21);
        assertThat(ordered.watermarkNs()).isEqualTo(START_NS + 20 * SECOND_NS);
    }

    @Test
    void refusesDisorderWhereOrderWasPromised() {
        var ordered =
                OperatorHost.inEventOrder(instruments, List.of(transcript), Duration.ofSeconds(10));
        push(ordered, ALPHA_BTC, 3);
        assertThatThrownBy(() -> push(ordered, BETA_BTC, 2))
                .hasMessage(
                        "beta BTCUSD: expected events in event order, found 2026-02-05T00:00:02Z"
                                + " after 2026-02-05T00:00:03Z; replay the tape in arrival order");
    }

    /// What is said of the time after the watermark is what will be said of it if nothing more
    /// comes, and changes nothing.
    @Test
    void answersProvisionallyWithWhatWaits() {
        push(host, ALPHA_BTC, 0);
        push(host, BETA_BTC, 17);
        push(host, ALPHA_BTC, 15);
        long before = host.stateHash();
        int waiting = host.waiting();
        var provisional = host.provisional(new Transcript(instruments));
        assertThat(provisional.events()).hasSize(3);
        assertThat(provisional.lines()).endsWith(watermark(17));
        assertThat(host.stateHash()).isEqualTo(before);
        assertThat(host.waiting()).isEqualTo(waiting);
        host.finish();
        assertThat(provisional.events()).isEqualTo(transcript.events());
    }

    @Test
    void knowsOperatorsByTheirNames() {
        assertThatThrownBy(() ->
                        OperatorHost.inEventOrder(
                                instruments,
                                List.of(transcript, new Transcript(instruments)),
                                Duration.ofSeconds(1)))
                .hasMessage("operators must have names of their own, two were transcript");
        var none = OperatorHost.inEventOrder(instruments, List.of(), Duration.ofSeconds(1));
        assertThatThrownBy(() -> none.provisional(new Transcript(instruments)))
                .hasMessage("this host has no operator named transcript");
        assertThatThrownBy(() -> OperatorHost.inEventOrder(instruments, List.of(), Duration.ZERO))
                .hasMessage("watermarkEvery must be > 0, was PT0S");
    }

    /// An event goes to every operator that takes its kind.
    @Test
    void servesSeveralOperatorsOfOneKind() {
        var counter = new SideCounter();
        var both =
                OperatorHost.inEventOrder(
                        instruments, List.of(transcript, counter), Duration.ofSeconds(1));
        push(
                both,
                new MarketEvent.Deleveraging(
                        7,
                        ALPHA_BTC,
                        START_NS,
                        MarketEvent.NONE,
                        PositionSide.LONG,
                        1,
                        1,
                        1,
                        MarketEvent.NONE));
        push(both, ALPHA_BTC, 1);
        assertThat(transcript.events()).hasSize(2);
        assertThat(counter.longs).isOne();
        assertThat(counter.seqOfLast).isEqualTo(7);
    }

    /// Counts longs that were deleveraged.
    private static final class SideCounter implements Operator {
        int longs;
        long seqOfLast;

        @Override
        public void at(long seq) {
            seqOfLast = seq;
        }

        @Override
        public void deleveraging(
                int instrument,
                long venueTimeNs,
                long receiveTimeNs,
                PositionSide closedSide,
                long quantityMantissa,
                long priceMantissa,
                long notionalMicroUsd,
                long venueId) {
            longs += closedSide == PositionSide.LONG ? 1 : 0;
        }

        @Override
        public String name() {
            return "side-counter";
        }

        @Override
        public KeyScope keyScope() {
            return KeyScope.MARKET;
        }

        @Override
        public java.util.Set<spillway.market.EventKind> kinds() {
            return java.util.EnumSet.of(spillway.market.EventKind.DELEVERAGING);
        }

        @Override
        public void onWatermark(long watermarkNs) {}

        @Override
        public void saveTo(StateWriter out) {
            out.writeInt(longs);
        }

        @Override
        public void restoreFrom(StateReader in) {
            longs = in.readInt();
        }
    }
}
